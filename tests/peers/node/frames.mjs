// Single frames through cornerstone's codecs: CharLS, OpenJPEG and OpenJPH as WebAssembly, RLE in
// JavaScript. As a program: node frames.mjs decode|encode SYNTAX ROWS COLUMNS BITS INPUT OUTPUT
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openjph from "@cornerstonejs/codec-openjph";
import dicomCodec from "@cornerstonejs/dicom-codec";

const HTJ2K = new Set(["1.2.840.10008.1.2.4.201", "1.2.840.10008.1.2.4.202"]);

/** Bytes of one compressed frame -> Buffer of its pixels, little endian. */
export async function decodeFrame(bytes, syntax, { rows, columns, bitsAllocated }) {
  const info = { rows, columns, bitsAllocated, samplesPerPixel: 1, signed: false };
  const result = await dicomCodec.decode(bytes, info, syntax);
  const frame = result.imageFrame;
  const wanted = (rows * columns * bitsAllocated) / 8;
  if (frame.byteLength !== wanted) {
    throw new Error(`decoded ${frame.byteLength} bytes instead of ${wanted}`);
  }
  return Buffer.copyBytesFrom(new Uint8Array(frame.buffer, frame.byteOffset, wanted));
}

/** Pixels of one frame -> Buffer of a lossless HTJ2K code stream. */
export async function encodeFrame(bytes, syntax, { rows, columns, bitsAllocated }) {
  if (!HTJ2K.has(syntax)) throw new Error(`no encoder for ${syntax}`);
  // dicomCodec.encode gives back memory that it has freed, so OpenJPH is asked directly.
  const codec = await openjph();
  const encoder = new codec.HTJ2KEncoder();
  encoder.setQuality(true, 0);
  if (syntax.endsWith("202")) encoder.setProgressionOrder(2);
  encoder
    .getDecodedBuffer({
      width: columns,
      height: rows,
      bitsPerSample: bitsAllocated,
      componentCount: 1,
      isSigned: false,
      isUsingColorTransform: false,
    })
    .set(bytes);
  encoder.encode();
  const encoded = Buffer.copyBytesFrom(encoder.getEncodedBuffer());
  encoder.delete();
  return encoded;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [action, syntax, rows, columns, bits, input, output] = process.argv.slice(2);
  const run = { decode: decodeFrame, encode: encodeFrame }[action];
  const size = { rows: Number(rows), columns: Number(columns), bitsAllocated: Number(bits) };
  writeFileSync(output, await run(new Uint8Array(readFileSync(input)), syntax, size));
}
