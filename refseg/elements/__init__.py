"""Between the table classes and data sets: the binder, VRs, numbers as text, functional groups."""
