// Reads a segmentation the way users of dcmjs do and tells what it found.
// usage: node read_dcmjs.mjs FILE HEADER PIXELS
// A JSON header goes to the file HEADER, the frames, one after the other and little endian as
// decoded, to the file PIXELS. dcmjs itself does not decompress: compressed frames go
// through cornerstone's dicom-codec, as in the viewers that build on both.
import { readFileSync, writeFileSync } from "node:fs";
import dcmjs from "dcmjs";
import { decodeFrame } from "./frames.mjs";

const NATIVE = new Set(["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99"]);
const { BitArray, DicomMessage, DicomMetaDictionary } = dcmjs.data;

const items = (sequence) => (sequence === undefined ? [] : Array.from(sequence));
const first = (sequence) => items(sequence)[0];

function group(dataset, frame, sequence) {
  const own = items(dataset.PerFrameFunctionalGroupsSequence)[frame];
  return first(own?.[sequence]) ?? first(first(dataset.SharedFunctionalGroupsSequence)?.[sequence]);
}

function nativePixels(dataset, count) {
  const chunks = [dataset.PixelData].flat().map((part) => Buffer.from(part));
  const bytes = Buffer.concat(chunks);
  if (dataset.BitsAllocated === 1) {
    const unpacked = Buffer.from(BitArray.unpack(new Uint8Array(bytes)));
    return unpacked.subarray(0, count).map((bit) => (bit ? 1 : 0));
  }
  return bytes.subarray(0, (count * dataset.BitsAllocated) / 8);
}

async function encapsulatedPixels(dataset, syntax) {
  const frames = [];
  for (const frame of [dataset.PixelData].flat()) {
    frames.push(
      await decodeFrame(new Uint8Array(frame), syntax, {
        rows: dataset.Rows,
        columns: dataset.Columns,
        bitsAllocated: dataset.BitsAllocated,
      }),
    );
  }
  return Buffer.concat(frames);
}

const [file, headerFile, pixelFile] = process.argv.slice(2);
const bytes = readFileSync(file);
const message = DicomMessage.readFile(
  bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength),
);
const dataset = DicomMetaDictionary.naturalizeDataset(message.dict);
const syntax = message.meta["00020010"].Value[0];
const frames = Number(dataset.NumberOfFrames ?? 1);
const count = frames * dataset.Rows * dataset.Columns;
const pixels = NATIVE.has(syntax)
  ? nativePixels(dataset, count)
  : await encapsulatedPixels(dataset, syntax);
writeFileSync(pixelFile, pixels);

const numbers = Array.from({ length: frames }, (_, frame) => frame);
const measures = group(dataset, 0, "PixelMeasuresSequence");
const header = {
  sopClass: dataset.SOPClassUID,
  transferSyntax: syntax,
  segmentationType: dataset.SegmentationType,
  frames,
  rows: dataset.Rows,
  columns: dataset.Columns,
  bitsAllocated: dataset.BitsAllocated,
  pixelPaddingValue: dataset.PixelPaddingValue ?? null,
  photometricInterpretation: dataset.PhotometricInterpretation,
  segmentNumbers: items(dataset.SegmentSequence).map((segment) => segment.SegmentNumber),
  segmentLabels: items(dataset.SegmentSequence).map((segment) => segment.SegmentLabel),
  orientations: numbers.map((frame) =>
    group(dataset, frame, "PlaneOrientationSequence").ImageOrientationPatient.map(Number),
  ),
  positions: numbers.map((frame) =>
    group(dataset, frame, "PlanePositionSequence").ImagePositionPatient.map(Number),
  ),
  referencedSegments: numbers.map(
    (frame) =>
      group(dataset, frame, "SegmentIdentificationSequence")?.ReferencedSegmentNumber ?? null,
  ),
  pixelSpacing: measures.PixelSpacing.map(Number),
};
writeFileSync(headerFile, JSON.stringify(header));
