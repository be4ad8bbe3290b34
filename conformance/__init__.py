"""Conformance suite for DICOM Label Map Segmentation; run `python -m conformance --help`."""
