"""From Segment Sequence items to the model that a reader reports (PROTOCOL.md)."""

from typing import Any


def code_model(item: dict[str, str]) -> dict[str, str]:
    return {
        "value": item["CodeValue"],
        "scheme": item["CodingSchemeDesignator"],
        "meaning": item["CodeMeaning"],
    }


def segment_model(item: dict[str, Any]) -> dict[str, Any]:
    """A Segment Sequence item as the model shows it; colours are for the generator to add."""
    kind = item["SegmentedPropertyTypeCodeSequence"][0]
    model: dict[str, Any] = {
        "label": item["SegmentLabel"],
        "category": code_model(item["SegmentedPropertyCategoryCodeSequence"][0]),
        "type": code_model(kind),
        "algorithm": {
            "type": item["SegmentAlgorithmType"],
            "name": item.get("SegmentAlgorithmName"),
        },
    }
    modifiers = kind.get("SegmentedPropertyTypeModifierCodeSequence")
    if modifiers:
        model["modifiers"] = [code_model(modifier) for modifier in modifiers]
    if "AnatomicRegionSequence" in item:
        model["regions"] = [code_model(region) for region in item["AnatomicRegionSequence"]]
    if "TrackingID" in item:
        model["tracking"] = {"id": item["TrackingID"], "uid": item["TrackingUID"]}
    return model
