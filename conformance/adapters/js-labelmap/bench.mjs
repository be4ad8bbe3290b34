// Time to load files, from bytes in memory to labels in memory: medians in milliseconds.
// Run: node bench.mjs [--repeat N] FILE... (DICOM segmentations in any form, .nii and .nii.gz)
// Prints one JSON array with an object for each file, in their order: `file`, `parse_ms` (the data
// set without pixels, or the header), `decode_ms` (all the rest, until the labels are there) and
// `decoder`, or `file` and `refused`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import * as nifti from "nifti-reader-js";
import { nodeCodecs } from "./codecs.mjs";
import { DEFLATED, DEFLATED_FRAME, readDataSet } from "./dicom.mjs";
import { readSegmentation } from "./labelmap.mjs";

const { values, positionals } = parseArgs({
  options: { repeat: { type: "string", default: "5" } },
  allowPositionals: true,
});
const repeat = Number(values.repeat);
if (!positionals.length || !(repeat >= 1)) {
  console.error("usage: node bench.mjs [--repeat N] FILE...");
  process.exit(2);
}
const codecs = nodeCodecs(createRequire(import.meta.url));

async function median(action) {
  await action(); // once for the compiler and for the codecs
  const times = [];
  for (let i = 0; i < repeat; i++) {
    const start = performance.now();
    await action();
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return (times[(repeat - 1) >> 1] + times[repeat >> 1]) / 2;
}

/** What decodes the pixels, by Transfer Syntax UID; the rest is done by labelmap.mjs. */
const DECODERS = {
  [DEFLATED]: "pako",
  [DEFLATED_FRAME]: "pako",
  "1.2.840.10008.1.2.4.57": "jpeg-lossless-decoder-js",
  "1.2.840.10008.1.2.4.70": "jpeg-lossless-decoder-js",
  "1.2.840.10008.1.2.4.80": "@cornerstonejs/codec-charls",
  "1.2.840.10008.1.2.4.81": "@cornerstonejs/codec-charls",
  "1.2.840.10008.1.2.4.90": "@cornerstonejs/codec-openjpeg",
  "1.2.840.10008.1.2.4.91": "@cornerstonejs/codec-openjpeg",
  "1.2.840.10008.1.2.4.201": "@cornerstonejs/codec-openjph",
  "1.2.840.10008.1.2.4.202": "@cornerstonejs/codec-openjph",
  "1.2.840.10008.1.2.4.203": "@cornerstonejs/codec-openjph",
};

function readNifti(bytes) {
  let data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  if (nifti.isCompressed(data)) data = nifti.decompress(data);
  const header = nifti.readHeader(data);
  if (!header) throw new Error("the file is no NIfTI");
  const Values = { 2: Uint8Array, 4: Int16Array, 8: Int32Array, 256: Int8Array, 512: Uint16Array };
  const labels = new Values[header.datatypeCode](nifti.readImage(header, data));
  return { data, labels };
}

/** @returns {Promise<[number, number, string]>} time to parse, time to parse and decode, decoder */
async function measured(name, bytes) {
  if (/\.nii(\.gz)?$/.test(name)) {
    const { data } = readNifti(bytes);
    const parse = await median(() => nifti.readHeader(data));
    return [parse, await median(() => readNifti(bytes)), "nifti-reader-js"];
  }
  const { layout } = await readSegmentation(bytes, { codecs });
  const parse = await median(() => readDataSet(bytes));
  const all = await median(() => readSegmentation(bytes, { codecs }));
  return [parse, all, DECODERS[layout.transferSyntax] ?? "labelmap.mjs"];
}

const rounded = (milliseconds) => Math.round(milliseconds * 100) / 100;
const results = [];
for (const file of positionals) {
  try {
    const [parse, all, decoder] = await measured(file, new Uint8Array(readFileSync(file)));
    const decode_ms = rounded(Math.max(0, all - parse));
    results.push({ file, parse_ms: rounded(parse), decode_ms, decoder });
  } catch (problem) {
    results.push({ file, refused: problem.message });
  }
}
console.log(JSON.stringify(results, null, 1));
