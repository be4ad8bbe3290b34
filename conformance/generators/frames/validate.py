"""Cases of the area frames for the operation validate."""

from conformance import bytesmith as bs
from conformance.draft import warned
from conformance.table import (
    FRAMES,
    MEASURES,
    PLAIN,
    SHARED,
    TWO_FRAMES,
    Validate,
    append,
    drop,
    own,
    phantom,
    put,
    put_all,
)

NOT_REFERRING = phantom([[[0, 1], [1, 1]], [[0, 2], [2, 0]]], background=0, sources=())

CASES = (
    Validate(
        "concatenation-complete",
        "The attributes of a concatenation are complete",
        why="Large segmentations may be split over several instances; validators must know the "
        "set.",
        effect="Correct files are reported as broken.",
        built=TWO_FRAMES.but(
            put_all(
                ConcatenationUID=own("pyramid"),
                SOPInstanceUIDOfConcatenationSource=own("source"),
                InConcatenationNumber=1,
                InConcatenationTotalNumber=2,
                ConcatenationFrameOffsetNumber=0,
            )
        ),
        requirements="LM-FG-023",
        features="mono8 concatenation",
        links="https://github.com/DCMTK/dcmtk/commit/95335baed",
    ),
    Validate(
        "concatenation-without-offset",
        "A part of a concatenation does not say at which frame it starts",
        why="The attributes of a concatenation come as a set; without the offset the part has "
        "no place.",
        effect="Parts are joined in the wrong order.",
        built=TWO_FRAMES.but(
            put_all(
                ConcatenationUID=own("pyramid"),
                SOPInstanceUIDOfConcatenationSource=own("source"),
                InConcatenationNumber=1,
                InConcatenationTotalNumber=2,
            )
        ),
        codes="frames.missing-attribute",
        twin="frames.concatenation-complete",
        requirements="LM-FG-023",
        features="mono8 concatenation",
    ),
    Validate(
        "duplicate-index",
        "Two frames have the same Dimension Index Values",
        why="The index should tell every frame from every other; files with constant values "
        "are in the wild.",
        effect="Software that keys frames by their index keeps only one of them.",
        built=TWO_FRAMES.but(put(f"{FRAMES}[1].FrameContentSequence[0].DimensionIndexValues", [1])),
        twin="frames.groups-complete",
        warn="frames.duplicate-index",
        requirements="LM-DIM-006",
        finding=(
            "LM-DIM-006",
            "PerFrameFunctionalGroupsSequence[1].FrameContentSequence[0].DimensionIndexValues",
            "warning",
        ),
        level="SHOULD",
        links="https://github.com/rordenlab/dcm2niix/issues/839 "
        "https://github.com/ImagingDataCommons/highdicom/issues/92",
    ),
    Validate(
        "foreign-organization-uid",
        "A dimension names an organization that is not declared",
        why="A fixed literal UID in one of the two sequences was in every file of a well known "
        "writer.",
        effect="Software that looks up the organization fails.",
        built=TWO_FRAMES.but(
            put("DimensionIndexSequence[0].DimensionOrganizationUID", own("pyramid"))
        ),
        codes="frames.dimension-organization",
        twin="frames.groups-complete",
        requirements="LM-DIM-004",
        links="https://github.com/ImagingDataCommons/highdicom/issues/92",
    ),
    Validate(
        "groups-complete",
        "Two frames with complete functional groups and dimensions",
        why="The twin of the faults in groups and dimensions: without any fault there is no error.",
        effect="Every correct file is reported as broken.",
        built=TWO_FRAMES,
        requirements="LM-FG-001 LM-FG-002 LM-FG-003 LM-FG-004 LM-FG-005 LM-FG-006 LM-FG-009 LM-FG-011 "
        "LM-DIM-001 LM-DIM-003 LM-DIM-004 LM-DIM-005 LM-DIM-008",
    ),
    Validate(
        "index-value-zero",
        "A Dimension Index Value is 0",
        why="Values count from 1; writers in languages that count from 0 forget to add it.",
        effect="The first frame is skipped or stands last.",
        built=TWO_FRAMES.but(put(f"{FRAMES}[0].FrameContentSequence[0].DimensionIndexValues", [0])),
        codes="frames.dimension-index",
        twin="frames.groups-complete",
        requirements="LM-DIM-005",
        links="https://github.com/rordenlab/dcm2niix/issues/839",
    ),
    Validate(
        "label-map-no-overlap",
        "A label map says that its segments do not overlap",
        why="The one value that is allowed here.",
        effect="Correct files are reported as broken.",
        built=TWO_FRAMES.but(put("SegmentsOverlap", "NO")),
        requirements="LM-OVL-002 LM-OVL-001",
    ),
    Validate(
        "label-map-overlap",
        "A label map says that its segments overlap",
        why="One pixel holds one label, so segments of a label map cannot overlap; only NO is "
        "allowed.",
        effect="Software refuses to convert a file that it could convert without loss.",
        built=TWO_FRAMES.but(put("SegmentsOverlap", "YES")),
        codes="frames.overlap dataset.enumerated-value",
        twin="frames.groups-complete",
        requirements="LM-OVL-002",
        finding=("LM-OVL-002", "SegmentsOverlap"),
    ),
    Validate(
        "label-map-without-spacing",
        "Pixel Measures of a label map have no Pixel Spacing",
        why="The conditions list SOP Classes by name and were written before label maps; "
        "whether they hold here could not be confirmed.",
        effect="The size of a pixel is unknown, and nothing complains.",
        built=TWO_FRAMES.but(drop(f"{MEASURES}.PixelSpacing")),
        twin="frames.groups-complete",
        alternatives=(
            ("warned", "The condition names only Segmentation Storage", warned("geometry.spacing")),
            ("error", "A label map in space needs its spacing", "frames.missing-attribute"),
        ),
        clarification="0022",
        requirements="LM-FG-018",
        finding=(
            "LM-FG-018",
            "SharedFunctionalGroupsSequence[0].PixelMeasuresSequence[0].PixelSpacing",
            "warning",
        ),
        level="SHOULD",
    ),
    Validate(
        "missing-frame-content",
        "Frames have no Frame Content although dimensions are declared",
        why="With Dimension Index Sequence every frame needs its index values. Label maps "
        "exported for one viewer went without.",
        effect="Readers that sort by dimension cannot open the file.",
        built=TWO_FRAMES.but(
            drop(f"{FRAMES}[0].FrameContentSequence", f"{FRAMES}[1].FrameContentSequence")
        ),
        codes="frames.missing-group",
        twin="frames.groups-complete",
        requirements="LM-FG-009 LM-DIM-005",
        finding=("LM-FG-009", "FrameContentSequence"),
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "missing-index-sequence",
        "Dimension Index Sequence is missing",
        why="Only TILED_FULL may go without. Index values that nothing explains are numbers "
        "without a meaning.",
        effect="Software that groups frames by dimension has nothing to group by.",
        built=TWO_FRAMES.but(drop("DimensionIndexSequence")),
        codes="frames.missing-attribute",
        twin="frames.groups-complete",
        requirements="LM-DIM-003 LM-DIM-005",
        finding=("LM-DIM-003", "DimensionIndexSequence"),
    ),
    Validate(
        "missing-organization-uid",
        "An item of Dimension Organization Sequence has no UID",
        why="The UID ties the index to its organization.",
        effect="Dimensions of several files cannot be told apart.",
        built=TWO_FRAMES.but(drop("DimensionOrganizationSequence[0].DimensionOrganizationUID")),
        codes="frames.missing-attribute",
        twin="frames.groups-complete",
        requirements="LM-DIM-001 LM-DIM-004",
        links="https://github.com/ImagingDataCommons/highdicom/issues/92",
    ),
    Validate(
        "missing-pixel-measures",
        "There is no Pixel Measures group",
        why="A segmentation in patient space without references to images needs it. Label maps "
        "exported for one viewer went without.",
        effect="The size of a pixel is unknown.",
        built=NOT_REFERRING.but(drop(f"{SHARED}.PixelMeasuresSequence")),
        codes="frames.missing-group",
        twin="references.nothing-referenced",
        requirements="LM-FG-004 LM-FG-008 LM-FG-012",
        finding=("LM-FG-004", "PixelMeasuresSequence"),
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "missing-plane-orientation",
        "There is no Plane Orientation group",
        why="A segmentation in patient space without references to images needs it. Readers "
        "fall back to axial.",
        effect="A sagittal segmentation is drawn as an axial one.",
        built=NOT_REFERRING.but(drop(f"{SHARED}.PlaneOrientationSequence")),
        codes="frames.missing-group",
        twin="references.nothing-referenced",
        requirements="LM-FG-006 LM-FG-008 LM-FG-012",
        finding=("LM-FG-006", "PlaneOrientationSequence"),
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "missing-plane-position",
        "There is no Plane Position group",
        why="A segmentation in patient space without references to images needs it. Label maps "
        "exported for one viewer went without.",
        effect="Nobody can tell where the slices are.",
        built=NOT_REFERRING.but(
            drop(f"{FRAMES}[0].PlanePositionSequence", f"{FRAMES}[1].PlanePositionSequence")
        ),
        codes="frames.missing-group",
        twin="references.nothing-referenced",
        requirements="LM-FG-005 LM-FG-008 LM-FG-012 LM-DIM-004",
        finding=("LM-FG-005", "PlanePositionSequence"),
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "no-dimension-indices",
        "A dimension organization without dimensions",
        why="Only TILED_FULL may go without Dimension Index Sequence; no frame has an index "
        "value here, so nothing else is wrong.",
        effect="Software that groups frames by dimension has nothing to group by.",
        built=PLAIN.but(drop("DimensionIndexSequence", f"{FRAMES}[0].FrameContentSequence")),
        codes="frames.missing-attribute dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-DIM-003",
    ),
    Validate(
        "no-dimension-module",
        "There are no dimensions at all",
        why="The Multi-frame Dimension Module is mandatory. Writers that give each frame a "
        "position think that this is enough.",
        effect="Software that groups frames by dimension shows one frame, or none.",
        built=PLAIN.but(
            drop(
                "DimensionOrganizationSequence",
                "DimensionIndexSequence",
                f"{FRAMES}[0].FrameContentSequence",
            )
        ),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-020",
        finding=("LM-MOD-020", "file"),
    ),
    Validate(
        "no-functional-groups-module",
        "There are no functional groups and no Number of Frames",
        why="A converter from single-frame images copies the flat attributes and leaves the "
        "multi-frame module out.",
        effect="The frames have no position and no number.",
        built=PLAIN.but(
            drop(
                "InstanceNumber",
                "ContentDate",
                "ContentTime",
                "NumberOfFrames",
                "SharedFunctionalGroupsSequence",
                FRAMES,
            )
        ),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-019",
        finding=("LM-MOD-030", "ReferencedSeriesSequence", "warning"),
    ),
    Validate(
        "pointer-to-absent-attribute",
        "A dimension points to an attribute that no frame has",
        why="The pointer names what the index counts; Stack ID is nowhere in the file.",
        effect="Converters that follow the pointer fail or sort by nothing.",
        built=TWO_FRAMES.but(
            put_all(
                "DimensionIndexSequence[0]",
                DimensionIndexPointer="StackID",
                FunctionalGroupPointer="FrameContentSequence",
            )
        ),
        codes="frames.dimension-pointer",
        twin="frames.groups-complete",
        requirements="LM-DIM-004",
        finding=("LM-DIM-004", "DimensionIndexSequence[0].DimensionIndexPointer"),
        links="https://github.com/rordenlab/dcm2niix/issues/706",
    ),
    Validate(
        "pointer-to-index-values",
        "A dimension points to Dimension Index Values itself",
        why="An index over the index says nothing; the pointer excludes it.",
        effect="Converters sort the frames by a number without a meaning.",
        built=TWO_FRAMES.but(
            put_all(
                "DimensionIndexSequence[0]",
                DimensionIndexPointer="DimensionIndexValues",
                FunctionalGroupPointer="FrameContentSequence",
            )
        ),
        codes="frames.dimension-pointer",
        twin="frames.groups-complete",
        requirements="LM-DIM-004",
    ),
    Validate(
        "segment-dimension-in-label-map",
        "A label map has a dimension over Referenced Segment Number",
        why="Writers that grew out of BINARY segmentations keep the dimension; the frames of a "
        "label map have no segment.",
        effect="Viewers believe that there is one segment, the first.",
        built=TWO_FRAMES.but(
            put_all(
                "DimensionIndexSequence[0]",
                DimensionIndexPointer="ReferencedSegmentNumber",
                FunctionalGroupPointer="SegmentIdentificationSequence",
            )
        ),
        codes="frames.dimension-pointer",
        twin="frames.groups-complete",
        requirements="LM-DIM-008 LM-DIM-004",
        finding=("LM-DIM-008", "DimensionIndexSequence[0].DimensionIndexPointer"),
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "segment-identification-in-label-map",
        "The frames of a label map name a segment",
        why="The group belongs to BINARY and FRACTIONAL. One validator warns, one toolkit "
        "drops it in silence, and a strict reading forbids it.",
        effect="Viewers that look at the group show the whole map as segment 1.",
        built=TWO_FRAMES.but(
            put(f"{FRAMES}[*].SegmentIdentificationSequence", [{"ReferencedSegmentNumber": 1}])
        ),
        twin="frames.groups-complete",
        alternatives=(
            ("warned", "A group beyond the IOD, which is ignored", warned("frames.unlisted-group")),
            ("error", "A group whose condition is false is not there", "frames.forbidden-group"),
        ),
        clarification="0025",
        requirements="LM-FG-011",
        level="SHOULD",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "shared-frame-content",
        "Frame Content is in the shared item",
        why="It describes one frame and may not be shared.",
        effect="The index of all frames but one is lost.",
        built=TWO_FRAMES.but(put(f"{SHARED}.FrameContentSequence", [{"FrameComments": "all"}])),
        codes="frames.shared-frame-content",
        twin="frames.groups-complete",
        requirements="LM-FG-009 LM-FG-002",
        finding=("LM-FG-009", "SharedFunctionalGroupsSequence[0].FrameContentSequence"),
    ),
    Validate(
        "three-dimensional",
        "Equally spaced parallel frames are declared as 3D",
        why="A promise that a reader may rely on; this file keeps it.",
        effect="Correct volumes are reported as broken.",
        built=phantom([[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]], background=0).but(
            put("DimensionOrganizationType", "3D")
        ),
        requirements="LM-DIM-010 LM-DIM-002",
        links="https://github.com/NA-MIC/ProjectWeek/issues/994",
    ),
    Validate(
        "three-dimensional-uneven",
        "Frames are declared as 3D, but the last one is too far away",
        why="Readers that trust the declaration take the first spacing for all.",
        effect="The last slice is 7 mm from where it belongs.",
        built=phantom([[[0, 1], [1, 1]], [[0, 2], [2, 2]], [[0, 3], [3, 3]]], background=0).but(
            put("DimensionOrganizationType", "3D"),
            put(
                f"{FRAMES}[2].PlanePositionSequence",
                [{"ImagePositionPatient": ["-10", "-20", "42"]}],
            ),
        ),
        codes="geometry.irregular frames.no-volume",
        twin="frames.three-dimensional",
        requirements="LM-DIM-010",
        finding=("LM-DIM-010", "DimensionOrganizationType"),
        links="https://github.com/NA-MIC/ProjectWeek/issues/994",
    ),
    Validate(
        "too-few-items",
        "There are two frames but one per-frame item",
        why="Item k describes frame k; writers that drop empty frames forget to drop their "
        "items, or the other way round.",
        effect="A frame has no place, or all frames move by one.",
        built=TWO_FRAMES.but(drop(f"{FRAMES}[1]")),
        codes="frames.item-count",
        twin="frames.groups-complete",
        requirements="LM-FG-001 LM-FG-003",
        finding=(
            "LM-REF-001",
            "ReferencedSeriesSequence[0].ReferencedInstanceSequence[1]",
            "warning",
        ),
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "two-segments-identified-in-label-map",
        "The frames of a label map list their segments",
        why="Whether the group may stand in a label map at all is disputed; with more than one "
        "item it is wrong in any reading. It is what a converter from BINARY makes of a "
        "frame with several segments.",
        effect="Viewers that look at the group show the whole map as one segment.",
        built=TWO_FRAMES.but(
            put(
                f"{FRAMES}[*].SegmentIdentificationSequence",
                [{"ReferencedSegmentNumber": 0}, {"ReferencedSegmentNumber": 1}],
            )
        ),
        codes="frames.forbidden-group frames.item-count dataset.item-count",
        twin="frames.groups-complete",
        requirements="LM-FG-011",
        links="https://github.com/cornerstonejs/cornerstone3D/pull/2611",
    ),
    Validate(
        "two-shared-items",
        "Shared Functional Groups Sequence has two items",
        why="Exactly one item, even if it is empty. Readers take the first or merge them.",
        effect="Attributes of the second item are ignored by some readers.",
        built=TWO_FRAMES.but(append("SharedFunctionalGroupsSequence", {})),
        codes="frames.shared-groups",
        twin="frames.groups-complete",
        requirements="LM-FG-001",
        finding=("LM-FG-001", "SharedFunctionalGroupsSequence"),
    ),
    Validate(
        "unknown-organization-type",
        "Dimension Organization Type is VOLUME",
        why="Four terms are defined: 3D, 3D_TEMPORAL, TILED_FULL, TILED_SPARSE. Others were "
        "discussed and never adopted.",
        effect="Readers take an unknown organization for a tiled image, or refuse.",
        built=TWO_FRAMES.but(put("DimensionOrganizationType", "VOLUME")),
        twin="frames.groups-complete",
        warn="frames.unknown-organization",
        requirements="LM-DIM-002",
        finding=("LM-DIM-002", "DimensionOrganizationType", "warning"),
        level="SHOULD",
        links="https://github.com/NA-MIC/ProjectWeek/issues/994",
    ),
    Validate(
        "unlisted-group",
        "A functional group that the IOD does not list (Frame Anatomy)",
        why="Other groups make it an extended SOP Class, which is legal and worth a remark.",
        effect="Software that knows only the listed groups drops it on conversion.",
        built=TWO_FRAMES.but(put(f"{SHARED}[2134129]", bs.Raw(b"", "SQ"))),
        twin="frames.groups-complete",
        warn="frames.unlisted-group",
        requirements="LM-FG-025",
        finding=("LM-FG-025", "SharedFunctionalGroupsSequence[0].FrameAnatomySequence", "warning"),
        level="SHOULD",
    ),
    Validate(
        "wrong-overlap",
        "Segments Overlap is MAYBE",
        why="YES, UNDEFINED and NO are defined.",
        effect="Software takes an unknown word for one of the others.",
        built=TWO_FRAMES.but(put("SegmentsOverlap", "MAYBE")),
        codes="dataset.enumerated-value",
        twin="frames.label-map-no-overlap",
        requirements="LM-OVL-001 LM-OVL-002",
    ),
)
