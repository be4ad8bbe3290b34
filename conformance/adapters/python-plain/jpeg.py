"""JPEG Lossless of one component in plain Python (ITU-T T.81 Annex H)."""

from serve import RejectedError

SOF3, DHT, SOS, EOI = 0xC3, 0xC4, 0xDA, 0xD9


def markers(data):
    """(marker, content, offset behind it) of each segment up to the scan."""
    at = 2
    while at + 4 <= len(data):
        size = int.from_bytes(data[at + 2 : at + 4], "big")
        yield data[at + 1], data[at + 4 : at + 2 + size], at + 2 + size
        if data[at + 1] == SOS:
            return
        at += 2 + size


def lossless(data):
    """Samples in raster order."""
    codes, shape = {}, None
    for marker, content, behind in markers(data):
        if marker == SOF3:
            shape = content[0], content[1] << 8 | content[2], content[3] << 8 | content[4]
        elif marker == DHT:
            codes = huffman(content)
        elif marker == SOS:
            predictor, shift = content[-3], content[-1] & 15
            scan = data[behind : data.rindex(b"\xff\xd9")].replace(b"\xff\0", b"\xff")
    if shape is None or shift or predictor != 1:
        raise RejectedError("no JPEG Lossless frame of the first predictor")
    precision, rows, columns = shape
    bits = (byte >> place & 1 for byte in scan for place in range(7, -1, -1))
    out = []
    for index in range(rows * columns):
        row, column = divmod(index, columns)
        above = out[-columns] if row else 1 << precision - 1
        near = out[-1] if column else above
        try:
            out.append((near + difference(bits, codes)) % 65536)
        except StopIteration:
            raise RejectedError("the JPEG scan ends early") from None
    return out


def huffman(content):
    """(length, code) -> category of one table."""
    codes, code, at = {}, 0, 17
    for length, count in enumerate(content[1:17], 1):
        for category in content[at : at + count]:
            codes[length, code] = category
            code += 1
        code, at = code << 1, at + count
    return codes


def difference(bits, codes):
    code = length = 0
    while (length, code) not in codes:
        code, length = code << 1 | next(bits), length + 1
    category = codes[length, code]
    if category == 16:
        return 32768
    value = sum(next(bits) << place for place in range(category - 1, -1, -1))
    return value if not category or value >> category - 1 else value - (1 << category) + 1
