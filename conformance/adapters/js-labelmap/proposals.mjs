/**
 * Proposals of spec/proposals: declared regular volumes, values that stand for several segments
 * (overlap), and values that are the numbers of instances. Reading and writing of their attributes.
 *
 * @module proposals
 */
import { EXPERIMENTAL, fail, one } from "./dicom.mjs";

/** @typedef {import("./labelmap.mjs").InstanceTable} InstanceTable */

/** The value of a private attribute of the prototypes, if the block is theirs. */
const own = (ds, tag) =>
  one(ds, EXPERIMENTAL.creatorTag) === EXPERIMENTAL.creator ? ds[tag] : undefined;

// ---------------------------------------------------------------------------------------------
// Declared regular volumes

const SHARED_ONLY = [
  "PixelMeasuresSequence",
  "PlaneOrientationSequence",
  "PlanePositionSequence",
  "DerivationImageSequence",
];

/** Items of frames must not say what the shared item says. */
export function checkDeclared(perFrame) {
  for (const keyword of SHARED_ONLY)
    if (perFrame.some((item) => keyword in item))
      fail("LM-FG-002", `${keyword} stands in an item of a frame of a declared volume`);
}

/** The seconds of 3D_TEMPORAL_FULL, one for each volume. */
export function timesOf(ds, count) {
  const times = own(ds, EXPERIMENTAL.timesTag) ?? [];
  const stated = Number(one(ds, "NumberOfTemporalPositions"));
  if (!times.length || stated !== times.length || count % times.length)
    fail("LM-DIM-002", `${count} frames, ${stated} temporal positions, ${times.length} offsets`);
  if (times.some((time, i) => i && time <= times[i - 1]))
    fail("LM-DIM-002", "Temporal Position Time Offsets do not ascend");
  return times;
}

/** @param {(number | undefined)[]} times of the volumes */
export function volumeAttributes(times) {
  if (times[0] === undefined) return { DimensionOrganizationType: "3D_FULL" };
  if (times.some((time, i) => i && time <= times[i - 1]) || times.length > 8191)
    fail("LM-DIM-010", "the times of the volumes do not ascend, or there are more than 8191");
  return {
    DimensionOrganizationType: "3D_TEMPORAL_FULL",
    NumberOfTemporalPositions: String(times.length),
    [EXPERIMENTAL.creatorTag]: EXPERIMENTAL.creator,
    [EXPERIMENTAL.timesTag]: times,
  };
}

/** Derivation Image Sequence that states the source of each frame apart, and once what they share. */
export function spreadable([item], sources) {
  const [first, ...others] = item.SourceImageSequence;
  if (others.some((image) => image.ReferencedSOPClassUID !== first.ReferencedSOPClassUID))
    fail("LM-FG-016", "the source images of a declared volume are of several SOP Classes");
  const { frame } = sources[0];
  first.ReferencedFrameNumber = frame === undefined ? undefined : String(frame);
  const attributes = {
    ...item,
    SourceImageSequence: [first],
    [EXPERIMENTAL.creatorTag]: EXPERIMENTAL.creator,
    [EXPERIMENTAL.frameSourcesTag]: sources.map(({ uid, frame }) => ({
      ReferencedSOPInstanceUID: uid,
      ReferencedFrameNumber: frame === undefined ? undefined : String(frame),
    })),
  };
  return [attributes];
}

/** The source image of each frame, where Frame Source Image Sequence gives it. */
export function spreadSources(sequence, frames) {
  for (const item of sequence ?? []) {
    const sources = own(item, EXPERIMENTAL.frameSourcesTag);
    if (!sources) continue;
    if (sources.length !== frames.length)
      fail("LM-FG-016", `${sources.length} source images of ${frames.length} frames`);
    frames.forEach((frame, f) => {
      const uid = one(sources[f], "ReferencedSOPInstanceUID");
      const frameNumber = one(sources[f], "ReferencedFrameNumber");
      if (!uid) fail("LM-FG-016", `the source image of frame ${f + 1} has no UID`);
      frame.sources = [frameNumber === undefined ? { uid } : { uid, frame: Number(frameNumber) }];
    });
  }
}

// ---------------------------------------------------------------------------------------------
// Values that stand for several segments

/** @param {Map<number, number[]>} combinations */
export function checkCombinations(combinations, segments, background) {
  const numbers = new Set(segments.map((segment) => segment.number));
  for (const [value, members] of combinations) {
    if (numbers.has(value))
      fail("LM-VAL-002", `Segment Number ${value} names a segment and a combination`);
    if (members.length < 2 || members.some((member) => !numbers.has(member))) {
      fail("LM-VAL-002", `the combination ${value} has not two or more described segments`);
    }
    if (members.some((member, i) => i && member <= members[i - 1]))
      fail("LM-VAL-002", `the segments of the combination ${value} do not ascend`);
    if (members.includes(background))
      fail("LM-VAL-002", `the combination ${value} names the background`);
  }
  return combinations;
}

export function readCombinations(ds, segments, background) {
  const items = own(ds, EXPERIMENTAL.sequenceTag) ?? [];
  const combinations = new Map(
    items.map((item) => [one(item, "SegmentNumber"), item.ReferencedSegmentNumber ?? []]),
  );
  if (combinations.size < items.length)
    fail("LM-VAL-002", "two combinations have the same Segment Number");
  if ((one(ds, "SegmentsOverlap") === "YES") !== items.length > 0)
    fail("LM-VAL-002", `Segments Overlap denies or promises ${items.length} combinations`);
  return checkCombinations(combinations, segments, background);
}

export const combinationAttributes = (combinations) => ({
  [EXPERIMENTAL.creatorTag]: EXPERIMENTAL.creator,
  [EXPERIMENTAL.sequenceTag]: [...combinations].map(([value, members]) => ({
    SegmentNumber: value,
    ReferencedSegmentNumber: members,
  })),
});

/**
 * Label values and combinations of masks that may overlap.
 *
 * @param {Map<number, ArrayLike<number | boolean>>} masks Segment Number to mask, all of one length
 * @param {number} background value of pixels in no mask
 * @returns {{data: Uint16Array, combinations: Map<number, number[]>}}
 */
export function combine(masks, background) {
  const numbers = [...masks.keys()].sort((a, b) => a - b);
  const data = new Uint16Array([...masks.values()][0].length);
  const values = new Map([["", background], ...numbers.map((number) => [String(number), number])]);
  const combinations = new Map();
  let next = 0;
  for (let i = 0; i < data.length; i++) {
    const members = numbers.filter((number) => masks.get(number)[i]);
    const key = members.join();
    if (!values.has(key)) {
      while (numbers.includes(next) || next === background) next++;
      if (next > 65535) fail("LM-DES-004", "there are more combinations than 16 bits can name");
      combinations.set(next, members);
      values.set(key, next++);
    }
    data[i] = values.get(key);
  }
  return { data, combinations };
}

// ---------------------------------------------------------------------------------------------
// Values that are the numbers of instances

/**
 * The table of an INSTANCEMAP: what instance n, from 1, is.
 *
 * @returns {InstanceTable}
 */
export function readInstanceTable(ds, little) {
  const count = one(ds, EXPERIMENTAL.countTag) && own(ds, EXPERIMENTAL.countTag)?.[0];
  const array = (tag, Numbers) => {
    const bytes = own(ds, tag)?.[0];
    if (!bytes) return undefined;
    if (bytes.length !== count * Numbers.BYTES_PER_ELEMENT)
      fail("LM-VAL-002", `the table of ${count} instances has ${bytes.length} bytes`);
    return new Numbers(bytes.slice().buffer);
  };
  if (!little) fail("LM-GEN-001", "instances are not read in big endian");
  const segments = array(EXPERIMENTAL.segmentsTag, Uint16Array);
  if (!segments) fail("LM-VAL-002", "the table of instances is missing");
  return { segments, identifiers: array(EXPERIMENTAL.identifiersTag, BigUint64Array) };
}

/** Pixels, table and segments fit together (proposal, new section of C.8.20.2.3). */
export function checkInstances(data, table, segments) {
  if (!table) fail("LM-VAL-002", "an INSTANCEMAP needs a table of instances");
  let largest = 0;
  for (let i = 0; i < data.length; i++) if (data[i] > largest) largest = data[i];
  const count = table.segments.length;
  if (largest > count) fail("LM-VAL-002", `a pixel is of instance ${largest} of ${count}`);
  if (table.identifiers && table.identifiers.length !== count)
    fail("LM-VAL-002", `there are ${table.identifiers.length} identifiers of ${count} instances`);
  const numbers = new Set(segments.map((segment) => segment.number));
  const stray = table.segments.find((number) => !numbers.has(number));
  if (stray !== undefined)
    fail("LM-VAL-002", `an instance is of segment ${stray}, which is not described`);
}

const bytesOf = ({ buffer, byteOffset, byteLength }) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** @param {InstanceTable} table */
export const instanceAttributes = ({ segments, identifiers }) => ({
  [EXPERIMENTAL.creatorTag]: EXPERIMENTAL.creator,
  [EXPERIMENTAL.countTag]: segments.length,
  [EXPERIMENTAL.segmentsTag]: bytesOf(segments),
  [EXPERIMENTAL.identifiersTag]: identifiers && bytesOf(identifiers),
});
