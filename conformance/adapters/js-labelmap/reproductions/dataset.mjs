// The smallest builder of DICOM files that the reproductions need. Explicit VR Little Endian.
export const utf8 = (text) => new TextEncoder().encode(text);
const u16 = (value) => [value & 255, (value >> 8) & 255];
const u32 = (value) => [...u16(value & 0xffff), ...u16(value >>> 16)];
export const tag = (hex) => [
  ...u16(parseInt(hex.slice(0, 4), 16)),
  ...u16(parseInt(hex.slice(4), 16)),
];
const LONG = ["OB", "OW", "SQ", "UN", "UT", "UC", "UR"];

/** An element with a value of even length. */
export function el(hex, vr, value) {
  const padded = value.length % 2 ? [...value, vr === "UI" || vr === "OB" ? 0 : 32] : [...value];
  const length = LONG.includes(vr) ? [0, 0, ...u32(padded.length)] : u16(padded.length);
  return [...tag(hex), ...utf8(vr), ...length, ...padded];
}
export const item = (elements) => [
  ...tag("FFFEE000"),
  ...u32(elements.flat().length),
  ...elements.flat(),
];
export const sequence = (hex, items) => el(hex, "SQ", items.flat());

/** Pixel Data in fragments, the first item is the Basic Offset Table. */
export const encapsulated = (fragments) => [
  ...tag("7FE00010"),
  ...utf8("OB"),
  0,
  0,
  ...u32(0xffffffff),
  ...fragments.flatMap((bytes) => [...tag("FFFEE000"), ...u32(bytes.length), ...bytes]),
  ...tag("FFFEE0DD"),
  ...u32(0),
];

export function file(transferSyntax, elements) {
  const meta = el("00020010", "UI", utf8(transferSyntax));
  return Uint8Array.from([
    ...new Uint8Array(128),
    ...utf8("DICM"),
    ...el("00020000", "UL", u32(meta.length)),
    ...meta,
    ...elements.flat(),
  ]);
}

export function report(what, expected, got) {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(got)];
  console.log(`${a === b ? "as expected" : "WRONG      "} ${what}: expected ${a}, got ${b}`);
}
