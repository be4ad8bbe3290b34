"""Cases of the area references for the operation decode."""

from conformance.table import FRAMES, Decode, images, phantom, put

OF_TWO_IMAGES = phantom([[[0, 1], [1, 1]], [[0, 2], [2, 0]]], background=0, sources=images(2))

CASES = (
    Decode(
        "empty-referenced-series",
        "Referenced Series Sequence is there but empty",
        why="Nothing is referenced. Validators complain of the empty sequence, viewers take "
        "its first item; the segmentation itself is complete.",
        effect="The file crashes a viewer.",
        built=phantom(
            [[[0, 1], [1, 1]], [[0, 2], [2, 0]]], background=0, segments=None, sources=()
        ).but(put("ReferencedSeriesSequence", [])),
        requirements="LM-REF-001",
        features="mono8 labels geometry",
        level="SHOULD",
        links="https://github.com/OHIF/Viewers/issues/2212 "
        "https://github.com/OHIF/Viewers/issues/3936",
        freedoms="frame-order",
    ),
    Decode(
        "image-per-frame",
        "Each frame names the image that it was made from",
        why="The plain case: one image a frame, all listed in Referenced Series Sequence.",
        effect="The segmentation is not offered for its images.",
        built=OF_TWO_IMAGES,
        requirements="LM-FG-014 LM-FG-016 LM-REF-001",
        features="mono8 labels geometry references",
        links="https://github.com/OHIF/Viewers/issues/3936 "
        "https://github.com/QIICR/dcmqi/issues/489",
        freedoms="frame-order",
    ),
    Decode(
        "position-beside-image-not-preserved",
        "Frames lie one slice above the images they name, which do not preserve locations",
        why="A frame is where its position says, whatever image it was derived from. The image "
        "may even have another orientation. Viewers that go by the referenced image put "
        "the labels one slice too low.",
        effect="The segmentation is one slice off.",
        built=OF_TWO_IMAGES.but(
            put(
                f"{FRAMES}[*].DerivationImageSequence[0].SourceImageSequence[0].SpatialLocationsPreserved",
                "NO",
            )
        ),
        requirements="LM-FG-005 LM-FG-016",
        features="mono8 labels geometry references",
        links="https://github.com/nroduit/Weasis/pull/816",
        freedoms="frame-order",
    ),
)
