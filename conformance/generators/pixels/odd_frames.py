from conformance.draft import Draft, accept
from conformance.phantom import segmentation


def build(case_id: str) -> Draft:
    seg = segmentation(
        case_id,
        [[[5 * f + r + c & 7 for c in range(3)] for r in range(3)] for f in range(3)],
        segments=range(8),
    )
    return accept(
        seg.file(),
        seg.model(),
        title="Frames of nine bytes follow each other without gaps",
        why="Only the end of Pixel Data is padded to an even length. Readers that pad each "
        "frame shift every later one by a sample.",
        effect="From the second slice on, the label map creeps sideways.",
        links=["https://github.com/QIICR/dcmqi/issues/341"],
        requirements=["LM-PIX-015"],
        features=["mono8", "labels"],
    )
