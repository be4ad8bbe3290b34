// Adapter of dcmjs, as viewers use it: `readFile`, `naturalizeDataset`, and compressed frames
// through cornerstone's dicom-codec.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import dicomCodec from "@cornerstonejs/dicom-codec";
import dcmjs from "dcmjs";
import { frame, items, segment, volume } from "../naturalized.mjs";

const { BitArray, Colors, DicomMessage, DicomMetaDictionary } = dcmjs.data;
const installed = new URL("node_modules/dcmjs/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(installed));
const VIEWS = "labels geometry segments codes colour background algorithm tracking references";
const PIXELS = "mono8 mono16 binary fractional";
const SYNTAXES = "implicit deflated rle jpegls jpeg2000 htj2k jpeg-lossless";
const DECODE = `${VIEWS} ${PIXELS} ${SYNTAXES} source-grid unicode large`.split(" ");
// Pixel data are passed on as they are, so the encoding of frames is no obstacle.
const PASSED = "palette deflated-frame encapsulated tiled-full tiled-sparse concatenation temporal";
const HELLO = {
  protocol: 2,
  implementation: { name: "dcmjs", version, language: "JavaScript" },
  operations: ["decode", "rewrite"],
  features: { decode: DECODE, rewrite: [...DECODE, ...PASSED.split(" ")] },
};
const TYPES = ["LABELMAP", "BINARY", "FRACTIONAL"];
const NATIVE = ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"];

function read(path) {
  const bytes = readFileSync(path);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return DicomMessage.readFile(buffer);
}

class Refusal extends Error {}

// An `Error` that the codec raises itself is about the input; others are faults.
async function decoded(frame, image, syntax) {
  try {
    const { imageFrame } = await dicomCodec.decode(frame, image, syntax);
    return new Uint8Array(imageFrame.buffer, imageFrame.byteOffset, imageFrame.byteLength);
  } catch (problem) {
    throw problem?.constructor === Error ? new Refusal(problem.message) : problem;
  }
}

async function pixels(ds, syntax, count) {
  const info = { rows: ds.Rows, columns: ds.Columns, bitsAllocated: ds.BitsAllocated };
  const chunks = [];
  for (const part of [ds.PixelData].flat()) {
    let chunk = new Uint8Array(part);
    if (!NATIVE.includes(syntax)) {
      const image = { ...info, samplesPerPixel: 1, signed: false };
      chunk = await decoded(chunk, image, syntax);
    }
    chunks.push(Buffer.from(chunk));
  }
  const bytes = Uint8Array.from(Buffer.concat(chunks));
  // A decoder of code streams gives a byte for each sample of one bit.
  if (ds.BitsAllocated === 1 && bytes.length < count) {
    return BitArray.unpack(bytes).slice(0, count).map((bit) => (bit ? 1 : 0));
  }
  return ds.BitsAllocated <= 8 ? bytes.slice(0, count) : new Uint16Array(bytes.buffer, 0, count);
}

async function decode(message) {
  const ds = DicomMetaDictionary.naturalizeDataset(message.dict);
  const count = Number(ds.NumberOfFrames ?? 1);
  const syntax = message.meta["00020010"].Value[0];
  const flat = await pixels(ds, syntax, count * ds.Rows * ds.Columns);
  const segments = items(ds.SegmentSequence).map((item) => {
    return [item.SegmentNumber, segment(item, Colors)];
  });
  return {
    type: TYPES.includes(ds.SegmentationType) ? ds.SegmentationType : undefined,
    labels: volume(flat, [count, ds.Rows, ds.Columns], writeFileSync),
    frames: Array.from({ length: count }, (_, index) => frame(ds, index)),
    frame_of_reference: ds.FrameOfReferenceUID ?? null,
    background: ds.PixelPaddingValue ?? null,
    maximum: ds.MaximumFractionalValue,
    fractional_type: ds.SegmentationFractionalType,
    segments: Object.fromEntries(segments),
  };
}

async function answer(request) {
  if (request.cmd === "hello") return { result: HELLO };
  let message;
  try {
    message = read(request.input);
  } catch (problem) {
    return { rejected: { message: String(problem) } };
  }
  try {
    if (request.cmd === "rewrite") {
      writeFileSync(request.output, Buffer.from(message.write()));
      return { result: {} };
    }
    return { result: await decode(message) };
  } catch (problem) {
    if (problem instanceof Refusal) return { rejected: { message: problem.message } };
    return { error: { message: String(problem), traceback: String(problem?.stack) } };
  }
}

// What the libraries print with console.log is no reply.
console.log = console.info = console.debug = console.error;
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.cmd === "bye") break;
  const reply = { seq: request.seq, ...(await answer(request)) };
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
