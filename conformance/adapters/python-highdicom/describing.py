"""Segments and palette of a `hd.seg.Segmentation` in the form of the model."""

import highdicom as hd
import numpy as np


def colours(seg):
    """Colours of the palette by Segment Number; empty if the image has none."""
    if seg.PhotometricInterpretation != "PALETTE COLOR":
        return {}
    lut = hd.PaletteColorLUTTransformation.extract_from_dataset(seg)
    table = np.stack([one.lut_data for one in (lut.red_lut, lut.green_lut, lut.blue_lut)], axis=1)
    numbers = np.array([item.SegmentNumber for item in seg.SegmentSequence], dtype=np.int64)
    first = lut.first_mapped_value
    found = hd.pixels.apply_lut(numbers, table, first_mapped_value=first, clip=True)
    found = found >> 8 if lut.bits_per_entry == 16 else found
    return dict(zip(numbers.tolist(), found.tolist(), strict=True))


def described(found, palette):
    model = {
        "label": found.segment_label,
        "category": code(found.segmented_property_category),
        "type": code(found.segmented_property_type),
        "regions": [code(region) for region in found.anatomic_regions],
        "algorithm": {
            "type": found.algorithm_type.value,
            "name": found.get("SegmentAlgorithmName"),
        },
        "colour": palette.get(found.segment_number),
    }
    modifiers = found.segmented_property_type.get("SegmentedPropertyTypeModifierCodeSequence", ())
    model["modifiers"] = [code(hd.sr.CodedConcept.from_dataset(one)) for one in modifiers]
    # Where a file has both, the palette is the colour of the label (PS3.3 Table C.8.20-2).
    if model["colour"] is None and "RecommendedDisplayCIELabValue" in found:
        lab = hd.color.CIELabColor.from_dicom_value(found.RecommendedDisplayCIELabValue)
        model["colour"] = list(lab.to_rgb(clip=True))
    if found.tracking_uid is not None:
        model["tracking"] = {"id": found.tracking_id, "uid": found.tracking_uid}
    return model


def code(found):
    return {"value": found.value, "scheme": found.scheme_designator, "meaning": found.meaning}
