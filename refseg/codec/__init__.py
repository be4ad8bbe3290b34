"""Label map <-> data set, by the tables of the standard."""
