"""UIDs derived from content, so that the same input gives the same bytes everywhere.

PS3.5 B.2 allows the root 2.25 followed by a UUID as a decimal number; the UUID is version 8
(RFC 9562: vendor-specific, here the first bits of a SHA-256).
"""

from __future__ import annotations

import hashlib

UidPart = str | bytes | memoryview


def derived_uid(role: str, *parts: UidPart) -> str:
    """A UID that depends on nothing but its role (a fixed word) and the parts."""
    digest = hashlib.sha256(role.encode())
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    uuid = bytearray(digest.digest()[:16])
    uuid[6] = uuid[6] & 0x0F | 0x80
    uuid[8] = uuid[8] & 0x3F | 0x80
    return f"2.25.{int.from_bytes(uuid, 'big')}"
