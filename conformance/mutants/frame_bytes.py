"""Faults in reading frames: samples, bits, RLE, deflate, fragments."""

from functools import partial

from conformance.mutants.loader import Mutant

reading = partial(Mutant, operations=("decode",))

NATIVE = "refseg.frames.native"
RLE = "refseg.frames.rle"
UNPACK = "return bits.unpack(data, first_bit, count * layout.frame_pixels).reshape(shape)"

MUTANTS = [
    reading(
        "bytes-read-as-samples",
        f"{NATIVE}:to_pixels",
        "Native data of 16 bits are taken for bytes: half of the frames, and those torn.",
        "LM-PIX-006",
        find='data.view(">u2" if big_endian else "<u2").astype(np.uint16, copy=False)',
        put="data[: data.size // 2].astype(np.uint16)",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("mono16",),
    ),
    reading(
        "labels-above-255-wrap",
        f"{NATIVE}:to_pixels",
        "Labels are kept in bytes: 257 becomes 1.",
        "LM-PIX-006",
        find='data.view(">u2" if big_endian else "<u2")',
        put='(data.view(">u2" if big_endian else "<u2") & 0xFF)',
        link="https://github.com/cornerstonejs/cornerstone3D/issues/1256",
        features=("mono16",),
    ),
    reading(
        "labels-signed",
        f"{NATIVE}:to_pixels",
        "Samples of 8 bits are taken for signed ones: labels above 127 are lost.",
        "LM-PIX-005",
        find="return data[begin : begin + count * layout.frame_pixels].reshape(shape)",
        put="return data[begin : begin + count * layout.frame_pixels].reshape(shape) & 0x7F",
        link="https://github.com/DIAGNijmegen/rse-panimg/issues/119",
    ),
    reading(
        "big-endian-not-swapped",
        f"{NATIVE}:to_pixels",
        "Words of Explicit VR Big Endian are read as little endian.",
        "LM-TS-011",
        find='">u2" if big_endian else "<u2"',
        put='"<u2"',
        link="https://github.com/pydicom/pydicom/pull/2159",
        features=("big-endian",),
    ),
    reading(
        "pad-byte-as-last-pixel",
        "refseg.frames.reader:FrameReader._native",
        "Pixels are counted from the end of Pixel Data, pad byte included.",
        "LM-PIX-015",
        find="view = self._data[start : min(stop, len(self._data))]",
        put="view = self._data[len(self._data) - stop + start :]",
        link="https://github.com/QIICR/dcmqi/issues/341",
    ),
    reading(
        "each-frame-padded",
        f"{NATIVE}:to_pixels",
        "Frames of odd length are taken to begin at even offsets.",
        "LM-PIX-015",
        find="return data[begin : begin + count * layout.frame_pixels].reshape(shape)",
        put="even = layout.frame_pixels + layout.frame_pixels % 2\n"
        "    whole = np.resize(data[begin:], (count, even))\n"
        "    return whole[:, : layout.frame_pixels].reshape(shape)",
        link="https://github.com/QIICR/dcmqi/issues/341",
    ),
    # ------------------------------------------------------------------------- one bit
    reading(
        "first-pixel-in-highest-bit",
        "refseg.frames.bits:unpack",
        "Bits of a byte are read from the most significant one.",
        "LM-PIX-009",
        find='bitorder="little"',
        put='bitorder="big"',
        link="https://github.com/InsightSoftwareConsortium/ITK/pull/6629",
        features=("binary",),
    ),
    reading(
        "first-pixel-in-highest-bit-of-fragment",
        "refseg.frames.bits:unpack_each",
        "Bits of a compressed frame are read from the most significant one.",
        "LM-TS-003",
        find='bitorder="little"',
        put='bitorder="big"',
        link="https://github.com/pydicom/pydicom/pull/2266",
        features=("binary",),
    ),
    reading(
        "one-bit-rows-padded",
        f"{NATIVE}:to_pixels",
        "Each row of 1-bit pixels is taken to begin on a byte.",
        "LM-PIX-017",
        find=UNPACK,
        put="wide = -(-layout.columns // 8)\n"
        "        whole = np.resize(data, (count * layout.rows * wide,))\n"
        "        rows = bits.unpack_each(whole.reshape(-1, wide), layout.columns)\n"
        "        return rows.reshape(shape)",
        link="https://github.com/InsightSoftwareConsortium/ITK/pull/6638",
        features=("binary",),
    ),
    reading(
        "one-bit-frames-aligned",
        f"{NATIVE}:to_pixels",
        "Each native frame of 1-bit pixels is taken to begin on a byte.",
        "LM-PIX-017",
        find=UNPACK,
        put="whole = np.resize(data, (count, layout.frame_bytes))\n"
        "        return bits.unpack_each(whole, layout.frame_pixels).reshape(shape)",
        link="https://github.com/QIICR/QuantitativeReporting/issues/278",
        features=("binary",),
    ),
    # ------------------------------------------------------------------------- RLE
    reading(
        "rle-segments-swapped",
        f"{RLE}:decode",
        "The first RLE segment is taken for the less significant byte.",
        "LM-TS-007",
        find="layout.columns, report)",
        put="layout.columns, report)[::-1]",
        link="https://github.com/pydicom/pydicom/pull/1374",
        features=("rle",),
    ),
    reading(
        "rle-second-segment-dropped",
        f"{RLE}:decode",
        "Only one of two RLE segments is decoded.",
        "LM-TS-007",
        find="planes[1:]",
        put="planes[1:1]",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("rle",),
    ),
    reading(
        "rle-literal-of-128-is-127",
        f"{RLE}:expand",
        "A literal packet of the greatest length loses a byte.",
        "LM-TS-007",
        find="made += data",
        put="made += data[:127] if header < 128 else data",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("rle",),
    ),
    reading(
        "rle-run-of-128-is-127",
        f"{RLE}:expand",
        "A run of the greatest length loses a byte.",
        "LM-TS-007",
        find="made += data",
        put="made += data[:127] if header > 128 else data",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("rle",),
    ),
    reading(
        "rle-no-op-is-a-pixel",
        f"{RLE}:expand",
        "The header 128, which means nothing, makes a pixel.",
        "LM-TS-007",
        find="made += data",
        put="made += data or bytes(1)",
        link="https://github.com/cornerstonejs/cornerstone3D/issues/2611",
        features=("rle",),
    ),
    reading(
        "rle-pad-byte-refused",
        f"{RLE}:expand",
        "A pad byte after the last packet of a segment stops the decoder.",
        "LM-TS-007",
        find="if len(made) < size:",
        put="if len(made) < size or end != len(segment):",
        link="https://github.com/pydicom/pydicom/issues/1438",
        features=("rle",),
    ),
    reading(
        "rle-one-bit-packed",
        f"{RLE}_one_bit:decode",
        "RLE frames of one bit are always taken for packed bits.",
        "LM-TS-007",
        find="by_pixel = made >= layout.frame_pixels * len(frames)",
        put="by_pixel = False",
        link="https://github.com/pydicom/pydicom/pull/2266",
        features=("rle",),
    ),
    # ------------------------------------------------------------------------- deflate
    reading(
        "deflated-frame-zlib-header",
        "refseg.frames.deflate:_inflate",
        "A zlib header is expected in deflated frames.",
        "LM-TS-003",
        find="window = RAW_WINDOW",
        put="window = ZLIB_WINDOW",
        link="https://github.com/cornerstonejs/cornerstone3D/pull/2898",
        features=("deflated-frame",),
    ),
    reading(
        "deflated-frame-too-long-accepted",
        "refseg.frames.deflate:_inflate",
        "A frame may inflate to any length.",
        "LM-TS-006",
        find="if len(data) > expected + 1:",
        put="if False:",
        link="https://github.com/pydicom/pydicom/pull/2215",
        features=("deflated-frame",),
    ),
    reading(
        "deflated-data-set-zlib-header",
        "refseg.part10.filereader:_Inflated.__init__",
        "A zlib header is expected in a deflated data set.",
        "LM-TS-013",
        find="zlib.decompressobj(-zlib.MAX_WBITS)",
        put="zlib.decompressobj(zlib.MAX_WBITS)",
        link="https://github.com/QIICR/dcmqi/issues/549",
        features=("deflated",),
    ),
    # ------------------------------------------------------------------------- fragments
    reading(
        "one-fragment-per-frame-assumed",
        "refseg.frames.fragments:scan",
        "The k-th fragment is taken for the k-th frame.",
        "LM-TS-014",
        find="if table.offsets is not None:",
        put="if len(found) >= frames:\n"
        "        return [[fragment] for fragment in found[:frames]]\n"
        "    if table.offsets is not None:",
        link="https://github.com/dcmjs-org/dcmjs/issues/205",
        features=(
            "rle",
            "deflated-frame",
            "encapsulated",
            "jpegls",
            "jpeg2000",
            "htj2k",
            "jpeg-lossless",
        ),
    ),
    reading(
        "offset-table-trusted",
        "refseg.frames.reader:FrameReader._scan",
        "Frames are looked for where the offset table says, right or not.",
        "LM-TS-015",
        code="""
def _scan(self):
    from refseg.frames.fragments import located
    if self._table.offsets is None:
        return _original(self)
    return [located(self._data, self._table, index) or [] for index in range(len(self))]
""",
        link="https://github.com/Enet4/dicom-rs/issues/832",
        features=(
            "rle",
            "deflated-frame",
            "encapsulated",
            "jpegls",
            "jpeg2000",
            "htj2k",
            "jpeg-lossless",
        ),
    ),
    reading(
        "empty-offset-table-refused",
        "refseg.frames.fragments:read_table",
        "Frames are found by the Basic Offset Table only.",
        "LM-TS-015",
        find="if stop == start:",
        put="if stop == start and extended_offsets is None:\n"
        '        raise FrameError("no Basic Offset Table", code="frames.encapsulation")\n'
        "    if stop == start:",
        link="https://github.com/ImagingDataCommons/libdicom/pull/92",
        features=(
            "rle",
            "deflated-frame",
            "encapsulated",
            "jpegls",
            "jpeg2000",
            "htj2k",
            "jpeg-lossless",
        ),
    ),
    reading(
        "extended-offset-table-refused",
        "refseg.frames.fragments:read_table",
        "Frames with an Extended Offset Table are not found.",
        "LM-TS-016",
        find="if extended_offsets is not None:",
        put="if extended_offsets is not None:\n"
        '        raise FrameError("no Basic Offset Table", code="frames.encapsulation")\n'
        "    if extended_offsets is not None:",
        link="https://github.com/ImagingDataCommons/libdicom/pull/92",
        features=(
            "rle",
            "deflated-frame",
            "encapsulated",
            "jpegls",
            "jpeg2000",
            "htj2k",
            "jpeg-lossless",
        ),
    ),
    reading(
        "codestream-words-as-bytes",
        "refseg.frames.plugins:PluginSyntax.decode",
        "Only the lower bytes of decoded codestreams are kept.",
        "LM-TS-008",
        find="frame[:] = pixels.reshape(frame.shape)",
        put="frame[:] = pixels.reshape(frame.shape) & 0xFF",
        link="https://github.com/OHIF/Viewers/issues/5806",
        features=("jpegls", "jpeg2000", "htj2k", "jpeg-lossless"),
    ),
    reading(
        "codestream-size-not-compared",
        "refseg.frames.plugins:_compare",
        "Size and precision of a codestream may contradict the attributes.",
        "LM-TS-018",
        code="def _compare(stream, number, layout, report):\n    return None",
        link="https://github.com/ImagingDataCommons/highdicom/issues/91",
        features=("jpegls", "jpeg2000", "htj2k", "jpeg-lossless"),
    ),
]
