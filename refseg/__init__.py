"""refseg: reference codec for DICOM Label Map Segmentation."""
