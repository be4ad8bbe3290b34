// Adapter of dicomParser: `parseDicom`, typed getters, and pixels as far as it goes: it decodes no
// frames, so native and Encapsulated Uncompressed Pixel Data only.
import { readFileSync, writeFileSync } from "node:fs";
import { inflateRawSync } from "node:zlib";
import dicomParser from "dicom-parser";
import { volume } from "../naturalized.mjs";
import { OutOfScope, Refusal, model, named, serve } from "../serve.mjs";

const installed = new URL("node_modules/dicom-parser/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(installed));
const FEATURES = (
  "labels geometry segments codes background algorithm tracking references " +
  "mono8 mono16 binary fractional implicit big-endian deflated encapsulated source-grid large"
).split(" ");
const ENCAPSULATED = "1.2.840.10008.1.2.1.98";

// dicomParser leaves inflating to a library that the page brings (pako); here it is that of Node.
function inflater(bytes, position) {
  const rest = inflateRawSync(bytes.slice(position));
  return Buffer.concat([bytes.slice(0, position), rest]);
}

function get(item, tag, kind) {
  const name = `x${tag}`;
  const element = item.elements[name];
  if (element === undefined) return undefined;
  if (kind === "SQ") return (element.items ?? []).map((one) => one.dataSet);
  if (kind === "US") return item.uint16(name);
  const text = item.string(name);
  if (kind === "text") return text ?? "";
  return text === undefined ? undefined : text.split("\\").map(Number);
}

// A frame without the byte that makes its fragment even.
function frameBytes(ds, element, index, size) {
  const read = element.basicOffsetTable?.length
    ? dicomParser.readEncapsulatedImageFrame
    : dicomParser.readEncapsulatedPixelDataFromFragments;
  return read(ds, element, index).slice(0, size);
}

function pixels(ds, named, count) {
  const element = ds.elements.x7fe00010;
  if (!element) throw new Refusal("no Pixel Data");
  const size = count * named.Rows * named.Columns;
  let bytes = ds.byteArray.slice(element.dataOffset, element.dataOffset + element.length);
  if (element.encapsulatedPixelData) {
    const syntax = ds.string("x00020010");
    if (syntax !== ENCAPSULATED) throw new OutOfScope(`dicomParser decodes no frames (${syntax})`);
    const one = Math.ceil((named.Rows * named.Columns * named.BitsAllocated) / 8);
    const frames = Array.from({ length: count }, (_, at) => frameBytes(ds, element, at, one));
    bytes = Buffer.concat(frames);
  }
  if (named.BitsAllocated === 8) return Uint8Array.from(bytes).slice(0, size);
  if (named.BitsAllocated === 1) {
    return Uint8Array.from({ length: size }, (_, at) => (bytes[at >> 3] >> (at & 7)) & 1);
  }
  const offset = element.encapsulatedPixelData ? 0 : element.dataOffset;
  const source = element.encapsulatedPixelData ? bytes : ds.byteArray;
  const parser = element.encapsulatedPixelData
    ? dicomParser.littleEndianByteArrayParser
    : ds.byteArrayParser;
  return Uint16Array.from({ length: size }, (_, at) => parser.readUint16(source, offset + 2 * at));
}

function decode(request) {
  let ds;
  try {
    ds = dicomParser.parseDicom(readFileSync(request.input), { inflater });
  } catch (problem) {
    const text = problem?.exception ?? problem;
    throw new Refusal(String(text?.message ?? text));
  }
  const found = named(ds, get);
  const count = found.NumberOfFrames?.[0] ?? 1;
  const flat = pixels(ds, found, count);
  return model(found, count, volume(flat, [count, found.Rows, found.Columns], writeFileSync));
}

await serve({ name: "dicomParser", version, language: "JavaScript" }, FEATURES, { decode });
