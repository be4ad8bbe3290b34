"""BINARY and FRACTIONAL segmentations, and the way between them and label maps."""
