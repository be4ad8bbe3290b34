"""The version of refseg; it goes into Software Versions (0018,1020)."""

__version__ = "0.1.0"
