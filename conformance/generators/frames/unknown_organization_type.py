from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["DimensionOrganizationType"] = "VOLUME"
    return accept(
        seg.file(),
        twin="frames.groups-complete",
        op="validate",
        warn=["frames.unknown-organization"],
        level="SHOULD",
        title="Dimension Organization Type is VOLUME",
        why=(
            "Four terms are defined: 3D, 3D_TEMPORAL, TILED_FULL, TILED_SPARSE. Others were"
            " discussed and never adopted."
        ),
        effect="Readers take an unknown organization for a tiled image, or refuse.",
        links=["https://github.com/NA-MIC/ProjectWeek/issues/994"],
        requirements=["LM-DIM-002"],
        features=["mono8"],
    )
