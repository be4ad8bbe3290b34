"""Cases of the area geometry for the operation decode."""

from conformance.phantom import stack
from conformance.table import MEASURES, Decode, drop, images, phantom, put

CASES = (
    Decode(
        "cropped-half-resolution",
        "A cropped grid of half the resolution, shifted by half a pixel, with references to images",
        why="In a Frame of Reference the grid of the segmentation need not be that of the "
        "images. Software that lays the pixels over the image ignores its own geometry.",
        effect="The segmentation stands in the corner of the image at half its size.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            positions=stack(3, (-3.25, -8.5, 31.0), 5.0),
            spacing=("1.4", "1.8"),
            thickness="5",
            sources=images(3),
        ),
        requirements="LM-GEN-006 LM-FG-012",
        features="mono8 labels geometry",
        links="https://github.com/nroduit/Weasis/issues/693 "
        "https://github.com/OHIF/Viewers/issues/2345 "
        "https://github.com/razorx89/pydicom-seg/issues/20",
        freedoms="frame-order",
    ),
    Decode(
        "no-references",
        "No image is referenced: position alone ties the segmentation to the images",
        why="Derivation Image is only required without positions. Viewers that need a "
        "referenced series cannot show the file.",
        effect="The segmentation is not offered for any image.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            sources=(),
        ),
        requirements="LM-FG-008 LM-MOD-023",
        features="mono8 labels geometry",
        links="https://github.com/OHIF/Viewers/issues/4030 "
        "https://github.com/OHIF/Viewers/issues/3936",
        freedoms="frame-order",
    ),
    Decode(
        "no-spacing-between-slices",
        "There is no Spacing Between Slices",
        why="It is optional outside tiled images; the distance follows from the positions.",
        effect="The file is refused, or its slices are 1 mm apart.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]], background=0
        ).but(drop(f"{MEASURES}.SpacingBetweenSlices")),
        requirements="LM-FG-019 LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/ivmartel/dwv/issues/1602",
        freedoms="frame-order",
    ),
    Decode(
        "normal-downwards",
        "The normal of the frames points to the feet",
        why="Only one axis is reflected, so the frames are left-handed with respect to the "
        "order of their positions.",
        effect="The segmentation is mirrored along the body.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            orientation=("1", "0", "0", "0", "-1", "0"),
            positions=stack(3, step=-2.5),
        ),
        requirements="LM-FG-006 LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/OHIF/Viewers/issues/3420 "
        "https://github.com/OHIF/Viewers/issues/2964",
        freedoms="frame-order",
    ),
    Decode(
        "oblique",
        "Oblique frames with direction cosines of six decimals",
        why="Directions from a scanner are rounded; readers that demand exact right angles "
        "refuse, others round to the nearest axis.",
        effect="The segmentation is refused as not orthogonal, or drawn several degrees off.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            orientation=("0.97829", "0.174229", "0.112221", "-0.176639", "0.41779", "0.891207"),
        ),
        requirements="LM-FG-006 LM-FG-020",
        features="mono8 labels geometry",
        links="https://github.com/OHIF/Viewers/issues/2003 "
        "https://github.com/cornerstonejs/cornerstone3D/issues/2281 "
        "https://github.com/OHIF/Viewers/issues/6154",
        freedoms="frame-order",
    ),
    Decode(
        "position-noise",
        "Positions differ from a regular grid by a few thousandths of a millimetre",
        why="Positions are decimal text of a computed value. Software that compares them as "
        "text or bins them loses a slice.",
        effect="A slice is missing, or stands one place too high.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            positions=[
                ["-10", "-20", "30.000001"],
                ["-10", "-20", "32.499998"],
                ["-10.0", "-20.000", "35.000002"],
            ],
        ),
        requirements="LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/QIICR/dcmqi/pull/430 https://github.com/OHIF/Viewers/issues/6154",
        freedoms="frame-order",
    ),
    Decode(
        "reflected-axes",
        "Rows run from left to right, columns from back to front",
        why="Both axes point against those of the usual axial image. The physical box may be "
        "the same while every label is elsewhere.",
        effect="Left and right, front and back are exchanged.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            orientation=("-1", "0", "0", "0", "-1", "0"),
            positions=stack(3, (10.0, 20.0, 30.0), 2.5, ("-1", "0", "0", "0", "-1", "0")),
        ),
        requirements="LM-FG-006 LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/Kitware/VolView/issues/945 "
        "https://github.com/dcmjs-org/dcmjs/issues/151",
        freedoms="frame-order",
    ),
    Decode(
        "sagittal",
        "Sagittal frames",
        why="Rows run from front to back, columns from head to feet. Readers that assume axial "
        "frames put x into columns.",
        effect="The segmentation lies flat in the image.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            orientation=("0", "1", "0", "0", "0", "-1"),
        ),
        requirements="LM-FG-006 LM-FG-020",
        features="mono8 labels geometry",
        links="https://github.com/OHIF/Viewers/issues/2003 "
        "https://github.com/OHIF/Viewers/issues/3420",
        freedoms="frame-order",
    ),
    Decode(
        "spacing-and-thickness",
        "Rows 0.7 mm, columns 0.9 mm, slices 5 mm thick and 2.5 mm apart",
        why="The first value of Pixel Spacing is between rows. Slices that overlap are thicker "
        "than they are apart; taking the thickness for the distance doubles the height.",
        effect="The segmentation is stretched in one direction.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            spacing=("0.7", "0.9"),
            thickness="5",
        ).but(put(f"{MEASURES}.SpacingBetweenSlices", "2.5")),
        requirements="LM-FG-019 LM-FG-004",
        features="mono8 labels geometry",
        links="https://github.com/ivmartel/dwv/issues/1602 "
        "https://github.com/ivmartel/dwv/issues/1677",
        freedoms="frame-order",
    ),
    Decode(
        "spacing-between-slices-lies",
        "Spacing Between Slices contradicts the positions",
        why="The positions say where the frames are. The attribute is a remark, copied from "
        "the source and often wrong after cropping or merging.",
        effect="The segmentation is twice as high as the organ.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]], background=0
        ).but(put(f"{MEASURES}.SpacingBetweenSlices", "5")),
        requirements="LM-FG-005 LM-FG-019",
        features="mono8 labels geometry",
        links="https://github.com/ivmartel/dwv/issues/1602",
        freedoms="frame-order",
    ),
    Decode(
        "tilted-gantry",
        "The positions move along the rows as they go up, as with a tilted gantry",
        why="The frames are parallel, but the stack is sheared. Readers that project the "
        "positions onto the normal straighten it.",
        effect="Each slice is shifted against the image a little more than the one before.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            positions=[["-10", "-20", "30"], ["-10", "-19", "32.5"], ["-10", "-18", "35"]],
        ),
        requirements="LM-FG-005 LM-FG-006",
        features="mono8 labels geometry",
        links="https://github.com/wasserth/TotalSegmentator/issues/610",
        freedoms="frame-order",
    ),
    Decode(
        "uneven-distances",
        "Frames are at uneven distances",
        why="Nothing asks for equal distances. Readers that store an origin and one spacing "
        "move the frames.",
        effect="The upper slices are several millimetres off.",
        built=phantom(
            [[[0, 1, 0], [1, 1, 0]], [[0, 2, 2], [2, 2, 0]], [[0, 3, 0], [3, 3, 3]]],
            background=0,
            positions=[["-10", "-20", "30"], ["-10", "-20", "32.5"], ["-10", "-20", "37.25"]],
        ),
        requirements="LM-FG-005",
        features="mono8 labels geometry",
        links="https://github.com/Kitware/VolView/issues/291",
        freedoms="frame-order",
    ),
)
