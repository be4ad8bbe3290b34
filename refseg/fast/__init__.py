"""Optimisations: each replaces one plain function and gives the same bytes."""
