"""DICOM files (PS3.10): read, write, open one frame, replace a file atomically."""
