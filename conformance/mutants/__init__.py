"""Faulty variants of refseg: each must turn some case red."""
