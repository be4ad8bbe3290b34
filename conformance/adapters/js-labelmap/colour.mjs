/**
 * Colours of segments: recommended CIELab values, palettes and their ICC profile, as sRGB of 0 to
 * 255.
 *
 * @module colour
 */
import { concat, fail } from "./dicom.mjs";
import { samples, swapped } from "./frames.mjs";

const clamp = (value) => Math.max(0, Math.min(255, Math.round(value)));

/** sRGB of a recommended CIELab value, whose white is D50 (0042). */
export function rgbOfLab([l, a, b]) {
  const fy = ((l / 65535) * 100 + 16) / 116;
  const f = [fy + (a / 257 - 128) / 500, fy, fy - (b / 257 - 128) / 200];
  const white = [0.96422, 1, 0.82521];
  const xyz = f.map((t, i) => white[i] * (t > 6 / 29 ? t ** 3 : (t - 4 / 29) * 3 * (6 / 29) ** 2));
  const matrix = [
    [3.1338561, -1.6168667, -0.4906146],
    [-0.9787684, 1.9161415, 0.033454],
    [0.0719453, -0.2289914, 1.4052427],
  ];
  return matrix.map((row) => {
    const v = row.reduce((sum, factor, i) => sum + factor * xyz[i], 0);
    return clamp(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055));
  });
}

/** sRGB primaries in XYZ relative to D50 (Bradford), columns red, green, blue. */
const SRGB_D50 = [
  [0.4360747, 0.3850649, 0.1430804],
  [0.2225045, 0.7168786, 0.0606169],
  [0.0139322, 0.0971045, 0.7141733],
];

export function labOfRgb(rgb) {
  const linear = rgb.map((v) =>
    v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4,
  );
  const white = [0.96422, 1, 0.82521];
  const [x, y, z] = SRGB_D50.map((row, i) => {
    const t = row.reduce((sum, factor, k) => sum + factor * linear[k], 0) / white[i];
    return t > (6 / 29) ** 3 ? Math.cbrt(t) : t / (3 * (6 / 29) ** 2) + 4 / 29;
  });
  const to16 = (v) => Math.max(0, Math.min(65535, Math.round(v)));
  return [
    to16(((116 * y - 16) / 100) * 65535),
    to16((500 * (x - y) + 128) * 257),
    to16((200 * (y - z) + 128) * 257),
  ];
}

/**
 * The palette as a function from stored value to sRGB (LM-COL-001 to LM-COL-006).
 */
export function palette(ds, little) {
  const colours = ["Red", "Green", "Blue"].map((name) => `${name}PaletteColorLookupTable`);
  const descriptors = colours.map((name) => {
    const descriptor = ds[`${name}Descriptor`];
    if (descriptor?.length !== 3)
      fail("LM-COL-001", `${name}Descriptor is missing or has not three values`);
    return descriptor.map((value) => value & 0xffff);
  });
  const [entries, first, bits] = descriptors[0];
  ["LM-COL-002", "LM-COL-003", "LM-COL-004"].forEach((code, i) => {
    if (descriptors.some((descriptor) => descriptor[i] !== descriptors[0][i])) {
      fail(code, `the palette descriptors differ in value ${i + 1}`);
    }
  });
  if (bits !== 8 && bits !== 16) fail("LM-COL-004", `palette entries have ${bits} bits`);
  const length = entries || 65536;
  const tables = colours.map((name) => {
    const data = ds[`${name}Data`]?.[0];
    if (!data && ds[`Segmented${name}Data`]) fail("LM-COL-006", `${name}Data is segmented`);
    if (!data) fail("LM-COL-005", `${name}Data is missing`);
    const needed = (length * bits) / 8;
    if (data.length !== needed + (needed % 2)) {
      fail(
        "LM-COL-005",
        `${name}Data has ${data.length} bytes, ${length} entries of ${bits} bits need ${needed}`,
      );
    }
    return samples(little ? data : swapped(data), bits);
  });
  return (value) => {
    const entry = Math.max(0, Math.min(length - 1, value - first));
    return tables.map((table) => (bits === 16 ? Math.round(table[entry] / 257) : table[entry]));
  };
}

/** Palette tables of 16 bits that reach every Segment Number and Combination Value (LM-COL-008). */
export function paletteAttributes(segments, combinations, background) {
  const colours = new Map(
    segments.map(({ number, colour }) => [
      number,
      colour ?? (number === background ? [0, 0, 0] : [128, 128, 128]),
    ]),
  );
  for (const [value, members] of combinations) {
    const mixed = [0, 1, 2].map((i) =>
      clamp(members.reduce((sum, n) => sum + colours.get(n)[i], 0) / members.length),
    );
    colours.set(value, mixed);
  }
  const entries = Math.max(...colours.keys()) + 1;
  const found = {};
  ["Red", "Green", "Blue"].forEach((name, i) => {
    const table = new DataView(new ArrayBuffer(2 * entries));
    for (const [value, colour] of colours) table.setUint16(2 * value, colour[i] * 257, true);
    found[`${name}PaletteColorLookupTableDescriptor`] = [entries & 0xffff, 0, 16];
    found[`${name}PaletteColorLookupTableData`] = new Uint8Array(table.buffer);
  });
  return { ...found, ICCProfile: srgbProfile(), ColorSpace: "SRGB" };
}

/** An ICC profile of sRGB: input device, RGB, PCS XYZ (LM-COL-010), version 4.3. */
function srgbProfile() {
  const ascii = (letters) => Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const words = (...values) => {
    const view = new DataView(new ArrayBuffer(4 * values.length));
    values.forEach((value, i) => view.setInt32(4 * i, value | 0));
    return new Uint8Array(view.buffer);
  };
  const fixed = (...values) => words(...values.map((value) => Math.round(value * 65536)));
  const xyz = (...values) => concat([ascii("XYZ \0\0\0\0"), fixed(...values)]);
  const unicode = (letters) =>
    concat([
      ascii("mluc\0\0\0\0"),
      words(1, 12),
      ascii("enUS"),
      words(2 * letters.length, 28),
      ascii([...letters].map((letter) => `\0${letter}`).join("")),
      new Uint8Array(letters.length % 2 ? 2 : 0),
    ]);
  const curve = concat([
    ascii("para\0\0\0\0\0\x03\0\0"),
    fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
  ]);
  const column = (i) => xyz(...SRGB_D50.map((row) => row[i]));
  const adaptation = [
    1.0479298, 0.0229468, -0.0501922, 0.0296278, 0.9904344, -0.0170738, -0.009243, 0.0150552,
    0.7518743,
  ];
  const tags = {
    desc: unicode("sRGB"),
    cprt: unicode("Public domain"),
    wtpt: xyz(0.9642, 1, 0.8249),
    chad: concat([ascii("sf32\0\0\0\0"), fixed(...adaptation)]),
    rXYZ: column(0),
    gXYZ: column(1),
    bXYZ: column(2),
    rTRC: curve,
    gTRC: curve,
    bTRC: curve,
  };
  const names = Object.keys(tags);
  let at = 128 + 4 + 12 * names.length;
  const table = names.map((name) => {
    const entry = concat([ascii(name), words(at, tags[name].length)]);
    at += tags[name].length;
    return entry;
  });
  const head = concat([
    words(at),
    words(0),
    words(0x04300000),
    ascii("scnrRGB XYZ "),
    ascii("\x07\xd0\0\x01\0\x01\0\0\0\0\0\0"),
    ascii("acsp"),
    new Uint8Array(28),
    fixed(0.9642, 1, 0.8249),
    new Uint8Array(48),
  ]);
  return concat([head, words(names.length), ...table, ...names.map((name) => tags[name])]);
}
