from conformance.draft import Draft, reject
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:  # noqa: ARG001
    seg = segmentation("dataset.complete", [[[0, 1], [1, 0]]], background=0)
    return reject(
        seg.file()[132:],
        ["file.not-dicom", "file.meta"],
        twin="dataset.complete",
        op="validate",
        title="The file begins with group 0002, without preamble and prefix",
        why="Programs that dump what they received over the network write such files, and lenient "
        "parsers read them.",
        effect="Archives and operating systems do not know what it is.",
        requirements=["LM-FMI-001"],
        features=["mono8"],
    )
