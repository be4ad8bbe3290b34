from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    labels = [[[column * 7 % 251 % 3 for column in range(32769)]]]
    seg = segmentation(case_id, labels, background=0)
    return accept(
        seg.file(),
        seg.model(),
        title="One row of 32,769 columns",
        why=(
            "Rows and Columns are unsigned 16-bit numbers. Readers that take them for "
            "signed have a negative width."
        ),
        effect="The file cannot be opened.",
        links=["https://github.com/pydicom/pydicom/issues/1728"],
        requirements=["LM-PIX-011", "LM-PIX-015"],
        features=["mono8", "labels", "large"],
        stored=False,
        size="A width that does not fit a signed 16-bit number",
    )
