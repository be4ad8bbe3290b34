from conformance.draft import Draft
from conformance.generators.binary._columns import sheared_if_padded


def build(case_id: str) -> Draft:
    return sheared_if_padded(case_id, 10)
