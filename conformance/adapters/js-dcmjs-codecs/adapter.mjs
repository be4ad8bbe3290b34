// Adapter of dcmjs-codecs: `Transcoder` to Explicit VR Little Endian, then dcmjs reads the result.
import { readFileSync, writeFileSync } from "node:fs";
import dcmjs from "dcmjs";
import dcmjsCodecs from "dcmjs-codecs";
import { volume } from "../naturalized.mjs";
import { Refusal, model, serve } from "../serve.mjs";

const { DicomMessage, DicomMetaDictionary } = dcmjs.data;
const { NativeCodecs, Transcoder, constants } = dcmjsCodecs;
const installed = new URL("node_modules/dcmjs-codecs/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(installed));
const FEATURES = (
  "labels geometry segments codes background algorithm tracking references " +
  "mono8 mono16 fractional implicit big-endian rle jpegls jpeg2000 htj2k jpeg-lossless source-grid"
).split(" ");
await NativeCodecs.initializeAsync();

function transcoded(path) {
  const bytes = readFileSync(path);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  try {
    const transcoder = new Transcoder(buffer);
    transcoder.transcode(constants.TransferSyntax.ExplicitVRLittleEndian);
    return DicomMessage.readFile(transcoder.getDicomPart10());
  } catch (problem) {
    if (problem?.constructor === Error) throw new Refusal(problem.message);
    throw problem;
  }
}

function decode(request) {
  const ds = DicomMetaDictionary.naturalizeDataset(transcoded(request.input).dict);
  if (ds.PixelData === undefined) throw new Refusal("no Pixel Data after transcoding");
  const count = Number(ds.NumberOfFrames ?? 1);
  const size = count * ds.Rows * ds.Columns;
  const bytes = Uint8Array.from(Buffer.concat([ds.PixelData].flat().map((p) => Buffer.from(p))));
  const flat = ds.BitsAllocated === 8 ? bytes.slice(0, size) : new Uint16Array(bytes.buffer, 0, size);
  return model(ds, count, volume(flat, [count, ds.Rows, ds.Columns], writeFileSync));
}

await serve({ name: "dcmjs-codecs", version, language: "JavaScript" }, FEATURES, { decode });
