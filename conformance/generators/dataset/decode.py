"""Cases of the area dataset for the operation decode."""

from conformance.phantom import SEGMENTATION_STORAGE
from conformance.table import MODEL, PLAIN, Decode, put

CASES = (
    Decode(
        "label-map-type-in-old-class",
        "A reader meets a label map under Segmentation Storage",
        why="Prototypes wrote LABELMAP under the class of BINARY segmentations. Readers that "
        "choose by class unpack bits; the type and eight bits per sample say otherwise.",
        effect="A label map is shown as one noisy mask.",
        built=PLAIN.but(
            put("SOPClassUID", SEGMENTATION_STORAGE),
            put("MediaStorageSOPClassUID", SEGMENTATION_STORAGE),
        ),
        twin="file.plain",
        alternatives=(
            ("read-as-label-map", "Segmentation Type and pixel description decide", MODEL),
            (
                "refused",
                "LABELMAP is not a type of this class",
                "dataset.sop-class dataset.enumerated-value",
            ),
        ),
        clarification="0008",
        requirements="LM-GEN-003 LM-GEN-001",
        features="mono8 labels",
        links="https://github.com/OHIF/Viewers/issues/6216",
    ),
    Decode(
        "read-foreign-class",
        "A reader meets the SOP Class of surfaces",
        why="The class is the contract. A reader of label maps that ignores it reads height "
        "maps, surfaces and CT as labels.",
        effect="An image of another kind is painted over the patient as labels.",
        built=PLAIN.but(
            put("SOPClassUID", "1.2.840.10008.5.1.4.1.1.66.5"),
            put("MediaStorageSOPClassUID", "1.2.840.10008.5.1.4.1.1.66.5"),
        ),
        codes="dataset.sop-class",
        twin="file.plain",
        requirements="LM-GEN-001",
    ),
    Decode(
        "read-unknown-type",
        "A reader meets Segmentation Type HEIGHTMAP",
        why="A type of another class. Readers that treat every type but BINARY as labels show "
        "heights as organs.",
        effect="Heights of the retina are shown as segments.",
        built=PLAIN.but(put("SegmentationType", "HEIGHTMAP")),
        codes="dataset.enumerated-value dataset.wrong-value",
        twin="file.plain",
        requirements="LM-TYP-001 LM-GEN-002",
    ),
)
