/**
 * Proposals of spec/proposals whose attributes are private: values that stand for several segments
 * (overlap), and values that are the numbers of instances.
 *
 * @module proposals
 */
import { EXPERIMENTAL, fail, one } from "./dicom.mjs";

/** @typedef {import("./labelmap.mjs").InstanceTable} InstanceTable */

/** The value of a private attribute of the prototypes, if the block is theirs. */
const own = (ds, tag) =>
  one(ds, EXPERIMENTAL.creatorTag) === EXPERIMENTAL.creator ? ds[tag] : undefined;

/** @param {Map<number, number[]>} combinations */
export function checkCombinations(combinations, segments) {
  const numbers = new Set(segments.map((segment) => segment.number));
  for (const [value, members] of combinations) {
    if (numbers.has(value))
      fail("LM-VAL-002", `Segment Number ${value} names a segment and a combination`);
    if (members.length < 2 || members.some((member) => !numbers.has(member))) {
      fail("LM-VAL-002", `the combination ${value} has not two or more described segments`);
    }
  }
  return combinations;
}

export function readCombinations(ds, segments) {
  const items = own(ds, EXPERIMENTAL.sequenceTag) ?? [];
  const combinations = new Map(
    items.map((item) => [one(item, "SegmentNumber"), item.ReferencedSegmentNumber ?? []]),
  );
  if (combinations.size < items.length)
    fail("LM-VAL-002", "two combinations have the same Segment Number");
  return checkCombinations(combinations, segments);
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
