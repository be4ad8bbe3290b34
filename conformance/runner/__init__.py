"""The runner of the conformance suite: standard library only, and nothing of refseg."""
