from conformance.draft import Draft, accept
from conformance.phantom import code, segmentation, uid


def build(case_id: str) -> Draft:
    seg = segmentation(case_id, [[[0, 4], [4, 0]]], background=0)
    item = seg.elements["SegmentSequence"][1]
    item |= {
        "SegmentDescription": "as seen in the portal phase",
        "SegmentAlgorithmType": "SEMIAUTOMATIC",
        "SegmentAlgorithmName": "Example",
        "SegmentationAlgorithmIdentificationSequence": [
            {
                "AlgorithmFamilyCodeSequence": [code("123110", "DCM", "Artificial Intelligence")],
                "AlgorithmName": "Example",
                "AlgorithmVersion": "2.1",
            }
        ],
        "AnatomicRegionSequence": [code("818983003", "SCT", "Abdomen")],
        "RecommendedDisplayGrayscaleValue": 30000,
        "RecommendedDisplayCIELabValue": [40000, 40000, 30000],
        "TrackingID": "1",
        "TrackingUID": uid(case_id, "source"),
        "ContentCreatorName": "",
    }
    return accept(
        seg.file(),
        op="validate",
        title="A segment with all optional attributes has no errors",
        why="Descriptions, algorithm identification, regions, tracking and colours are all "
        "legal; validators written from examples know few of them.",
        effect="The best described segmentations are reported as broken.",
        requirements=[
            "LM-DES-007",
            "LM-DES-010",
            "LM-DES-014",
            "LM-DES-015",
            "LM-DES-018",
            "LM-DES-019",
            "LM-DES-020",
            "LM-DES-008",
            "LM-DES-009",
        ],
        features=["mono8"],
    )
