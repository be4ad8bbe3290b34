"""From the segments of a model to the JSON of dcmqi."""


def described(model):
    return [entry for entry in model["segments"] if entry["number"] != model["background"]]


def metadata(model):
    """One list of segments for each image: one segment for a mask, all for a label map."""
    items = [item(entry) for entry in described(model)]
    return {
        "ContentCreatorName": "Conformance^Suite",
        "SeriesDescription": "Segmentation",
        "SeriesNumber": "300",
        "InstanceNumber": "1",
        "BodyPartExamined": "",
        "segmentAttributes": [[one] for one in items] if model["type"] == "BINARY" else [items],
    }


def item(entry):
    algorithm = entry.get("algorithm", {"type": "MANUAL", "name": None})
    made = {
        "labelID": entry["number"],
        "SegmentLabel": entry["label"],
        "SegmentDescription": entry["label"],
        "SegmentAlgorithmType": algorithm["type"],
        "SegmentedPropertyCategoryCodeSequence": code(entry["category"]),
        "SegmentedPropertyTypeCodeSequence": code(entry["type"]),
    }
    if algorithm["name"]:
        made["SegmentAlgorithmName"] = algorithm["name"]
    if entry.get("colour"):
        made["recommendedDisplayRGBValue"] = entry["colour"]
    if entry.get("modifiers"):
        made["SegmentedPropertyTypeModifierCodeSequence"] = code(entry["modifiers"][0])
    if entry.get("regions"):
        made["AnatomicRegionSequence"] = code(entry["regions"][0])
    if "tracking" in entry:
        made["TrackingIdentifier"] = entry["tracking"]["id"]
        made["TrackingUniqueIdentifier"] = entry["tracking"]["uid"]
    return made


def code(entry):
    names = {"CodeValue": "value", "CodingSchemeDesignator": "scheme", "CodeMeaning": "meaning"}
    return {name: entry[key] for name, key in names.items()}
