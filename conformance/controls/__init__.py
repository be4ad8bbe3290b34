"""Fake implementations whose verdicts are known in advance."""
