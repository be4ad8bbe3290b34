// What the adapters in JavaScript share: the loop of PROTOCOL.md, and a segmentation from elements.
import { createInterface } from "node:readline";
import { frame, items, segment } from "./naturalized.mjs";

// The library says that the input is not valid.
export class Refusal extends Error {}
// The library says that it does not do this.
export class OutOfScope extends Error {}

export async function serve(implementation, features, operations) {
  const hello = { protocol: 2, implementation, operations: Object.keys(operations), features };
  // What a library prints is no reply.
  console.log = console.info = console.debug = console.warn = console.error;
  for await (const line of createInterface({ input: process.stdin })) {
    const request = JSON.parse(line);
    if (request.cmd === "bye") break;
    const reply = { seq: request.seq };
    try {
      reply.result = request.cmd === "hello" ? hello : await operations[request.cmd](request);
    } catch (problem) {
      const message = String(problem?.message ?? problem) || "no reason given";
      if (problem instanceof Refusal) reply.rejected = { message };
      else if (problem instanceof OutOfScope) reply.unsupported = { feature: "library", message };
      else reply.error = { message, traceback: String(problem?.stack) };
    }
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

// Keyword -> tag and kind, for libraries that have no dictionary: SQ, US (number), DS, text.
const KEYWORDS = {
  SegmentationType: "00620001 text", FrameOfReferenceUID: "00200052 text",
  PixelPaddingValue: "00280120 US", MaximumFractionalValue: "0062000e US",
  SegmentationFractionalType: "00620010 text", SegmentSequence: "00620002 SQ",
  SegmentNumber: "00620004 US", SegmentLabel: "00620005 text",
  SegmentAlgorithmType: "00620008 text", SegmentAlgorithmName: "00620009 text",
  SegmentedPropertyCategoryCodeSequence: "00620003 SQ",
  SegmentedPropertyTypeCodeSequence: "0062000f SQ",
  SegmentedPropertyTypeModifierCodeSequence: "00620011 SQ",
  AnatomicRegionSequence: "00082218 SQ", TrackingID: "00620020 text",
  TrackingUID: "00620021 text", CodeValue: "00080100 text", LongCodeValue: "00080119 text",
  URNCodeValue: "00080120 text", CodingSchemeDesignator: "00080102 text",
  CodeMeaning: "00080104 text", SharedFunctionalGroupsSequence: "52009229 SQ",
  PerFrameFunctionalGroupsSequence: "52009230 SQ", PlanePositionSequence: "00209113 SQ",
  PlaneOrientationSequence: "00209116 SQ", PixelMeasuresSequence: "00289110 SQ",
  SegmentIdentificationSequence: "0062000a SQ", ReferencedSegmentNumber: "0062000b US",
  ImagePositionPatient: "00200032 DS", ImageOrientationPatient: "00200037 DS",
  PixelSpacing: "00280030 DS", DerivationImageSequence: "00089124 SQ",
  SourceImageSequence: "00082112 SQ", ReferencedSOPInstanceUID: "00081155 text",
  ReferencedFrameNumber: "00081160 DS", Rows: "00280010 US", Columns: "00280011 US",
  BitsAllocated: "00280100 US", NumberOfFrames: "00280008 DS",
};

// `get(item, tag, kind)` is the library's: undefined, a list of items, numbers, or a text.
export function named(item, get) {
  const found = {};
  for (const [keyword, place] of Object.entries(KEYWORDS)) {
    const [tag, kind] = place.split(" ");
    const value = get(item, tag, kind);
    if (value === undefined) continue;
    found[keyword] = kind === "SQ" ? value.map((one) => named(one, get)) : value;
  }
  return found;
}

const TYPES = ["LABELMAP", "BINARY", "FRACTIONAL"];

export function model(ds, count, labels) {
  const noColours = { dicomlab2RGB: () => undefined };
  const segments = items(ds.SegmentSequence).map((item) => {
    const { colour, ...described } = segment(item, noColours);
    return [item.SegmentNumber, described];
  });
  return {
    type: TYPES.includes(ds.SegmentationType) ? ds.SegmentationType : undefined,
    labels,
    frames: Array.from({ length: count }, (_, index) => frame(ds, index)),
    frame_of_reference: ds.FrameOfReferenceUID ?? null,
    background: ds.PixelPaddingValue ?? null,
    maximum: ds.MaximumFractionalValue,
    fractional_type: ds.SegmentationFractionalType,
    segments: Object.fromEntries(segments),
  };
}
