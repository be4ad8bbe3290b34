/**
 * Data sets: what labelmap.mjs needs of DICOM, from dcmjs where it can be used.
 *
 * dcmjs gives the dictionary, reads the top level and writes. What works around it is marked
 * "Worked around here", here and for fragments in frames.mjs; `reproductions/` shows the faults.
 *
 * @module dicom
 */
import dcmjs from "dcmjs";
import pako from "pako";

/** @typedef {import("./labelmap.mjs").Layout} Layout */
/** @typedef {import("./labelmap.mjs").Element} Element */

/** The input is not valid. `code` is the requirement that it breaks. */
export class InvalidError extends Error {
  /** @param {string} code @param {string} message @param {string} [at] */
  constructor(code, message, at) {
    super(message);
    this.code = code;
    this.at = at;
  }
}

/** The input may be valid, but this module or the given codecs cannot read or write it. */
export class UnsupportedError extends Error {
  /** @param {string} feature @param {string} message */
  constructor(feature, message) {
    super(message);
    this.feature = feature;
  }
}

export const IMPLICIT = "1.2.840.10008.1.2";
export const EXPLICIT = "1.2.840.10008.1.2.1";
export const DEFLATED = "1.2.840.10008.1.2.1.99";
const BIG_ENDIAN = "1.2.840.10008.1.2.2";
export const UNCOMPRESSED = "1.2.840.10008.1.2.1.98";
export const RLE = "1.2.840.10008.1.2.5";
export const DEFLATED_FRAME = "1.2.840.10008.1.2.8.1";
export const NATIVE = [IMPLICIT, EXPLICIT, DEFLATED, BIG_ENDIAN];
/** Codestreams begin with a marker, and all but those of JPEG XL end with one. */
export const CODESTREAMS = {
  "1.2.840.10008.1.2.4.57": ["jpeg-lossless", 0xffd8],
  "1.2.840.10008.1.2.4.70": ["jpeg-lossless", 0xffd8],
  "1.2.840.10008.1.2.4.80": ["jpegls", 0xffd8],
  "1.2.840.10008.1.2.4.81": ["jpegls", 0xffd8],
  "1.2.840.10008.1.2.4.90": ["jpeg2000", 0xff4f],
  "1.2.840.10008.1.2.4.91": ["jpeg2000", 0xff4f],
  "1.2.840.10008.1.2.4.201": ["htj2k", 0xff4f],
  "1.2.840.10008.1.2.4.202": ["htj2k", 0xff4f],
  "1.2.840.10008.1.2.4.203": ["htj2k", 0xff4f],
  "1.2.840.10008.1.2.4.110": ["jpegxl", 0xff0a],
};

/** @returns {never} */
export const fail = (code, message, at) => {
  throw new InvalidError(code, message, at);
};

/**
 * The proposals are kept apart by private SOP Classes, and what they add by private attributes
 * (spec/proposals, Implementations).
 */
export const EXPERIMENTAL = {
  volumeClass: "2.25.73058592779732748697300797008466403345",
  combinationsClass: "2.25.126158268518774818411865793619897365317",
  creator: "REFSEG EXPERIMENTAL",
  creatorTag: "00630010",
  sequenceTag: "00631001",
  instancesClass: "2.25.163118751591571798610373035338772589637",
  countTag: "00631002",
  segmentsTag: "00631003",
  identifiersTag: "00631004",
  timesTag: "00631005",
  frameSourcesTag: "00631006",
};

// ---------------------------------------------------------------------------------------------
// Elements and where they are

const LONG = new Set("OB OD OF OL OV OW SQ SV UC UN UR UT UV".split(" "));
const UNDEFINED = 0xffffffff;

/**
 * Walks over the elements of a data set, into items, and checks that each ends inside its parent.
 *
 * dcmjs tells neither offsets nor how much of a value is missing at the end of a file.
 *
 * @param {Uint8Array} bytes @param {number} at @param {number} end
 * @param {{implicit: boolean, little: boolean}} syntax
 * @param {(group: number) => boolean} [goOn] stop before the first group that it refuses
 * @returns {{elements: Element[], at: number}}
 */
function scan(bytes, at, end, syntax, goOn = () => true) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const u16 = (offset) => view.getUint16(offset, syntax.little);
  const u32 = (offset) => view.getUint32(offset, syntax.little);
  const cut = (offset, what, code = "LM-PIX-014") =>
    fail(code, `the data set ends at byte ${end}, inside ${what} at byte ${offset}`);
  /** @type {Element[]} */
  const elements = [];
  while (at < end) {
    if (at + 8 > end) cut(at, "an element");
    const offset = at;
    const tag = u16(at) * 65536 + u16(at + 2);
    if (tag === 0xfffee00d) return { elements, at: at + 8 };
    if (!goOn(u16(at))) return { elements, at };
    let vr = "";
    let length;
    if (syntax.implicit) {
      length = u32(at + 4);
      at += 8;
    } else {
      vr = String.fromCharCode(bytes[at + 4], bytes[at + 5]);
      if (!/^[A-Z]{2}$/.test(vr)) {
        const code = tag >>> 16 === 2 ? "LM-FMI-001" : "LM-TS-001";
        fail(code, `element ${hex(tag)} at byte ${offset} has no value representation`);
      }
      if (LONG.has(vr) && at + 12 > end) cut(offset, `element ${hex(tag)}`);
      length = LONG.has(vr) ? u32(at + 8) : u16(at + 6);
      at += LONG.has(vr) ? 12 : 8;
    }
    const element = { tag, vr, offset, start: at, end: at + length };
    elements.push(element);
    const pixels = tag === 0x7fe00010;
    if (length !== UNDEFINED && at + length > end) {
      if (!pixels) cut(offset, `element ${hex(tag)}`);
      fail("LM-PIX-015", `Pixel Data states ${length} bytes, of which ${end - at} are there`);
    }
    if (pixels && length === UNDEFINED) {
      element.fragments = [];
      for (;;) {
        if (at + 8 > end) {
          element.open = true;
          at = end;
          break;
        }
        const item = u16(at) * 65536 + u16(at + 2);
        if (item === 0xfffee0dd) {
          at += 8;
          break;
        }
        if (item !== 0xfffee000) {
          fail("LM-TS-014", `Pixel Data has ${hex(item)} at byte ${at} in the place of an item`);
        }
        const size = u32(at + 4);
        if (at + 8 + size > end) cut(at, "an item of Pixel Data", "LM-TS-014");
        element.fragments.push({ offset: at, start: at + 8, length: size });
        at += 8 + size;
      }
    } else if (
      length === UNDEFINED ||
      vr === "SQ" ||
      ((syntax.implicit || vr === "UN") && lookup(tag).vr === "SQ")
    ) {
      const inner = vr === "UN" ? { implicit: true, little: true } : syntax; // PS3.5 6.2.2
      const last = length === UNDEFINED ? end : at + length;
      element.items = [];
      while (at < last) {
        if (at + 8 > last) cut(at, `the sequence ${hex(tag)}`);
        const item = u16(at) * 65536 + u16(at + 2);
        if (item === 0xfffee0dd && length === UNDEFINED) {
          at += 8;
          break;
        }
        if (item !== 0xfffee000) {
          fail("LM-GEN-005", `${hex(tag)} has ${hex(item)} at byte ${at} in the place of an item`);
        }
        const size = u32(at + 4);
        if (size !== UNDEFINED && at + 8 + size > last) cut(at, `an item of ${hex(tag)}`);
        const start = at + 8;
        const content = scan(bytes, start, size === UNDEFINED ? last : start + size, inner);
        at = content.at;
        const end = size === UNDEFINED ? at - 8 : at;
        element.items.push({ start, end, elements: content.elements, little: inner.little });
      }
    } else at += length;
    element.end = at;
  }
  return { elements, at };
}

/** @param {number} tag */
const hex = (tag) => {
  const digits = tag.toString(16).toUpperCase().padStart(8, "0");
  return `(${digits.slice(0, 4)},${digits.slice(4)})`;
};

const dictionary = dcmjs.data.DicomMetaDictionary.dictionary;
const known = new Map();
/** Keyword and value representation of a tag; the keyword of an unknown one is its eight digits. */
function lookup(tag) {
  if (!known.has(tag)) {
    const digits = tag.toString(16).toUpperCase().padStart(8, "0");
    const { name = digits, vr = "UN" } = dictionary[hex(tag)] ?? {};
    known.set(tag, { keyword: name, vr: WRITTEN_VR[vr] ?? vr });
  }
  return known.get(tag);
}
const WRITTEN_VR = { xs: "US", ox: "OW" };

// ---------------------------------------------------------------------------------------------
// Text

const LATIN = new TextDecoder("latin1").decode(Uint8Array.from({ length: 256 }, (_, i) => i));
const BYTE_OF = new Map([...LATIN].map((letter, byte) => [letter, byte]));
const ENCODINGS = {
  6: "ascii",
  13: "shift_jis",
  100: "iso-8859-1",
  101: "iso-8859-2",
  109: "iso-8859-3",
  110: "iso-8859-4",
  126: "iso-8859-7",
  127: "iso-8859-6",
  138: "iso-8859-8",
  144: "iso-8859-5",
  148: "iso-8859-9",
  166: "windows-874",
  192: "utf-8",
  203: "iso-8859-15",
  58: "gbk",
  149: "euc-kr",
  87: "euc-jp",
  159: "euc-jp",
  GB18030: "gb18030",
  GBK: "gbk",
};
/** Escape sequences of PS3.3 C.12.1.1.2: encoding, and whether its bytes have seven bits. */
const ESCAPES = {
  "(B": ["ascii"],
  "(J": ["shift_jis"],
  ")I": ["shift_jis"],
  "-A": ["iso-8859-1"],
  "-B": ["iso-8859-2"],
  "-C": ["iso-8859-3"],
  "-D": ["iso-8859-4"],
  "-F": ["iso-8859-7"],
  "-G": ["iso-8859-6"],
  "-H": ["iso-8859-8"],
  "-L": ["iso-8859-5"],
  "-M": ["iso-8859-9"],
  "-T": ["windows-874"],
  "-b": ["iso-8859-15"],
  "$)C": ["euc-kr"],
  "$)A": ["gbk"],
  $B: ["euc-jp", true],
  "$(D": ["euc-jp", true],
};

/**
 * The decoder for Specific Character Set.
 *
 * @param {string[]} terms @param {string[]} notes
 * @returns {(bytes: Uint8Array) => string}
 */
function textDecoder(terms, notes) {
  const encodings = terms.map((term) => {
    const number = /^(?:ISO_IR|ISO 2022 IR) (\d+)$/.exec(term.trim());
    const encoding = ENCODINGS[number ? number[1] : term.trim() || 6];
    if (!encoding) fail("LM-SOP-001", `Specific Character Set has the unknown value "${term}"`);
    return encoding;
  });
  const first = encodings[0] ?? "ascii";
  const decode = (encoding, bytes) => {
    const text = new TextDecoder(encoding).decode(bytes);
    if (encoding === "ascii" ? bytes.some((byte) => byte > 127) : text.includes("\ufffd")) {
      notes.push(`the text "${text}" has bytes that its character set does not allow (LM-SOP-001)`);
    }
    return text;
  };
  return (bytes) => {
    if (!bytes.includes(0x1b)) return decode(first, bytes);
    let text = "";
    let [encoding, seven] = [first, false];
    for (let at = 0; at < bytes.length;) {
      if (bytes[at] === 0x1b) {
        const code = [3, 2].map((n) => LATIN_TEXT(bytes.subarray(at + 1, at + 1 + n)));
        const key = code.find((name) => name in ESCAPES);
        if (!key) fail("LM-SOP-001", `a text has the unknown escape sequence "${code[0]}"`);
        [encoding, seven] = ESCAPES[key];
        at += 1 + key.length;
        seven = seven ? key : false;
        continue;
      }
      let next = bytes.indexOf(0x1b, at);
      if (next < 0) next = bytes.length;
      let part = bytes.subarray(at, next);
      if (seven) {
        const high = Array.from(part, (byte) => byte | 0x80); // JIS in EUC-JP
        if (seven === "$(D") for (let i = high.length - 2; i >= 0; i -= 2) high.splice(i, 0, 0x8f);
        part = Uint8Array.from(high);
      }
      text += decode(encoding, part);
      at = next;
    }
    return text;
  };
}
const LATIN_TEXT = (bytes) => String.fromCharCode(...bytes);

// ---------------------------------------------------------------------------------------------
// Data sets, read with dcmjs

const TEXT = new Set("LO SH PN ST LT UT UC".split(" "));
const SINGLE_TEXT = new Set("ST LT UT UR".split(" "));
const BINARY = new Set("OB OD OF OL OV OW UN".split(" "));

/**
 * The top level of a data set as an object: keyword to array of values. DS and IS stay text, and
 * bytes are Uint8Array.
 *
 * Worked around here: dcmjs refuses character sets with code extensions, and rewrites others. So
 * it is never told the character set; the Latin-1 text that it gives is taken back to bytes, and
 * these are decoded here.
 */
function attributes(dict, decode) {
  const found = {};
  for (const digits of Object.keys(dict)) {
    const { vr, Value, _rawValue } = dict[digits];
    const { keyword } = lookup(parseInt(digits, 16));
    const values = _rawValue ?? Value;
    if (BINARY.has(vr)) found[keyword] = Value.map((value) => new Uint8Array(value));
    else if (typeof values?.[0] === "number" || typeof values?.[0] === "bigint") {
      found[keyword] = values;
    } else {
      const text = Array.isArray(values) ? values.join("\\") : values;
      const bytes = () => Uint8Array.from(text, (letter) => BYTE_OF.get(letter));
      found[keyword] = splitText(vr, TEXT.has(vr) && !ASCII.test(text) ? decode(bytes()) : text);
    }
  }
  return found;
}

const ASCII = /^[ -~]*$/;
/** The values of a text, without padding. */
function splitText(vr, text) {
  const whole = text.replace(/[\0 ]+$/, "");
  if (whole === "") return [];
  if (SINGLE_TEXT.has(vr)) return [whole];
  if (!whole.includes("\\")) return [whole.trimStart()];
  return whole.split("\\").map((part) => part.replace(/^ +|[\0 ]+$/g, ""));
}

const NUMBERS = {
  US: ["getUint16", 2],
  SS: ["getInt16", 2],
  UL: ["getUint32", 4],
  SL: ["getInt32", 4],
  FL: ["getFloat32", 4],
  FD: ["getFloat64", 8],
  UV: ["getBigUint64", 8],
  SV: ["getBigInt64", 8],
};

/**
 * An item of a sequence, in the same form as `attributes`; sequences in it are arrays of such
 * objects.
 *
 * Worked around here, because dcmjs cannot be used for items: it decodes their text as Latin-1
 * whatever Specific Character Set says, drops empty items, so that those after them change their
 * number, and makes a stream with a text decoder for each item, which is too slow for tens of
 * thousands of segments.
 *
 * @param {Uint8Array} bytes
 * @param {{elements: Element[], little: boolean}} item
 * @param {(bytes: Uint8Array) => string} decode
 */
function itemAttributes(bytes, { elements, little }, decode) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = {};
  for (const { tag, vr: stated, start, end, items } of elements) {
    const usual = lookup(tag);
    const vr = stated && stated !== "UN" ? stated : usual.vr;
    let values;
    if (items) values = items.map((item) => itemAttributes(bytes, item, decode));
    else if (BINARY.has(vr)) values = [bytes.slice(start, end)];
    else if (vr in NUMBERS) {
      const [get, size] = NUMBERS[vr];
      values = [];
      for (let at = start; at + size <= end; at += size) values.push(view[get](at, little));
    } else if (vr === "AT") {
      values = [];
      for (let at = start; at + 4 <= end; at += 4) {
        values.push(view.getUint16(at, little) * 65536 + view.getUint16(at + 2, little));
      }
    } else {
      const raw = bytes.subarray(start, bytes[end - 1] === 0 && end > start ? end - 1 : end);
      const ascii = raw.length < 1024 && LATIN_TEXT(raw);
      values = splitText(vr, ascii && ASCII.test(ascii) ? ascii : decode(raw));
    }
    found[usual.keyword] = values;
  }
  return found;
}

/**
 * Reads the data set of a DICOM file, without its pixels.
 *
 * @param {Uint8Array} file
 * @param {string[]} [notes]
 * @returns {{ds: object, meta: object, layout: Layout, syntax: {implicit: boolean, little: boolean}}}
 */
export function readDataSet(file, notes = []) {
  if (LATIN_TEXT(file.subarray(128, 132)) !== "DICM") {
    fail("LM-FMI-001", "the file does not begin with 128 bytes and DICM");
  }
  const explicit = { implicit: false, little: true };
  const head = scan(file, 132, file.length, explicit, (group) => group === 2);
  const ascii = (element) =>
    LATIN_TEXT(file.subarray(element.start, element.end)).replace(/[\0 ]+$/, "");
  const meta = {};
  for (const element of head.elements) {
    if (element.vr === "UI") meta[lookup(element.tag).keyword] = ascii(element);
  }
  const transferSyntax = meta.TransferSyntaxUID;
  if (!transferSyntax) fail("LM-FMI-002", "the file meta information has no Transfer Syntax UID");
  let bytes = file;
  const inflated = transferSyntax === DEFLATED;
  if (inflated) {
    const body = inflate(file.subarray(head.at), "the data set", "LM-TS-002", notes);
    bytes = new Uint8Array(head.at + body.length);
    bytes.set(file.subarray(0, head.at));
    bytes.set(body, head.at);
  }
  const syntax = { implicit: transferSyntax === IMPLICIT, little: transferSyntax !== BIG_ENDIAN };
  const { elements } = scan(bytes, head.at, bytes.length, syntax);

  // What dcmjs gets: everything before group 7FE0 but sequences and Specific Character Set.
  const plain = syntax.implicit ? IMPLICIT : syntax.little ? EXPLICIT : BIG_ENDIAN;
  const forDcmjs = elements.filter(
    ({ tag, items }) => tag < 0x7fe00000 && tag !== 0x00080005 && !items,
  );
  const parts = forDcmjs.map(({ offset, end }) => bytes.subarray(offset, end));
  const dict = readWithDcmjs(concat([minimalHead(plain), ...parts]));
  const charset = elements.find(({ tag }) => tag === 0x00080005);
  const terms = charset ? LATIN_TEXT(bytes.subarray(charset.start, charset.end)).split("\\") : [];
  const decode = textDecoder(
    terms.map((term) => term.replace(/[\0 ]+$/, "")),
    notes,
  );
  const ds = attributes(dict, decode);
  for (const { tag, start, end, items } of elements) {
    const { keyword } = lookup(tag);
    if (items) ds[keyword] = items.map((item) => itemAttributes(bytes, item, decode));
    // Worked around here: dcmjs gives an empty US, UL or FD the value 0.
    else if (start === end && keyword in ds) ds[keyword] = [];
  }
  const layout = { transferSyntax, inflated, bytes, elements, frames: [] };
  return { ds, meta, layout, syntax };
}

/** dcmjs warns on the console of what is known here; what counts it throws. */
function quietly(action) {
  const logs = [dcmjs.log, dcmjs.log.getLogger("validation.dcmjs")];
  const levels = logs.map((log) => log.getLevel());
  logs.forEach((log) => log.setLevel("silent", false));
  try {
    return action();
  } finally {
    logs.forEach((log, i) => log.setLevel(levels[i], false));
  }
}

function readWithDcmjs(bytes) {
  try {
    return quietly(() => dcmjs.data.DicomMessage.readFile(bytes.buffer).dict);
  } catch (problem) {
    throw new InvalidError("LM-GEN-005", `the data set cannot be parsed: ${problem.message}`);
  }
}

/** Preamble, DICM, group length and Transfer Syntax UID. */
function minimalHead(transferSyntax) {
  const uid = transferSyntax.length % 2 ? `${transferSyntax}\0` : transferSyntax;
  const letters = [
    ..."DICM\x02\0\0\0UL\x04\0",
    String.fromCharCode(8 + uid.length),
    "\0\0\0",
    "\x02\0\x10\0UI",
    String.fromCharCode(uid.length),
    "\0",
    uid,
  ].join("");
  return concat([new Uint8Array(128), Uint8Array.from(letters, (letter) => letter.charCodeAt(0))]);
}

/** @param {Uint8Array[]} parts */
export function concat(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Inflates a raw Deflate stream (RFC 1951). A zlib header is tolerated with a note (0040).
 *
 * @param {number} [limit] refuse more bytes than this
 */
export function inflate(bytes, what, code, notes, limit = Infinity) {
  const attempt = (raw) => {
    const inflator = new pako.Inflate({ raw });
    const chunks = [];
    let size = 0;
    inflator.onData = (chunk) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limit + 1) fail("LM-TS-006", `${what} inflates to more than ${limit} bytes`);
    };
    inflator.push(bytes, true);
    return !inflator.err && inflator.ended ? concat(chunks) : null;
  };
  const raw = attempt(true);
  if (raw) return raw;
  const zlib = (bytes[0] & 15) === 8 && ((bytes[0] << 8) | bytes[1]) % 31 === 0;
  const wrapped = zlib ? attempt(false) : null;
  if (!wrapped) fail(code, `${what} is not a complete Deflate stream`);
  notes.push(`${what} has a zlib header, which is not allowed (${code})`);
  return wrapped;
}

// ---------------------------------------------------------------------------------------------
// Data sets, written with dcmjs

/** A UUID as a UID (PS3.5 B.2). */
export function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return `2.25.${bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)}`;
}

/** @returns {string} at most 16 characters, as DS allows */
function ds(value) {
  let shown = String(value).trim();
  for (let digits = 16; shown.length > 16; digits--)
    shown = String(Number(Number(value).toPrecision(digits)));
  return shown;
}

/** The reverse of `attributes`: an object of keywords to the form that dcmjs writes. */
function toDict(item) {
  const dict = {};
  for (const [keyword, values] of Object.entries(item)) {
    if (values === undefined) continue;
    const { nameMap } = dcmjs.data.DicomMetaDictionary;
    const tag = nameMap[keyword]?.tag.replace(/[(),]/g, "") ?? keyword;
    let vr = nameMap[keyword]?.vr ?? PRIVATE_VR[keyword];
    vr = WRITTEN_VR[vr] ?? vr;
    let Value = Array.isArray(values) ? values : [values];
    if (vr === "SQ") Value = Value.map(toDict);
    else if (BINARY.has(vr)) Value = Value.map((v) => v.slice().buffer);
    else if (vr === "DS") Value = Value.map(ds);
    dict[tag] = { vr, Value };
  }
  return dict;
}
/** @param {string} keyword */
export const tagOf = (keyword) =>
  parseInt(dcmjs.data.DicomMetaDictionary.nameMap[keyword].tag.replace(/[(),]/g, ""), 16);

const PRIVATE_VR = {
  [EXPERIMENTAL.creatorTag]: "LO",
  [EXPERIMENTAL.sequenceTag]: "SQ",
  [EXPERIMENTAL.countTag]: "UL",
  [EXPERIMENTAL.segmentsTag]: "OW",
  [EXPERIMENTAL.identifiersTag]: "OV",
  [EXPERIMENTAL.timesTag]: "FD",
  [EXPERIMENTAL.frameSourcesTag]: "SQ",
};

/**
 * Writes a DICOM file.
 *
 * @param {object} item keywords (or tags) to values; Pixel Data not among them
 * @param {{vr: string, Value: ArrayBuffer[]}} pixelData
 * @param {string} transferSyntax
 * @returns {Uint8Array}
 */
export function writeDataSet(item, pixelData, transferSyntax) {
  const file = new dcmjs.data.DicomDict(
    toDict({
      FileMetaInformationVersion: Uint8Array.of(0, 1),
      MediaStorageSOPClassUID: item.SOPClassUID,
      MediaStorageSOPInstanceUID: item.SOPInstanceUID,
      TransferSyntaxUID: transferSyntax,
      ImplementationClassUID: "2.25.180402617391024485073302746281900345121",
      ImplementationVersionName: "JS_LABELMAP_01",
    }),
  );
  file.dict = { ...toDict(item), "7FE00010": pixelData };
  const bytes = new Uint8Array(quietly(() => file.write({ fragmentMultiframe: false })));
  return transferSyntax === DEFLATED ? deflated(bytes) : bytes;
}

/** Worked around here: dcmjs writes Deflated Explicit VR without deflating (PS3.5 A.5). */
function deflated(bytes) {
  const end = 144 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(140, true);
  const body = pako.deflateRaw(bytes.subarray(end));
  return concat([bytes.subarray(0, end), body, new Uint8Array(body.length % 2)]);
}

// ---------------------------------------------------------------------------------------------
// Values of attributes

export const one = (ds, keyword) => ds?.[keyword]?.[0];

/** A required unsigned number. */
export function number(ds, keyword, code) {
  const value = one(ds, keyword);
  if (typeof value !== "number") fail(code, `${keyword} is missing`, keyword);
  return value;
}

/** @returns {number[]} numbers of a DS, checked for count and form */
export function decimals(texts, count, code, what) {
  const values = texts.map(Number);
  if (
    values.length !== count ||
    texts.some((text) => text === "") ||
    !values.every(Number.isFinite)
  ) {
    fail(code, `${what} is "${texts.join("\\")}", not ${count} numbers`, what);
  }
  return values;
}

/** Checks an orientation: two unit vectors, at right angles (LM-FG-020). */
export function checkOrientation(texts, what) {
  const v = decimals(texts, 6, "LM-FG-020", what);
  const dot = (a, b) => v[a] * v[b] + v[a + 1] * v[b + 1] + v[a + 2] * v[b + 2];
  if (
    Math.abs(dot(0, 0) - 1) > 2e-3 ||
    Math.abs(dot(3, 3) - 1) > 2e-3 ||
    Math.abs(dot(0, 3)) > 1e-3
  ) {
    fail("LM-FG-020", `${what} is not two unit vectors at right angles`, what);
  }
  return v;
}

export const cross = (v) => [
  v[1] * v[5] - v[2] * v[4],
  v[2] * v[3] - v[0] * v[5],
  v[0] * v[4] - v[1] * v[3],
];

/**
 * Puts a functional group into the shared item if all frames have the same (LM-FG-002).
 *
 * @param {{shared: object, each: object[]}} groups
 */
export function put({ shared, each }, keyword, values) {
  if (values.every((value) => JSON.stringify(value) === JSON.stringify(values[0])))
    shared[keyword] = values[0];
  else values.forEach((value, f) => (each[f][keyword] = value));
}

/** @param {import("./labelmap.mjs").Code} code @param {string} what */
export function codeItem(code, what) {
  if (!code?.value || !code.meaning) fail("LM-DES-022", `${what} has no value or no meaning`, what);
  const urn = /^(urn:|https?:)/i.test(code.value);
  if (!urn && !code.scheme) fail("LM-DES-022", `${what} has no coding scheme`, what);
  const keyword = urn ? "URNCodeValue" : code.value.length > 16 ? "LongCodeValue" : "CodeValue";
  return {
    [keyword]: code.value,
    CodingSchemeDesignator: code.scheme || undefined,
    CodeMeaning: checkText(code.meaning, 64, "LM-DES-022", what),
  };
}

export function checkText(value, most, requirement, what) {
  if (typeof value !== "string" || !value.trim()) fail(requirement, `${what} is empty`, what);
  if ([...value].length > most)
    fail(requirement, `${what} has more than ${most} characters: ${value}`, what);
  if (/[\\\p{Cc}]/u.test(value))
    fail(requirement, `${what} has a backslash or a control character`, what);
  return value;
}

export function checkUid(uid, what) {
  if (!/^(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/.test(uid) || uid.length > 64)
    fail("LM-SOP-004", `${what} is not a UID: ${uid}`);
  return uid;
}
