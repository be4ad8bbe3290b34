from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation

LABELS = ["左心室", "riñón", "Leber groß", "печень"]


def build(case_id: str) -> Draft:
    items = [segment(n, label) for n, label in enumerate(LABELS, 1)]
    seg = segmentation(case_id, [[[1, 2, 3, 4]]], segments=items)
    return accept(
        seg.file(),
        seg.model(),
        title="Labels in Chinese, Spanish, German and Russian, in UTF-8",
        why=(
            "Specific Character Set ISO_IR 192 is UTF-8. A plug-in lost the ñ, a converter "
            "wrote non-ASCII text without any character set."
        ),
        effect="Names are question marks or mojibake.",
        links=[
            "https://github.com/QIICR/dcmqi/issues/233",
            "https://github.com/SlicerRt/SlicerRT/issues/228",
        ],
        requirements=["LM-SOP-001", "LM-DES-006"],
        features=["mono8", "labels", "segments", "unicode"],
    )
