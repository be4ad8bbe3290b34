from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 1], [1, 0]], [[1, 1], [0, 1]]], background=0)
    seg.elements["SharedFunctionalGroupsSequence"][0][0x00209071] = bs.Raw(b"", "SQ")
    return accept(
        seg.file(),
        twin="frames.groups-complete",
        op="validate",
        warn=["frames.unlisted-group"],
        level="SHOULD",
        title="A functional group that the IOD does not list (Frame Anatomy)",
        why="Other groups make it an extended SOP Class, which is legal and worth a remark.",
        effect="Software that knows only the listed groups drops it on conversion.",
        requirements=["LM-FG-025"],
        features=["mono8"],
    )
