// Adapter of labelmap.mjs for the protocol of the suite: JSON Lines on standard input and output.
import { createInterface } from "node:readline";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createRequire } from "node:module";

for (const method of ["log", "info", "debug", "warn"]) console[method] = console.error;
const { masksOf, readSegmentation, writeSegmentation, InvalidError, UnsupportedError } =
  await import("./labelmap.mjs");
const { nodeCodecs, nodeEncoders } = await import("./codecs.mjs");
const version = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8")).version;

const VIEWS =
  "labels geometry segments codes colour background algorithm tracking references matrix";
const PIXELS = "mono8 mono16 palette binary fractional";
const SYNTAXES = "implicit deflated encapsulated rle deflated-frame jpegls jpeg2000 htj2k";
const PROPOSALS = "regular-volume overlap instances";
const STRUCTURE = "tiled-full tiled-sparse unicode large source-grid temporal";
const READ = "big-endian jpeg-lossless jpegxl concatenation";
const features = (...lists) => lists.join(" ").split(" ");
const HELLO = {
  protocol: 1,
  implementation: { name: "js-labelmap", version, language: "JavaScript" },
  operations: ["decode", "encode"],
  features: {
    decode: features(VIEWS, PIXELS, SYNTAXES, STRUCTURE, READ, PROPOSALS),
    encode: features(VIEWS, PIXELS, SYNTAXES, STRUCTURE),
  },
};

/** @param {{data: Uint8Array | Uint16Array, shape: number[]}} volume */
function sent({ data, shape }, name) {
  if (data.length > 65536) {
    writeFileSync(name, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return { file: name, dtype: data.BYTES_PER_ELEMENT === 1 ? "u8" : "u16le", shape };
  }
  const [, rows, columns] = shape;
  const row = (at) => [...data.subarray(at * columns, (at + 1) * columns)];
  return Array.from({ length: shape[0] }, (_, f) =>
    Array.from({ length: rows }, (_, r) => row(f * rows + r)),
  );
}

/** The reverse, for the labels of an encode request. */
function received(volume, folder) {
  if (Array.isArray(volume)) {
    const data = volume.flat(2);
    return {
      data: data.some((value) => value > 255) ? Uint16Array.from(data) : Uint8Array.from(data),
      shape: [volume.length, volume[0]?.length ?? 0, volume[0]?.[0]?.length ?? 0],
    };
  }
  const bytes = readFileSync(join(folder, volume.file));
  const copy = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  return {
    data: volume.dtype === "u8" ? new Uint8Array(copy) : new Uint16Array(copy),
    shape: volume.shape,
  };
}

const MODEL = "type frames frame_of_reference background maximum fractional_type".split(" ");
const require = createRequire(import.meta.url);
const codecs = nodeCodecs(require);

async function decode({ input, seq }) {
  const found = await readSegmentation(readFileSync(input), { codecs, experimental: true });
  for (const note of found.notes) console.error(note);
  const model = Object.fromEntries(MODEL.map((key) => [key, found[key]]));
  model.labels = sent(found.labels, `labels-${seq}.raw`);
  if (found.combinations) {
    const { labels, frames, segments } = masksOf(found);
    Object.assign(model, { background: undefined, frames, labels: sent(labels) });
    found.segments = segments;
  }
  if (found.instances) {
    const { segments, identifiers } = found.instances;
    model.instances = { segments: [...segments] };
    if (identifiers) model.instances.identifiers = Array.from(identifiers, String);
  }
  if (found.matrix) model.matrix = sent(found.matrix, `matrix-${seq}.raw`);
  model.segments = Object.fromEntries(
    found.segments.map(({ number, ...segment }) => [number, segment]),
  );
  return model;
}

let encoders;
async function encode({ model: name, output }) {
  const { options, sources, ...model } = JSON.parse(readFileSync(name, "utf8"));
  const folder = dirname(name);
  model.labels = received(model.labels, folder);
  const { transfer_syntax: transferSyntax, bits, photometric } = options;
  const files = (sources ?? []).map((source) => readFileSync(join(folder, source)));
  encoders ??= await nodeEncoders(require);
  const how = { transferSyntax, bits, photometric, sources: files, encoders };
  writeFileSync(output, writeSegmentation(model, how));
  return {};
}

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  if (request.cmd === "bye") break;
  const reply = { seq: request.seq };
  try {
    reply.result = await { hello: () => HELLO, decode, encode }[request.cmd](request);
  } catch (problem) {
    if (problem instanceof InvalidError) {
      reply.rejected = {
        message: problem.message,
        code: problem.code,
        ...(problem.at ? { at: problem.at } : {}),
      };
    } else if (problem instanceof UnsupportedError) {
      reply.unsupported = { feature: problem.feature, message: problem.message };
    } else reply.error = { message: String(problem), traceback: problem?.stack ?? "" };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
