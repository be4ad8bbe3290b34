from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id, [[[0, 1], [1, 2]]], background=0, palette=[(0, 0, 0), (255, 0, 0), (0, 255, 255)]
    )
    seg.elements["BluePaletteColorLookupTableDescriptor"] = [3, 1, 16]
    return reject(
        seg.file(),
        ["colour.descriptors"],
        twin="colour.complete",
        op="validate",
        title="The blue palette starts at another value than the others",
        why=(
            "The descriptors of the three tables are the same. A widely used validator "
            "misses this one."
        ),
        effect="All blues are shifted by one segment.",
        requirements=["LM-COL-003"],
        features=["mono8", "palette"],
    )
