"""Cases of the area references for the operation validate."""

from conformance.draft import warned
from conformance.phantom import LABEL_MAP_STORAGE, code, reference
from conformance.table import FRAMES, Validate, drop, phantom, put, put_all

REFERRING = phantom(
    [[[0, 1], [1, 1]], [[0, 2], [2, 0]]], background=0, sources=["2.25.1", "2.25.2"]
)
NOT_REFERRING = phantom([[[0, 1], [1, 1]], [[0, 2], [2, 0]]], background=0, sources=())

CASES = (
    Validate(
        "complete",
        "References to source images are complete",
        why="The twin of the faults in the references.",
        effect="Every correct file is reported as broken.",
        built=REFERRING.but(put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3")),
        requirements="LM-REF-001 LM-REF-002 LM-FG-014 LM-FG-015 LM-FG-016 LM-MOD-023",
    ),
    Validate(
        "missing-derivation-code",
        "A derivation has no code",
        why="The code says that the frame is a segmentation of the image, not a filtered copy.",
        effect="Strict archives refuse the file.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            drop(f"{FRAMES}[1].DerivationImageSequence[0].DerivationCodeSequence"),
        ),
        codes="references.missing-attribute",
        twin="references.complete",
        requirements="LM-FG-015 LM-FG-014",
        finding=(
            "LM-FG-015",
            "PerFrameFunctionalGroupsSequence[1].DerivationImageSequence[0].DerivationCodeSequence",
        ),
        links="https://github.com/QIICR/dcmqi/issues/489",
    ),
    Validate(
        "missing-instance-uid",
        "A source image has no instance UID",
        why="Type 1: without it nothing is referenced.",
        effect="The slice has no image.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            drop(
                f"{FRAMES}[1].DerivationImageSequence[0].SourceImageSequence[0].ReferencedSOPInstanceUID"
            ),
        ),
        codes="references.missing-attribute",
        twin="references.complete",
        requirements="LM-FG-016",
    ),
    Validate(
        "missing-purpose",
        "A source image has no purpose of reference",
        why="The clause for segmentations gives the code that has to be there.",
        effect="Strict archives refuse the file.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            drop(
                f"{FRAMES}[1].DerivationImageSequence[0].SourceImageSequence[0].PurposeOfReferenceCodeSequence"
            ),
        ),
        codes="references.missing-attribute references.purpose-code",
        twin="references.complete",
        requirements="LM-FG-014 LM-FG-016",
        links="https://github.com/QIICR/dcmqi/issues/489",
    ),
    Validate(
        "missing-series",
        "Frames name images, but there is no Referenced Series Sequence",
        why="The Common Instance Reference Module is required with Derivation Image; viewers "
        "need the series to load it.",
        effect="The segmentation is not offered for any series.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            drop("ReferencedSeriesSequence"),
        ),
        codes="references.unlisted references.missing-attribute",
        twin="references.complete",
        requirements="LM-REF-001 LM-MOD-023",
        finding=("LM-MOD-023", "file"),
        links="https://github.com/OHIF/Viewers/issues/3936 "
        "https://github.com/OHIF/Viewers/issues/4030 "
        "https://github.com/QIICR/dcmqi/issues/489",
    ),
    Validate(
        "nothing-referenced",
        "Nothing is referenced: position alone ties the segmentation to images",
        why="Neither Derivation Image nor a list of references is needed in a Frame of Reference.",
        effect="Correct files are reported as broken.",
        built=NOT_REFERRING,
        requirements="LM-REF-001 LM-MOD-023 LM-FG-008",
    ),
    Validate(
        "reoriented",
        "Spatial Locations Preserved is REORIENTED_ONLY with Patient Orientation",
        why="Rare but defined; validators with short lists flag it.",
        effect="Correct files are reported as broken.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put_all(
                f"{FRAMES}[*].DerivationImageSequence[0].SourceImageSequence[0]",
                SpatialLocationsPreserved="REORIENTED_ONLY",
                PatientOrientation=["L", "P"],
            ),
        ),
        requirements="LM-FG-016",
    ),
    Validate(
        "reoriented-without-orientation",
        "Spatial Locations Preserved is REORIENTED_ONLY without Patient Orientation",
        why="Which way the image was turned is said by Patient Orientation, required then.",
        effect="The overlay is turned by a guess.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put(
                f"{FRAMES}[1].DerivationImageSequence[0].SourceImageSequence[0].SpatialLocationsPreserved",
                "REORIENTED_ONLY",
            ),
        ),
        codes="references.missing-attribute",
        twin="references.complete",
        requirements="LM-FG-016",
    ),
    Validate(
        "segment-of-a-label-map",
        "A source image is a label map, and one of its segments is named",
        why="The conditions of Referenced Segment Number list the older segmentations by name; "
        "whether a label map counts is not stated.",
        effect="A reference to one organ is taken for one to all.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put_all(
                f"{FRAMES}[*].DerivationImageSequence[0].SourceImageSequence[0]",
                ReferencedSOPClassUID=LABEL_MAP_STORAGE,
                ReferencedSegmentNumber=3,
            ),
            put(
                "ReferencedSeriesSequence[0].ReferencedInstanceSequence[*].ReferencedSOPClassUID",
                LABEL_MAP_STORAGE,
            ),
        ),
        twin="references.segments-of-a-label-map",
        alternatives=(
            ("allowed", "A label map is a segmentation, its segments are named", None),
            (
                "error",
                "The condition lists other SOP Classes only",
                "references.forbidden-attribute",
            ),
        ),
        clarification="0032",
        requirements="LM-REF-004 LM-FG-016",
    ),
    Validate(
        "segments-of-a-label-map",
        "A source image is a label map, meant as a whole",
        why="Segmentations are derived from segmentations; without a segment all of them are "
        "meant.",
        effect="Correct files are reported as broken.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put_all(
                f"{FRAMES}[*].DerivationImageSequence[0].SourceImageSequence[0]",
                ReferencedSOPClassUID=LABEL_MAP_STORAGE,
            ),
            put(
                "ReferencedSeriesSequence[0].ReferencedInstanceSequence[*].ReferencedSOPClassUID",
                LABEL_MAP_STORAGE,
            ),
        ),
        requirements="LM-FG-016",
    ),
    Validate(
        "series-without-derivation",
        "Referenced Series Sequence although no frame names an image",
        why="The module is conditional on Derivation Image, strictly read; writers list the "
        "series all the same, and viewers live on it.",
        effect="A strict validator flags a file that every viewer loads.",
        built=NOT_REFERRING.but(
            put(
                "ReferencedSeriesSequence",
                [
                    {
                        "SeriesInstanceUID": "2.25.3",
                        "ReferencedInstanceSequence": [
                            reference(name) for name in ["2.25.1", "2.25.2"]
                        ],
                    }
                ],
            )
        ),
        twin="references.nothing-referenced",
        alternatives=(
            (
                "warned",
                "The list may be there on its own",
                warned("references.forbidden-attribute"),
            ),
            (
                "error",
                "The module is only there with Derivation Image",
                "references.forbidden-attribute dataset.forbidden-attribute",
            ),
        ),
        clarification="0031",
        requirements="LM-REF-001 LM-MOD-030 LM-MOD-023",
        level="SHOULD",
        links="https://github.com/OHIF/Viewers/issues/4030",
    ),
    Validate(
        "unlisted-image",
        "An image that a frame names is not listed in Referenced Series Sequence",
        why="Archives and viewers load the listed images before the segmentation.",
        effect="One slice of the segmentation has no image below it.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            drop("ReferencedSeriesSequence[0].ReferencedInstanceSequence[1]"),
        ),
        codes="references.unlisted",
        twin="references.complete",
        requirements="LM-REF-001",
        finding=("LM-REF-001", "PerFrameFunctionalGroupsSequence[1].DerivationImageSequence"),
        links="https://github.com/OHIF/Viewers/issues/3936 "
        "https://github.com/QIICR/dcmqi/issues/157",
    ),
    Validate(
        "wrong-derivation-code",
        "The derivation code is that of a reformatted image",
        why='In a segmentation it is (113076, DCM, "Segmentation").',
        effect="Software that looks for segmentations of an image does not find this one.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put(
                f"{FRAMES}[1].DerivationImageSequence[0].DerivationCodeSequence",
                [code("113072", "DCM", "Multiplanar reformatting")],
            ),
        ),
        codes="references.derivation-code",
        twin="references.complete",
        requirements="LM-FG-014",
        finding=(
            "LM-FG-014",
            "PerFrameFunctionalGroupsSequence[1].DerivationImageSequence[0].DerivationCodeSequence[0]",
        ),
    ),
    Validate(
        "wrong-locations-word",
        "Spatial Locations Preserved is TRUE",
        why="YES, NO and REORIENTED_ONLY are defined.",
        effect="Viewers take an unknown word for NO and hide the overlay, or for YES and misplace "
        "it.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put(
                f"{FRAMES}[1].DerivationImageSequence[0].SourceImageSequence[0].SpatialLocationsPreserved",
                "TRUE",
            ),
        ),
        codes="dataset.enumerated-value references.enumerated-value",
        twin="references.complete",
        requirements="LM-FG-016",
        links="https://github.com/nroduit/Weasis/pull/816",
    ),
    Validate(
        "wrong-purpose",
        "The purpose of the reference is that of an uncompressed predecessor",
        why='In a segmentation it is (121322, DCM, "Source Image for Image Processing Operation").',
        effect="Software takes the image for an older copy of the segmentation.",
        built=REFERRING.but(
            put("ReferencedSeriesSequence[0].SeriesInstanceUID", "2.25.3"),
            put(
                f"{FRAMES}[1].DerivationImageSequence[0].SourceImageSequence[0].PurposeOfReferenceCodeSequence",
                [code("121320", "DCM", "Uncompressed predecessor")],
            ),
        ),
        codes="references.purpose-code",
        twin="references.complete",
        requirements="LM-FG-014",
    ),
)
