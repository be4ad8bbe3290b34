/**
 * Codecs for labelmap.mjs, made of the decoders of @cornerstonejs. Where they come from is the
 * caller's affair: Node.js requires them (`nodeCodecs`), the page bundles them (codecs-
 * browser.mjs).
 *
 * @module codecs
 */

/**
 * A codec of one decoder.
 *
 * Worked around here: @cornerstonejs/dicom-codec 1.0.9 returns a view of memory that it has
 * already freed, whose first bytes may be overwritten (seen with its HTJ2K encoder). So the
 * decoders are called directly, and the pixels are copied first.
 *
 * @param {() => Promise<object>} load gives the WebAssembly module
 * @param {string} name of the decoder
 * @returns {import("./labelmap.mjs").Codec}
 */
function codec(load, name) {
  let module;
  return async (bytes) => {
    module ??= await load();
    const decoder = new module[name]();
    try {
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      return { imageFrame: decoder.getDecodedBuffer().slice(), imageInfo: decoder.getFrameInfo() };
    } catch (problem) {
      throw typeof problem === "number"
        ? new Error(`the decoder stopped with ${problem}`)
        : problem;
    } finally {
      decoder.delete();
    }
  };
}

/**
 * @param {{charls: Function, openjpeg: Function, openjph: Function}} loaders
 * @returns {Record<string, import("./labelmap.mjs").Codec>} by Transfer Syntax UID
 */
export function codecsOf({ charls, openjpeg, openjph }) {
  const jpegls = codec(charls, "JpegLSDecoder");
  const jpeg2000 = codec(openjpeg, "J2KDecoder");
  const htj2k = codec(openjph, "HTJ2KDecoder");
  const ends = {
    80: jpegls,
    81: jpegls,
    90: jpeg2000,
    91: jpeg2000,
    201: htj2k,
    202: htj2k,
    203: htj2k,
  };
  return Object.fromEntries(
    Object.entries(ends).map(([end, decode]) => [`1.2.840.10008.1.2.4.${end}`, decode]),
  );
}

/** @param {(name: string) => object} require from `createRequire` */
export function nodeCodecs(require) {
  const quiet = () => ({ print() {}, printErr() {} }); // becomes the module, so one for each
  const lossless = async (bytes, { bitsAllocated }) => {
    const { Decoder } = require("jpeg-lossless-decoder-js");
    const { buffer } = padded(bytes);
    return { imageFrame: new Decoder().decode(buffer, 0, buffer.byteLength, bitsAllocated / 8) };
  };
  return {
    ...codecsOf({
      charls: () => require("@cornerstonejs/codec-charls/decode")(quiet()),
      openjpeg: () => require("@cornerstonejs/codec-openjpeg/decode")(quiet()),
      openjph: () => require("@cornerstonejs/codec-openjph")(quiet()),
    }),
    "1.2.840.10008.1.2.4.57": lossless,
    "1.2.840.10008.1.2.4.70": lossless,
    "1.2.840.10008.1.2.4.110": jpegXl(require),
  };
}

/** JPEG XL, with jxl-oxide, which gives its images as PNG only. */
function jpegXl(require) {
  let module;
  const load = async () => {
    const [oxide, { decode }] = await Promise.all([import("jxl-oxide-wasm"), import("fast-png")]);
    const { readFileSync } = require("node:fs");
    const about = require.resolve("jxl-oxide-wasm/package.json");
    const wasm = about.replace("package.json", "jxl_oxide_wasm_bg.wasm");
    oxide.initSync({ module: readFileSync(wasm) });
    return { JxlImage: oxide.JxlImage, decode };
  };
  return async (bytes) => {
    const { JxlImage, decode } = (module ??= await load());
    const image = new JxlImage();
    try {
      image.feedBytes(bytes);
      if (!image.tryInit() || !image.loaded) throw new Error("it is cut");
      const { width, height, depth, channels, data } = decode(image.render().encodeToPng());
      const frame = { width, height, bitsPerSample: depth, componentCount: channels };
      return { imageFrame: data, imageInfo: frame };
    } finally {
      image.free();
    }
  };
}

/**
 * Lossless encoders, loaded beforehand because writing does not wait.
 *
 * @param {(name: string) => object} require from `createRequire`
 * @returns {Promise<Record<string, import("./labelmap.mjs").Encoder>>}
 */
export async function nodeEncoders(require) {
  const load = async (name, Encoder, prepare = () => {}) => {
    const module = await require(`@cornerstonejs/codec-${name}`)({ print() {}, printErr() {} });
    return (bytes, { rows, columns, bitsAllocated }) => {
      const encoder = new module[Encoder]();
      try {
        prepare(encoder, Math.min(rows, columns));
        const frame = { width: columns, height: rows, bitsPerSample: bitsAllocated };
        const rest = { componentCount: 1, isSigned: false, isUsingColorTransform: false };
        encoder.getDecodedBuffer({ ...frame, ...rest }).set(bytes);
        encoder.encode();
        return encoder.getEncodedBuffer().slice();
      } finally {
        encoder.delete();
      }
    };
  };
  return {
    "1.2.840.10008.1.2.4.80": await load("charls", "JpegLSEncoder", (e) => e.setNearLossless(0)),
    "1.2.840.10008.1.2.4.90": await load("openjpeg", "J2KEncoder", (encoder, size) =>
      encoder.setDecompositions(Math.min(5, Math.floor(Math.log2(size)))),
    ),
    "1.2.840.10008.1.2.4.201": await load("openjph", "HTJ2KEncoder"),
  };
}

/**
 * A JPEG lossless stream with zero bytes before its end marker.
 *
 * Worked around here: jpeg-lossless-decoder-js 2.1.2 takes the last pixel for the end of the
 * stream if it meets the marker while it fetches the bits of its code, and leaves it at zero.
 */
function padded(bytes) {
  const copy = new Uint8Array(bytes.length + 4);
  copy.set(bytes.subarray(0, -2));
  copy.set([0xff, 0xd9], copy.length - 2);
  return copy;
}
