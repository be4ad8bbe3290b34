// Adapter of daikon: `Series.parseImage`, `getInterpretedData`, `getTag`.
import { readFileSync, writeFileSync } from "node:fs";
import daikon from "daikon";
import { volume } from "../naturalized.mjs";
import { Refusal, model, named, serve } from "../serve.mjs";

const installed = new URL("node_modules/daikon/package.json", import.meta.url);
const { version } = JSON.parse(readFileSync(installed));
const FEATURES = (
  "labels geometry segments codes background algorithm tracking references " +
  "mono8 mono16 fractional implicit big-endian deflated rle jpegls jpeg2000 jpeg-lossless " +
  "source-grid large"
).split(" ");

// The data set is an image with `getTag`, an item is a tag whose value is a list of tags.
function tagOf(item, tag) {
  const [group, element] = [parseInt(tag.slice(0, 4), 16), parseInt(tag.slice(4), 16)];
  if (item.getTag) return item.getTag(group, element);
  return (item.value ?? []).find((one) => one.group === group && one.element === element);
}

function get(item, tag, kind) {
  const found = tagOf(item, tag);
  if (!found) return undefined;
  const value = found.value ?? [];
  if (kind === "SQ") return [...value].filter((one) => one.element === 0xe000);
  if (kind === "US") return value[0];
  return kind === "DS" ? [...value].map(Number) : [...value].join("\\").replace(/[\0 ]+$/, "");
}

function decode(request) {
  const bytes = readFileSync(request.input);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const image = daikon.Series.parseImage(new DataView(buffer));
  if (image === null) throw new Refusal(String(daikon.Series.parserError ?? "parseImage: null"));
  if (!image.hasPixelData()) throw new Refusal("hasPixelData: false");
  const found = named(image, get);
  if (found.PixelPaddingValue < 0) {
    throw new Error(`daikon gives Pixel Padding Value ${found.PixelPaddingValue}`);
  }
  const count = found.NumberOfFrames?.[0] ?? 1;
  const flat = image.getInterpretedData(true).slice(0, count * found.Rows * found.Columns);
  const labels = Uint16Array.from(flat);
  return model(found, count, volume(labels, [count, found.Rows, found.Columns], writeFileSync));
}

await serve({ name: "daikon", version, language: "JavaScript" }, FEATURES, { decode });
