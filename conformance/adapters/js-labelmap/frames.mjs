/**
 * Frames of Pixel Data: native, RLE Lossless, deflated and uncompressed frames, and codecs of the
 * caller.
 *
 * @module frames
 */
import pako from "pako";
import {
  CODESTREAMS,
  DEFLATED_FRAME,
  IMPLICIT,
  NATIVE,
  RLE,
  UNCOMPRESSED,
  UnsupportedError,
  concat,
  fail,
  inflate,
} from "./dicom.mjs";

/** @typedef {import("./labelmap.mjs").Layout} Layout */
/** @typedef {import("./labelmap.mjs").Element} Element */

/**
 * The fragments of each frame (PS3.5 A.4).
 *
 * Worked around here: dcmjs takes each fragment as a frame where there is no offset table, and does
 * not know Extended Offset Table. The places of the fragments are found by `scan`.
 *
 * @param {Layout} layout @param {Element} element @param {number} count number of frames
 * @param {string[]} notes
 * @returns {{offset: number, start: number, length: number}[][]}
 */
function fragmentsOfFrames(layout, element, count, little, notes) {
  const { bytes, elements, transferSyntax } = layout;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [table, ...fragments] = element.fragments;
  if (!table) fail("LM-TS-014", "Pixel Data has no items, not even an offset table");
  if (element.open) notes.push("Pixel Data is not closed by a sequence delimiter (LM-TS-014)");
  if (fragments.length < count) {
    fail(
      "LM-TS-014",
      `${count} frames are stated, and Pixel Data has ${fragments.length} fragments`,
    );
  }
  const extended = elements.find(({ tag }) => tag === 0x7fe00001);
  let offsets = [];
  if (table.length) {
    for (let i = 0; i + 4 <= table.length; i += 4)
      offsets.push(view.getUint32(table.start + i, true));
  } else if (extended) {
    for (let i = extended.start; i + 8 <= extended.end; i += 8) {
      offsets.push(Number(view.getBigUint64(i, true)));
    }
  }
  if (offsets.length) {
    const origin = table.start + table.length;
    const firsts = offsets.map((at) => fragments.findIndex(({ offset }) => offset === origin + at));
    const right = firsts.every((first, i) => (i ? first > firsts[i - 1] : first === 0));
    if (right && firsts.length === count) {
      return firsts.map((first, i) => fragments.slice(first, firsts[i + 1] ?? fragments.length));
    }
    notes.push("the offset table does not point at the items of the frames (LM-TS-015, LM-TS-016)");
  }
  if (fragments.length === count) return fragments.map((fragment) => [fragment]);
  if (count === 1) return [fragments];
  const marker = CODESTREAMS[transferSyntax]?.[1];
  const starts = fragments.map(({ start }) => marker && view.getUint16(start) === marker);
  if (starts[0] && starts.filter(Boolean).length === count) {
    notes.push("the frames are told apart by their start markers (LM-TS-015)");
    const frames = [];
    fragments.forEach((fragment, i) =>
      starts[i] ? frames.push([fragment]) : frames.at(-1).push(fragment),
    );
    return frames;
  }
  return fail(
    offsets.length ? "LM-TS-015" : "LM-TS-014",
    `${fragments.length} fragments cannot be divided among ${count} frames without an offset table`,
  );
}

/**
 * Decodes a frame in RLE Lossless (PS3.5 Annex G).
 *
 * @param {Uint8Array} bytes @param {number} pixels @param {number} bits
 * @returns {{planes: Uint8Array[]}} bytes, most significant plane first
 */
function decodeRle(bytes, pixels, bits, what, notes) {
  const bad = (message) => fail("LM-TS-007", `${what}: ${message}`);
  if (bytes.length < 64) bad("the RLE header is cut");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(0, true);
  if (count !== Math.ceil(bits / 8))
    bad(`${count} RLE segments in the place of ${Math.ceil(bits / 8)}`);
  const starts = Array.from({ length: count }, (_, i) => view.getUint32(4 + 4 * i, true));
  return starts.map((start, i) => {
    const end = starts[i + 1] ?? bytes.length;
    if (start < 64 || end < start || end > bytes.length)
      bad("an RLE segment lies outside the frame");
    const plane = new Uint8Array(pixels);
    let to = 0;
    let at = start;
    for (; at < end && to < pixels;) {
      const control = bytes[at++];
      if (control === 128) continue;
      if (control < 128) {
        if (at + control + 1 > end) bad("a literal run is cut");
        const run = Math.min(control + 1, pixels - to);
        plane.set(bytes.subarray(at, at + run), to);
        if (run <= control) notes.push(`${what} has bytes after its last pixel (LM-TS-007)`);
        to += run;
        at += control + 1;
      } else {
        if (at >= end) bad("a replicate run is cut");
        plane.fill(bytes[at++], to, to + 257 - control);
        if (to + 257 - control > pixels)
          notes.push(`${what} has bytes after its last pixel (LM-TS-007)`);
        to = Math.min(pixels, to + 257 - control);
      }
    }
    if (end - at > 1) notes.push(`${what} has bytes after its last pixel (LM-TS-007)`);
    if (to < pixels && bits === 1 && to === Math.ceil(pixels / 8))
      return unpackBits(plane, 0, pixels);
    if (to < pixels) bad(`${to} pixels in the place of ${pixels}`);
    return plane;
  });
}

/** @returns {Uint8Array} one RLE Lossless frame, each row packed for itself */
function encodeRle(pixels, columns, bits) {
  const planes =
    bits === 8
      ? [pixels]
      : [24, 16, 8, 0].slice(-bits / 8).map((shift) => Uint8Array.from(pixels, (v) => v >> shift));
  const segments = planes.map((plane) => {
    const out = [];
    for (let row = 0; row < plane.length; row += columns) {
      const end = Math.min(row + columns, plane.length);
      for (let at = row; at < end;) {
        let run = 1;
        while (run < 128 && at + run < end && plane[at + run] === plane[at]) run++;
        if (run > 1) {
          out.push(257 - run, plane[at]);
          at += run;
          continue;
        }
        const from = at++;
        while (at < end && at - from < 128 && !(at + 1 < end && plane[at] === plane[at + 1])) at++;
        out.push(at - from - 1, ...plane.subarray(from, at));
      }
    }
    if (out.length % 2) out.push(0);
    return Uint8Array.from(out);
  });
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  segments.reduce(
    (at, segment, i) => (header.setUint32(4 + 4 * i, at, true), at + segment.length),
    64,
  );
  return concat([new Uint8Array(header.buffer), ...segments]);
}

/** Pixels of one bit, the first in the least significant bit (PS3.5 8.1.1). */
function unpackBits(bytes, firstBit, count) {
  const pixels = new Uint8Array(count);
  for (let i = 0; i < count; i++) {
    const bit = firstBit + i;
    pixels[i] = (bytes[bit >> 3] >> (bit & 7)) & 1;
  }
  return pixels;
}

function packBits(pixels) {
  const bytes = new Uint8Array(Math.ceil(pixels.length / 8));
  pixels.forEach((pixel, i) => (bytes[i >> 3] |= pixel << (i & 7)));
  return bytes;
}

/** An array for samples of so many bits. */
const arrayOf = (bits) => (bits === 32 ? Uint32Array : bits === 16 ? Uint16Array : Uint8Array);

/** Bytes, or the words that they hold; JavaScript engines are little endian like DICOM. */
export function samples(bytes, bits) {
  if (bits <= 8) return bytes;
  const size = bits / 8;
  const { buffer, byteOffset, length } = bytes.byteOffset % size ? new Uint8Array(bytes) : bytes;
  return new (arrayOf(bits))(buffer, byteOffset, length / size);
}

/** Decodes one frame with a codec of the caller, and checks what it says against the data set. */
async function decodeStream(bytes, image, syntax, codecs, what) {
  const [feature, marker] = CODESTREAMS[syntax];
  const codec = codecs?.[syntax];
  if (!codec)
    throw new UnsupportedError(feature, `no codec is given for transfer syntax ${syntax}`);
  const { rows, columns, bits } = image;
  let end = bytes.length;
  if (feature !== "jpegxl" && end && bytes[end - 1] === 0) end--;
  const has = (at, value) => bytes[at] === value >> 8 && bytes[at + 1] === (value & 255);
  if (!has(0, marker)) fail("LM-TS-018", `${what} does not begin with a codestream`);
  if (feature !== "jpegxl" && !has(end - 2, 0xffd9)) fail("LM-TS-018", `${what}: the codestream has no end, it is cut`);
  const info = { rows, columns, bitsAllocated: bits, samplesPerPixel: 1, signed: false };
  let decoded;
  try {
    decoded = await codec(bytes.subarray(0, end), info);
  } catch (problem) {
    fail("LM-TS-018", `${what}: the codestream cannot be decoded (${problem?.message ?? problem})`);
  }
  const { imageFrame, imageInfo = {} } = decoded;
  const pixels = rows * columns;
  const { width = columns, height = rows, componentCount = 1, bitsPerSample = bits } = imageInfo;
  const depth = imageFrame.byteLength / (width * height * componentCount);
  if (width !== columns || height !== rows || componentCount !== 1) {
    fail(
      "LM-TS-018",
      `${what}: the codestream has ${height} rows of ${width} pixels and ` +
        `${componentCount} components, the data set ${rows} rows of ${columns}`,
    );
  }
  if (bitsPerSample > bits || depth !== Math.ceil(bits / 8) || imageInfo.isSigned) {
    fail("LM-TS-018", `${what}: the codestream has ${bitsPerSample} bits, the data set ${bits}`);
  }
  const copy = new Uint8Array(
    imageFrame.buffer,
    imageFrame.byteOffset,
    imageFrame.byteLength,
  ).slice();
  return samples(copy, bits).subarray(0, pixels);
}

/**
 * All frames as stored values.
 *
 * @returns {Promise<Uint8Array | Uint16Array>}
 */
export async function readPixels(layout, image, syntax, codecs, notes) {
  const { bytes, elements, transferSyntax } = layout;
  const { rows, columns, bits, count } = image;
  const pixels = rows * columns;
  layout.bits = bits;
  const element = elements.find(({ tag }) => tag === 0x7fe00010);
  if (!element) fail("LM-PIX-014", "the data set has no Pixel Data", "PixelData");
  const size = element.end - element.start;
  if (NATIVE.includes(transferSyntax)) {
    if (element.fragments)
      fail("LM-PIX-017", "Pixel Data is encapsulated in a native transfer syntax");
    const needed = Math.ceil((pixels * count * bits) / 8);
    if (size < needed) {
      fail(
        "LM-PIX-015",
        `Pixel Data has ${size} bytes, ${count} frames of ${rows} x ${columns} need ${needed}`,
      );
    }
    if (size > needed + (needed % 2))
      notes.push("Pixel Data has bytes after its last frame (LM-PIX-015)");
    const bitsPerFrame = pixels * bits;
    for (let f = 0; f < count; f++) {
      const [from, to] = [f * bitsPerFrame, (f + 1) * bitsPerFrame];
      const start = element.start + Math.floor(from / 8);
      layout.frames.push({ start, length: element.start + Math.ceil(to / 8) - start });
    }
    let data = bytes.subarray(element.start, element.start + needed + (needed % 2));
    if (!syntax.little && (bits === 16 || element.vr === "OW")) data = swapped(data);
    if (bits === 1) return unpackBits(data, 0, pixels * count);
    return samples(data.slice(0, needed), bits);
  }
  const coded = CODESTREAMS[transferSyntax];
  if (!coded && ![UNCOMPRESSED, RLE, DEFLATED_FRAME].includes(transferSyntax)) {
    throw new UnsupportedError("transfer syntax", `transfer syntax ${transferSyntax} is not read here`);
  }
  if (!element.fragments) {
    fail("LM-TS-014", "Pixel Data has a defined length in an encapsulated transfer syntax");
  }
  const labels = new (arrayOf(bits))(pixels * count);
  const frames = fragmentsOfFrames(layout, element, count, syntax.little, notes);
  for (const [f, fragments] of frames.entries()) {
    const what = `frame ${f + 1}`;
    layout.frames.push({ start: fragments[0].start, length: fragments[0].length });
    const data = concat(
      fragments.map(({ start, length }) => bytes.subarray(start, start + length)),
    );
    let frame;
    if (transferSyntax === RLE) {
      const planes = decodeRle(data, pixels, bits, what, notes);
      frame = planes.length === 1 ? planes[0] : joined(planes, bits);
    } else if (coded) {
      frame = await decodeStream(data, image, transferSyntax, codecs, what);
    } else {
      const needed = Math.ceil((pixels * bits) / 8);
      const deflated = transferSyntax === DEFLATED_FRAME;
      const code = deflated ? "LM-TS-006" : "LM-TS-012";
      const raw = deflated ? inflate(data, what, "LM-TS-003", notes, needed) : data;
      if (raw.length < needed)
        fail(code, `${what} has ${raw.length} bytes in the place of ${needed}`);
      if (raw.length > needed) {
        if (raw.length > needed + 1 || raw[needed]) {
          fail(code, `${what} has ${raw.length} bytes in the place of ${needed}`);
        }
        if (deflated) notes.push(`${what} was padded before it was deflated (0033)`);
      }
      const whole = raw.slice(0, needed);
      frame = bits === 1 ? unpackBits(whole, 0, pixels) : samples(whole, bits);
    }
    labels.set(frame, f * pixels);
  }
  return labels;
}

/** Samples of byte planes, the most significant first. */
function joined(planes, bits) {
  const words = new (arrayOf(bits))(planes[0].length);
  for (const plane of planes)
    for (let i = 0; i < words.length; i++) words[i] = (words[i] << 8) | plane[i];
  return words;
}

export const swapped = (bytes) => {
  const copy = bytes.slice();
  for (let i = 0; i + 1 < copy.length; i += 2) [copy[i], copy[i + 1]] = [copy[i + 1], copy[i]];
  return copy;
};

/**
 * Pixel Data as dcmjs writes it: one buffer, or one for each frame (PS3.5 A.2, A.4).
 *
 * @param {{data: Uint8Array | Uint16Array, shape: number[]}} labels @param {1 | 8 | 16 | 32} bits
 * @param {string} transferSyntax
 * @returns {{vr: string, Value: ArrayBuffer[]}}
 */
export function pixelElement(labels, bits, transferSyntax, encoders) {
  const bytes = transferSyntax !== IMPLICIT && (bits <= 8 || !NATIVE.includes(transferSyntax));
  const value = pixelValue(labels, bits, transferSyntax, encoders?.[transferSyntax]);
  return { vr: bytes ? "OB" : "OW", Value: value.map((part) => part.slice().buffer) };
}

function pixelValue(labels, bits, transferSyntax, encoder) {
  const [count, rows, columns] = labels.shape;
  const toBytes = (values) => {
    if (bits === 1) return packBits(values);
    if (bits === 8) return Uint8Array.from(values);
    return new Uint8Array(arrayOf(bits).from(values).buffer);
  };
  if (NATIVE.includes(transferSyntax)) return [toBytes(labels.data)];
  return Array.from({ length: count }, (_, f) => {
    const frame = labels.data.subarray(f * rows * columns, (f + 1) * rows * columns);
    if (transferSyntax === RLE)
      return encodeRle(bits > 8 ? frame : Uint8Array.from(frame), columns, bits);
    if (encoder) return encoder(toBytes(frame), { rows, columns, bitsAllocated: bits });
    return transferSyntax === DEFLATED_FRAME ? pako.deflateRaw(toBytes(frame)) : toBytes(frame);
  });
}
