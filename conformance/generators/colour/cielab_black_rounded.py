from conformance.draft import Draft, accept
from conformance.phantom import segment, segmentation


def build(case_id: str) -> Draft:
    item = segment(1, RecommendedDisplayCIELabValue=[0, 32768, 32768])
    seg = segmentation(case_id, [[[1, 1]]], segments=[item])
    expected = seg.model()
    expected["segments"]["1"]["colour"] = [0, 0, 0]
    return accept(
        seg.file(),
        expected,
        title="Black with a* and b* half a step off zero",
        why=(
            "8080H is zero; writers put 8000H. The colour is then just outside of sRGB and "
            "a component falls below zero, which wraps without clipping."
        ),
        effect="A black segment is drawn white, or crashes a colour table.",
        links=["https://github.com/QIICR/dcmqi/issues/412"],
        requirements=["LM-DES-020"],
        features=["mono8", "labels", "segments", "colour"],
    )
