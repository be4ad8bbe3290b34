"""Hostile input: goldens made at run time, mutators, and the campaigns that use them."""
