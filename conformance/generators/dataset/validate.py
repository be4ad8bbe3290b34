"""Cases of the area dataset for the operation validate."""

from conformance import bytesmith as bs
from conformance.phantom import SEGMENTATION_STORAGE
from conformance.table import PLAIN, Validate, drop, own, phantom, put

FRACTIONAL = phantom([[[0, 80], [255, 0]]], kind="FRACTIONAL", frame_segments=[1])
PALETTE = phantom([[[0, 1], [1, 0]]], background=0, palette=[(0, 0, 0), (255, 255, 255)])

CASES = (
    Validate(
        "age-without-unit",
        "Patient Age has no unit",
        why="An age is three digits and a letter. Optional attributes that no segmentation "
        "table lists are copied from the images without a look.",
        effect="A patient of 51 weeks becomes one of 51 years.",
        built=PLAIN.but(put(0x00101010, bs.Raw(b"0051", "AS"))),
        codes="dataset.value dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-GEN-005 LM-MOD-004",
    ),
    Validate(
        "binary-in-label-map-class",
        "Segmentation Type BINARY in Label Map Segmentation Storage",
        why="The SOP Class of label maps knows one type. Writers that reuse their old header "
        "keep the old type.",
        effect="One program unpacks bits, another reads bytes: two different pictures of one file.",
        built=PLAIN.but(put("SegmentationType", "BINARY")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-GEN-002",
    ),
    Validate(
        "complete",
        "A complete label map has no errors",
        why="A validator that flags valid files teaches people to ignore it.",
        effect="Every correct file is reported as broken.",
        requirements="LM-FMI-003 LM-GEN-001 LM-GEN-002 LM-LOS-001 LM-MOD-001 LM-MOD-003 LM-MOD-006 "
        "LM-MOD-007 LM-MOD-010 LM-MOD-011 LM-MOD-014 LM-MOD-017 LM-MOD-018 LM-MOD-019 "
        "LM-MOD-020 LM-MOD-025 LM-MOD-031 LM-PIX-001 LM-PIX-002 LM-PIX-012 LM-PIX-014 "
        "LM-PIX-020 LM-PIX-021 LM-SER-003 LM-SER-004 LM-SER-006 LM-SER-007 LM-SOP-001 "
        "LM-SOP-004 LM-TYP-001 LM-TYP-005",
        more={"smoke": True},
    ),
    Validate(
        "empty-content-label",
        "Content Label is empty",
        why="Type 1 in the Content Identification Macro; writers treat it as a free comment "
        "and leave it blank.",
        effect="The list of segmentations shows a line without a name.",
        built=PLAIN.but(put("ContentLabel", "")),
        codes="dataset.empty-value",
        twin="dataset.complete",
        requirements="LM-PIX-021 LM-GEN-005",
    ),
    Validate(
        "empty-dimension-organization",
        "Dimension Organization Sequence has no item",
        why="A Type 1 sequence needs an item. Checking that the tag is present is not enough.",
        effect="Index values refer to an organization that does not exist.",
        built=PLAIN.but(put("DimensionOrganizationSequence", [])),
        codes="dataset.empty-value",
        twin="dataset.complete",
        requirements="LM-GEN-005 LM-DIM-001",
    ),
    Validate(
        "empty-series-number",
        "Series Number is there but empty",
        why="It is Type 1 in the Segmentation Series Module; a check of presence alone passes "
        "an empty value.",
        effect="The series has no place in the list of the viewer.",
        built=PLAIN.but(put("SeriesNumber", "")),
        codes="dataset.empty-value",
        twin="dataset.complete",
        requirements="LM-SER-004",
    ),
    Validate(
        "empty-software-versions",
        "Software Versions is empty",
        why="Type 1 in Enhanced General Equipment although Type 3 in General Equipment: a "
        "validator has to apply the stricter of two modules.",
        effect="Nobody can tell later which version of a segmentation tool made the file.",
        built=PLAIN.but(put("SoftwareVersions", "")),
        codes="dataset.empty-value",
        twin="dataset.complete",
        requirements="LM-SER-007 LM-GEN-005",
    ),
    Validate(
        "foreign-sop-class",
        "The SOP Class is Surface Segmentation Storage",
        why="Label maps come as Segmentation Storage or Label Map Segmentation Storage only; "
        "neighbouring UIDs differ in one digit.",
        effect="The file is stored as a surface and opened by nothing.",
        built=PLAIN.but(
            put("SOPClassUID", "1.2.840.10008.5.1.4.1.1.66.5"),
            put("MediaStorageSOPClassUID", "1.2.840.10008.5.1.4.1.1.66.5"),
        ),
        codes="dataset.sop-class dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-GEN-001 LM-MOD-018",
    ),
    Validate(
        "fraction-above-maximum",
        "A sample is above Maximum Fractional Value",
        why="The sample 255 would mean 255 %. Checkers look at the attribute and never at the "
        "samples.",
        effect="Volumes computed from the fractions are too large.",
        built=FRACTIONAL.but(put("MaximumFractionalValue", 100)),
        codes="pixels.fractions dataset.wrong-value",
        twin="dataset.fractional-complete",
        requirements="LM-TYP-003",
        features="mono8 fractional",
    ),
    Validate(
        "fractional-attributes-in-label-map",
        "Fractional attributes in a label map",
        why="Their condition is false for LABELMAP. Writers that derive the label map from a "
        "probability map keep them.",
        effect="A reader divides labels by 255 and shows fractions of organs.",
        built=PLAIN.but(
            put("SegmentationFractionalType", "PROBABILITY"), put("MaximumFractionalValue", 255)
        ),
        codes="dataset.forbidden-attribute",
        twin="dataset.complete",
        requirements="LM-TYP-005",
    ),
    Validate(
        "fractional-complete",
        "A complete FRACTIONAL segmentation has no errors",
        why="It shares the IOD with label maps; a validator that applies the rules of one to "
        "the other flags it.",
        effect="Every correct probability map is reported as broken.",
        built=FRACTIONAL,
        requirements="LM-TYP-002 LM-TYP-003 LM-PIX-010 LM-GEN-003",
        features="mono8 fractional",
    ),
    Validate(
        "invalid-patient-sex",
        "Patient's Sex is X",
        why="The values are M, F and O; anonymisers write other letters, and validators that "
        "test presence only say nothing.",
        effect="A strict receiver refuses the whole study for one letter.",
        built=PLAIN.but(put("PatientSex", "X")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-SER-001",
    ),
    Validate(
        "label-map-in-segmentation-class",
        "Segmentation Type LABELMAP in Segmentation Storage",
        why="Prototypes stored label maps under the class of BINARY segmentations, and some "
        "viewers choose their decoder by the class.",
        effect="The labels are shown as one single segment, or not at all.",
        built=PLAIN.but(
            put("SOPClassUID", SEGMENTATION_STORAGE),
            put("MediaStorageSOPClassUID", SEGMENTATION_STORAGE),
        ),
        codes="dataset.sop-class dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-GEN-003",
        links="https://github.com/OHIF/Viewers/issues/6216",
    ),
    Validate(
        "leading-zero-in-uid",
        "A UID has a component with a leading zero",
        why="Home-made UIDs put dates or times between the dots, and 08 is no component. Most "
        "parsers pass them on.",
        effect="Databases that compare components as numbers treat two studies as one.",
        built=PLAIN.but(put("FrameOfReferenceUID", "1.2.840.01.5")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-SOP-004",
    ),
    Validate(
        "letter-in-uid",
        "A UID has a letter in it",
        why="Writers use UUIDs in hexadecimal or plain names where a UID is asked for.",
        effect="The archive refuses the file, or stores it under an id that cannot be queried.",
        built=PLAIN.but(
            put("DimensionOrganizationSequence[0].DimensionOrganizationUID", "1.2.840.a.5")
        ),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-SOP-004",
    ),
    Validate(
        "lossy-02",
        "Lossy Image Compression is 02",
        why="The values are 00 and 01.",
        effect="Software that tests for 01 treats a lossy source as lossless.",
        built=PLAIN.but(put("LossyImageCompression", "02")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-LOS-001",
    ),
    Validate(
        "lossy-source",
        "A lossless segmentation of lossy images says 01",
        why="01 in a lossless transfer syntax is legal: it is inherited from the source, as on "
        "most slides. Validators that tie it to the transfer syntax flag it.",
        effect="Every segmentation of a JPEG compressed slide is reported as broken.",
        built=PLAIN.but(
            put("LossyImageCompression", "01"),
            put("LossyImageCompressionRatio", "12.5"),
            put("LossyImageCompressionMethod", "ISO_10918_1"),
        ),
        requirements="LM-LOS-002 LM-LOS-003",
    ),
    Validate(
        "lower-case-content-label",
        "Content Label has small letters and a hyphen",
        why="It is a Code String: A to Z, 0 to 9, space and underscore. Writers put a file "
        "name into it.",
        effect="Receivers that check the repertoire refuse the file.",
        built=PLAIN.but(put("ContentLabel", "Liver-Mask")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-PIX-021",
    ),
    Validate(
        "lower-case-segmentation-type",
        "Segmentation Type is written in small letters",
        why="Code strings are compared exactly; a reader that folds case hides the fault from "
        "everybody who writes.",
        effect="A strict reader refuses a file that passed its author's tests.",
        built=PLAIN.but(put("SegmentationType", "labelmap")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-TYP-001 LM-GEN-002",
    ),
    Validate(
        "maximum-fractional-value-256",
        "Maximum Fractional Value is 256",
        why="Samples have 8 bits, so 255 is the largest; writers count steps instead of naming "
        "the largest value.",
        effect="Full occupancy is never reached: everything looks slightly transparent.",
        built=FRACTIONAL.but(put("MaximumFractionalValue", 256)),
        codes="dataset.wrong-value",
        twin="dataset.fractional-complete",
        requirements="LM-TYP-003",
        features="mono8 fractional",
    ),
    Validate(
        "missing-accession-number",
        "Accession Number is missing",
        why="Type 2: absent is wrong, empty is right. Validators that mix the two up flag the "
        "valid twin or miss this.",
        effect="The object is refused by archives that check the General Study Module.",
        built=PLAIN.but(drop("AccessionNumber")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-002 LM-GEN-005",
    ),
    Validate(
        "missing-content-date",
        "Content Date is missing",
        why="Multi-frame Functional Groups makes it Type 1 while General Image has it as 2C; "
        "validators that apply the weaker module are silent.",
        effect="Two versions of a segmentation cannot be told apart by date.",
        built=PLAIN.but(drop("ContentDate")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-PIX-020 LM-MOD-014",
    ),
    Validate(
        "missing-device-serial-number",
        "Device Serial Number is missing",
        why="Enhanced General Equipment raises four attributes to Type 1. Software has no "
        "serial number, so writers leave it out: the commonest real defect of "
        "segmentations.",
        effect="The archive refuses the file for an attribute that nobody looks at.",
        built=PLAIN.but(drop("DeviceSerialNumber")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-007 LM-MOD-011",
        links="https://github.com/QIICR/QuantitativeReporting/issues/272",
    ),
    Validate(
        "missing-dimension-organization",
        "Dimension Organization Sequence is missing",
        why="The Multi-frame Dimension Module is mandatory, and this sequence is its Type 1 part.",
        effect="Readers that sort frames by dimension have nothing to sort by.",
        built=PLAIN.but(drop("DimensionOrganizationSequence")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-020 LM-GEN-005 LM-DIM-001",
    ),
    Validate(
        "missing-fractional-type",
        "FRACTIONAL without Segmentation Fractional Type",
        why="Probability and occupancy are different things with the same numbers; writers "
        "forget to say which.",
        effect="A 50 % likely voxel is taken for a half-filled one, and volumes are wrong.",
        built=FRACTIONAL.but(drop("SegmentationFractionalType")),
        codes="dataset.missing-attribute",
        twin="dataset.fractional-complete",
        requirements="LM-TYP-002",
        features="mono8 fractional",
    ),
    Validate(
        "missing-instance-number",
        "Instance Number is missing",
        why="Type 2 in General Image, Type 1 in Multi-frame Functional Groups and in the "
        "Content Identification Macro: the strictest wins.",
        effect="Instances of one series cannot be put into order.",
        built=PLAIN.but(drop("InstanceNumber")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-PIX-021 LM-FG-023",
    ),
    Validate(
        "missing-lossy",
        "Lossy Image Compression is missing",
        why="Type 1 for segmentations, Type 3 in General Image; validators that stop at the "
        "general module are silent.",
        effect="A receiver cannot know whether the labels come from degraded images.",
        built=PLAIN.but(drop("LossyImageCompression")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-LOS-001",
    ),
    Validate(
        "missing-manufacturer",
        "Manufacturer is missing",
        why="Required by General Equipment and, with a value, by Enhanced General Equipment.",
        effect="Quirks of a writer cannot be recognised by the reader.",
        built=PLAIN.but(drop("Manufacturer")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-007 LM-MOD-010",
    ),
    Validate(
        "missing-maximum-fractional-value",
        "FRACTIONAL without Maximum Fractional Value",
        why="Readers assume 255, or 1, when it is absent; dciodvfy and viewers disagree on "
        "what the samples then mean.",
        effect="Everything is shown at full strength, or nearly invisible.",
        built=FRACTIONAL.but(drop("MaximumFractionalValue")),
        codes="dataset.missing-attribute",
        twin="dataset.fractional-complete",
        requirements="LM-TYP-003",
        features="mono8 fractional",
        links="https://github.com/dcmjs-org/dcmjs/issues/309",
    ),
    Validate(
        "missing-patient-id",
        "Patient ID is missing",
        why="A Type 2 attribute may be empty but not absent; converters that start from a "
        "plain array have no patient and leave the element out.",
        effect="The archive cannot file the object under a patient and refuses or misplaces it.",
        built=PLAIN.but(drop("PatientID")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-001 LM-MOD-001",
    ),
    Validate(
        "missing-segmentation-type",
        "Segmentation Type is missing",
        why="Readers guess it from the SOP Class or from the bits, and then disagree.",
        effect="The same file is a label map in one program and a mask in another.",
        built=PLAIN.but(drop("SegmentationType")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-TYP-001 LM-MOD-018",
    ),
    Validate(
        "missing-series-number",
        "Series Number is missing",
        why="General Series alone makes it Type 2, the Segmentation Series Module makes it "
        "Type 1; validators that check only the former say nothing.",
        effect="An archive refuses the file that the validator passed.",
        built=PLAIN.but(drop("SeriesNumber")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-004",
    ),
    Validate(
        "missing-series-uid",
        "Series Instance UID is missing",
        why="Without it nothing can group or retrieve the object; a validator of pixel rules "
        "alone does not see it.",
        effect="The object cannot be stored or found again.",
        built=PLAIN.but(drop("SeriesInstanceUID")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-006 LM-MOD-006",
    ),
    Validate(
        "missing-shared-groups",
        "Shared Functional Groups Sequence is missing",
        why="Type 1 with exactly one item. Writers that put everything per frame leave it out.",
        effect="Pixel spacing and orientation are gone: the label map has no size.",
        built=PLAIN.but(drop("SharedFunctionalGroupsSequence")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-019 LM-FG-001",
    ),
    Validate(
        "missing-sop-instance-uid",
        "SOP Instance UID is missing from the data set",
        why="The file meta information has it too, and readers that look only there do not notice.",
        effect="After the first transfer over the network the object has no identity.",
        built=PLAIN.but(drop("SOPInstanceUID")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SOP-001 LM-MOD-025",
    ),
    Validate(
        "missing-study-uid",
        "Study Instance UID is missing",
        why="Prototype writers fill in the series and the instance and forget the study.",
        effect="The segmentation belongs to no study and appears beside no image.",
        built=PLAIN.but(drop("StudyInstanceUID")),
        identity="dataset.complete",
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-SER-002 LM-MOD-003",
    ),
    Validate(
        "no-equipment-modules",
        "Nothing says which equipment made the object",
        why="The Enhanced General Equipment Module is mandatory: its four attributes say which "
        "program made the labels.",
        effect="A fault of one version cannot be traced to the objects that it made.",
        built=PLAIN.but(
            drop("Manufacturer", "ManufacturerModelName", "DeviceSerialNumber", "SoftwareVersions")
        ),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-011",
    ),
    Validate(
        "no-patient-module",
        "None of the attributes of the patient is there",
        why="A label map made of a bare array has no patient. Each attribute may be empty, but "
        "all have to be there.",
        effect="The archive has no patient to file the object under.",
        built=PLAIN.but(drop("PatientName", "PatientID", "PatientBirthDate", "PatientSex")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-001",
    ),
    Validate(
        "no-segmentation-series",
        "Neither Modality nor Series Number is there",
        why="The Segmentation Series Module asks for both, with Modality SEG; the general "
        "series alone does not.",
        effect="The object is not recognised as a segmentation in lists.",
        built=PLAIN.but(drop("Modality", "SeriesNumber")),
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-007",
    ),
    Validate(
        "no-series-modules",
        "None of the attributes of the series is there",
        why="Both series modules are mandatory. A writer that makes single files has no idea "
        "of a series.",
        effect="The archive cannot file the object; viewers list series and never see it.",
        built=PLAIN.but(drop("Modality", "SeriesInstanceUID", "SeriesNumber")),
        identity="dataset.complete",
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-006 LM-MOD-007",
    ),
    Validate(
        "no-sop-common-module",
        "The data set says neither what it is nor which one it is",
        why="SOP Class and instance are in the file meta information too, which is not stored "
        "by every archive: the data set has to say it itself.",
        effect="Nothing can refer to the segmentation, and no reader knows how to read it.",
        built=PLAIN.but(drop("SpecificCharacterSet", "SOPClassUID", "SOPInstanceUID")),
        identity="dataset.complete",
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-025",
    ),
    Validate(
        "no-study-module",
        "None of the attributes of the study is there",
        why="A writer that knows frames and segments but no patient and study makes such "
        "files. Most attributes may be empty, all have to be there.",
        effect="The archive cannot file the object, or makes a study of its own for it.",
        built=PLAIN.but(
            drop(
                "StudyDate",
                "StudyTime",
                "AccessionNumber",
                "ReferringPhysicianName",
                "StudyInstanceUID",
                "StudyID",
            )
        ),
        identity="dataset.complete",
        codes="dataset.missing-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-003",
    ),
    Validate(
        "one-performed-step",
        "Referenced Performed Procedure Step Sequence has one item",
        why="A segmentation made within a performed procedure step says so here; it is legal "
        "and rare, so validators flag it as foreign.",
        effect="A correct file from a worklist-driven workstation is reported as broken.",
        built=PLAIN.but(
            put(
                "ReferencedPerformedProcedureStepSequence",
                [
                    {
                        "ReferencedSOPClassUID": "1.2.840.10008.3.1.2.3.3",
                        "ReferencedSOPInstanceUID": own("source"),
                    }
                ],
            )
        ),
        requirements="LM-SER-005",
    ),
    Validate(
        "optional-modules",
        "Clinical trial modules and the age of the patient",
        why="User-optional modules are part of the IOD. Validators that know only what common "
        "writers produce flag them.",
        effect="Every segmentation of a clinical trial is reported as broken.",
        built=PLAIN.but(
            put(0x120010, bs.Raw(b"Sponsor ", "LO")),
            put(0x120020, bs.Raw(b"Protocol", "LO")),
            put(0x120021, bs.Raw(b"", "LO")),
            put(0x120030, bs.Raw(b"", "LO")),
            put(0x120031, bs.Raw(b"", "LO")),
            put(0x120040, bs.Raw(b"Subject ", "LO")),
            put(0x120050, bs.Raw(b"", "LO")),
            put(0x120060, bs.Raw(b"", "LO")),
            put(0x101010, bs.Raw(b"051Y", "AS")),
        ),
        requirements="LM-MOD-002 LM-MOD-004 LM-MOD-005 LM-MOD-008",
    ),
    Validate(
        "palette-color-without-icc",
        "PALETTE COLOR without ICC Profile",
        why="The ICC Profile Module is required with PALETTE COLOR. Some writers leave it out "
        "unless the caller gives one.",
        effect="Colours look different on every display, and strict archives refuse the file.",
        built=PALETTE.but(drop("ICCProfile")),
        codes="dataset.missing-attribute",
        twin="dataset.palette-complete",
        requirements="LM-MOD-024 LM-GEN-004 LM-COL-009",
        features="mono8 palette",
    ),
    Validate(
        "palette-color-without-tables",
        "PALETTE COLOR without palette descriptors",
        why="The module is conditional: its condition is the photometric interpretation, and "
        "then all of it must be there.",
        effect="The viewer has no colours, and shows nothing or crashes.",
        built=PALETTE.but(
            drop(
                "RedPaletteColorLookupTableDescriptor",
                "GreenPaletteColorLookupTableDescriptor",
                "BluePaletteColorLookupTableDescriptor",
                "RedPaletteColorLookupTableData",
            )
        ),
        codes="dataset.missing-attribute",
        twin="dataset.palette-complete",
        requirements="LM-MOD-021 LM-GEN-004 LM-COL-001 LM-COL-005",
        features="mono8 palette",
    ),
    Validate(
        "palette-complete",
        "A PALETTE COLOR label map with tables and profile has no errors",
        why="PALETTE COLOR is new for segmentations; validators built on older tables allow "
        "MONOCHROME2 only.",
        effect="Every coloured label map is reported as broken.",
        built=PALETTE,
        requirements="LM-MOD-021 LM-MOD-024 LM-PIX-004 LM-GEN-004 LM-DES-021",
        features="mono8 palette",
        links="https://github.com/innolitics/dicom-standard/issues/126",
    ),
    Validate(
        "palette-uid-with-mono",
        "MONOCHROME2 with the UID of a palette",
        why="A module whose condition is false is wholly absent. Writers that turn a palette "
        "off leave its UID behind.",
        effect="Viewers that cache palettes by UID colour a grayscale image.",
        built=PLAIN.but(put("PaletteColorLookupTableUID", own("pyramid"))),
        codes="dataset.forbidden-attribute",
        twin="dataset.complete",
        requirements="LM-GEN-004 LM-MOD-021",
    ),
    Validate(
        "palette-without-palette-color",
        "Palette tables although the label map is MONOCHROME2",
        why="A conditional module whose condition is false is wholly absent. Converters change "
        "the photometric interpretation and leave the tables behind.",
        effect="One viewer uses the palette, another the recommended colours.",
        built=PALETTE.but(put("PhotometricInterpretation", "MONOCHROME2")),
        codes="dataset.forbidden-attribute",
        twin="dataset.palette-complete",
        requirements="LM-GEN-004 LM-MOD-021 LM-COL-011",
        features="mono8 palette",
    ),
    Validate(
        "retired-specimen",
        "An attribute of the retired Specimen Identification Module",
        why="Slides of old scanners have it, and writers copy what they find. Its place is "
        "taken by the Specimen Module, which new readers look at.",
        effect="The number of the specimen is in the file, and nobody sees it.",
        built=PLAIN.but(put(0x0040050A, bs.Raw(b"S24-1234", "LO"))),
        twin="dataset.complete",
        warn="dataset.retired-attribute",
        requirements="LM-GEN-009",
        level="SHOULD",
    ),
    Validate(
        "synthetic-data",
        "Synthetic Data is YES",
        why="A recent optional attribute; validators with older tables flag it as unknown.",
        effect="Honest test data are reported as broken.",
        built=PLAIN.but(put("SyntheticData", "YES")),
        requirements="LM-SOP-002",
    ),
    Validate(
        "trial-series-without-center",
        "A trial names its series, but not the coordinating center",
        why="The Clinical Trial Series Module is complete if it is there: the name of the "
        "center may be empty, but not absent.",
        effect="A reading cannot be assigned to who read it.",
        built=PLAIN.but(
            put(0x120010, bs.Raw(b"Sponsor ", "LO")),
            put(0x120020, bs.Raw(b"Protocol", "LO")),
            put(0x120021, bs.Raw(b"", "LO")),
            put(0x120030, bs.Raw(b"", "LO")),
            put(0x120031, bs.Raw(b"", "LO")),
            put(0x120040, bs.Raw(b"Subject ", "LO")),
            put(0x120050, bs.Raw(b"", "LO")),
            put(0x120060, bs.Raw(b"", "LO")),
            put(0x101010, bs.Raw(b"051Y", "AS")),
            drop(0x00120060),
            put(0x00120071, bs.Raw(b"Series 1", "LO")),
        ),
        codes="dataset.missing-attribute",
        twin="dataset.optional-modules",
        requirements="LM-MOD-008",
        level="SHOULD",
    ),
    Validate(
        "trial-study-without-time-point",
        "A time point of a trial is described, but has no id",
        why="The Clinical Trial Study Module is complete if it is there: the id of the time "
        "point may be empty, but not absent.",
        effect="A result cannot be assigned to its visit.",
        built=PLAIN.but(
            put(0x120010, bs.Raw(b"Sponsor ", "LO")),
            put(0x120020, bs.Raw(b"Protocol", "LO")),
            put(0x120021, bs.Raw(b"", "LO")),
            put(0x120030, bs.Raw(b"", "LO")),
            put(0x120031, bs.Raw(b"", "LO")),
            put(0x120040, bs.Raw(b"Subject ", "LO")),
            put(0x120050, bs.Raw(b"", "LO")),
            put(0x120060, bs.Raw(b"", "LO")),
            put(0x101010, bs.Raw(b"051Y", "AS")),
            drop(0x00120050),
            put(0x00120051, bs.Raw(b"Baseline", "ST")),
        ),
        codes="dataset.missing-attribute",
        twin="dataset.optional-modules",
        requirements="LM-MOD-005",
        level="SHOULD",
    ),
    Validate(
        "trial-without-protocol",
        "A clinical trial module without its protocol",
        why="A module that is optional is complete if it is there: the protocol id is Type 1 "
        "in it.",
        effect="A result cannot be assigned to its trial.",
        built=PLAIN.but(
            put(0x120010, bs.Raw(b"Sponsor ", "LO")),
            put(0x120020, bs.Raw(b"Protocol", "LO")),
            put(0x120021, bs.Raw(b"", "LO")),
            put(0x120030, bs.Raw(b"", "LO")),
            put(0x120031, bs.Raw(b"", "LO")),
            put(0x120040, bs.Raw(b"Subject ", "LO")),
            put(0x120050, bs.Raw(b"", "LO")),
            put(0x120060, bs.Raw(b"", "LO")),
            put(0x101010, bs.Raw(b"051Y", "AS")),
            drop(0x00120020),
        ),
        codes="dataset.missing-attribute",
        twin="dataset.optional-modules",
        requirements="LM-MOD-002",
        level="SHOULD",
    ),
    Validate(
        "two-institutions",
        "Institution Name holds a backslash, so two values",
        why="Names are copied from forms as they are; a backslash separates values, and this "
        "attribute has one.",
        effect="The second half of the name is lost, or the reader refuses the file.",
        built=PLAIN.but(put(0x00080080, bs.Raw(b"St. Mary\\Oncology", "LO"))),
        codes="dataset.multiplicity dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-MOD-010",
    ),
    Validate(
        "two-lateralities",
        "Image Laterality says left and right",
        why="The attribute has one value, and a word of its own for both sides: B. Programs "
        "that collect the sides of all segments write a list.",
        effect="Hanging protocols see the first side only.",
        built=PLAIN.but(put(0x00200062, bs.Raw(b"L\\R ", "CS"))),
        codes="dataset.multiplicity dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-MOD-014",
    ),
    Validate(
        "two-performed-steps",
        "Referenced Performed Procedure Step Sequence has two items",
        why="At most one item is allowed in this series module; validators often check the "
        "items and never their number.",
        effect="Workflow software takes the first or the last step, each a different one.",
        built=PLAIN.but(
            put(
                "ReferencedPerformedProcedureStepSequence",
                [
                    {
                        "ReferencedSOPClassUID": "1.2.840.10008.3.1.2.3.3",
                        "ReferencedSOPInstanceUID": own("source"),
                    },
                    {
                        "ReferencedSOPClassUID": "1.2.840.10008.3.1.2.3.3",
                        "ReferencedSOPInstanceUID": own("source"),
                    },
                ],
            )
        ),
        codes="dataset.wrong-value",
        twin="dataset.one-performed-step",
        requirements="LM-SER-005",
    ),
    Validate(
        "window",
        "Window Center and Width in a label map",
        why="Labels are names, not grey levels: the IOD has no VOI LUT. Writers that copy the "
        "header of the source keep its window.",
        effect="Viewers apply the window and some labels turn black.",
        built=PLAIN.but(put("WindowCenter", "128"), put("WindowWidth", "256")),
        codes="dataset.forbidden-attribute",
        twin="dataset.complete",
        requirements="LM-MOD-031",
    ),
    Validate(
        "wrong-modality",
        "Modality is CT",
        why="Writers that copy the header of the source image keep its modality; the "
        "Segmentation Series Module knows only SEG.",
        effect="The viewer hangs the label map as if it were a CT image.",
        built=PLAIN.but(put("Modality", "CT")),
        codes="dataset.wrong-value",
        twin="dataset.complete",
        requirements="LM-SER-003 LM-MOD-007",
    ),
    Validate(
        "wrong-synthetic-data",
        "Synthetic Data is TRUE",
        why="The values are YES and NO; programs write what their language calls a truth value.",
        effect="A made-up phantom is not recognised as such and enters a training set.",
        built=PLAIN.but(put("SyntheticData", "TRUE")),
        codes="dataset.wrong-value",
        twin="dataset.synthetic-data",
        requirements="LM-SOP-002",
        level="SHOULD",
    ),
)
