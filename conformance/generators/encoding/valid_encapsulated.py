from conformance import bytesmith as bs
from conformance.draft import Draft, accept
from conformance.generators.encoding._streams import A
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [A], background=0, syntax=bs.ENCAPSULATED)
    return accept(
        seg.file(),
        op="validate",
        title="An uncompressed frame in a fragment has no errors",
        why="Encapsulated Uncompressed has native frames in items. Validators that do not "
        "know it take it for a codec.",
        effect="Correct files are reported as broken.",
        requirements=["LM-TS-012", "LM-TS-014"],
        features=["mono8", "encapsulated"],
    )
