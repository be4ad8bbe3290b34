// Adapter of cornerstone3D's adapters: `createFromDICOMSegBuffer` and `generateSegmentation`.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { adaptersSEG } from "@cornerstonejs/adapters";
import { cache } from "@cornerstonejs/core";
import dcmjs from "dcmjs";
import { segment, volume } from "../naturalized.mjs";
import { metadataProvider, stackOf } from "./sources.mjs";
import { encode, Unsupported } from "./writing.mjs";

const { Colors, DicomMessage, DicomMetaDictionary } = dcmjs.data;
const { createFromDICOMSegBuffer } = adaptersSEG.Cornerstone3D.Segmentation;
const installed = new URL("node_modules/@cornerstonejs/adapters/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(installed));
const VIEWS = "labels geometry segments codes colour algorithm tracking";
const HELLO = {
  protocol: 2,
  implementation: { name: "cornerstone3D adapters", version, language: "JavaScript" },
  operations: ["decode", "encode"],
  features: {
    decode: `${VIEWS} mono8 mono16 implicit rle source-grid unicode`.split(" "),
    encode: `${VIEWS} mono8 mono16 rle source-grid unicode`.split(" "),
  },
};

async function decode({ input }) {
  const bytes = readFileSync(input);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const stack = stackOf(DicomMetaDictionary.naturalizeDataset(DicomMessage.readFile(buffer).dict));
  const ids = stack.map((image) => image.id);
  const found = await createFromDICOMSegBuffer(ids, buffer, { metadataProvider });
  const planes = found.labelMapImages[0].map((image) => image.getPixelData());
  const flat = new planes[0].constructor(planes.length * planes[0].length);
  planes.forEach((plane, index) => flat.set(plane, index * plane.length));
  const { Rows: rows, Columns: columns } = stack[0].ds;
  const segments = found.segMetadata.data.flatMap((item, number) => {
    return item ? [[number, segment(item, Colors)]] : [];
  });
  return {
    type: "LABELMAP",
    labels: volume(flat, [planes.length, rows, columns], writeFileSync),
    frames: stack.map(({ position, orientation, spacing }) => ({ position, orientation, spacing })),
    segments: Object.fromEntries(segments),
  };
}

async function answer(request) {
  if (request.cmd === "hello") return { result: HELLO };
  try {
    return { result: await { decode, encode }[request.cmd](request) };
  } catch (problem) {
    // Errors that the adapters raise themselves are about the input; others are faults.
    const message = String(problem?.message ?? problem);
    if (problem instanceof Unsupported) {
      return { unsupported: { feature: problem.feature, message } };
    }
    if (problem?.constructor === Error) return { rejected: { message } };
    return { error: { message, traceback: String(problem?.stack) } };
  } finally {
    cache.purgeCache();
  }
}

// What the libraries print with console.log is no reply.
console.log = console.info = console.debug = console.warn = console.error;
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.cmd === "bye") break;
  const reply = { seq: request.seq, ...(await answer(request)) };
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
process.exit(0);
