/**
 * The page viewer.html: shows a segmentation, and for each pixel its segment, its bytes and the
 * clause.
 *
 * @module viewer
 */
import { InvalidError, readSegmentation, UnsupportedError } from "./labelmap.mjs";
import { browserCodecs } from "./codecs-browser.mjs";

const $ = (id) => document.getElementById(id);
/** An element with text (never HTML: labels come from files) or children. */
const make = (name, content, attributes = {}) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...[].concat(content));
  return element;
};

/** @type {import("./labelmap.mjs").Segmentation | null} */
let shown = null;
let byNumber = new Map();

/** Colours for segments that recommend none: hues at the golden angle. */
function colourOf(number) {
  const given = byNumber.get(number)?.segment.colour;
  if (given) return given;
  if (number === shown.background) return [0, 0, 0];
  const hue = (number * 137.508) % 360;
  return [0, 8, 4].map((n) => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (0.58 - 0.36 * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  });
}

/** Segment Numbers that are present where a pixel has this value. */
function segmentsAt(value, frame) {
  if (shown.type !== "LABELMAP") return value ? [shown.frames[frame].segment] : [];
  return shown.combinations?.get(value) ?? [value];
}

/** The colour of a stored value in a frame. */
function colourOfValue(value, frame) {
  const numbers = segmentsAt(value, frame);
  if (!numbers.length) return [0, 0, 0];
  const share = shown.type === "FRACTIONAL" ? value / shown.maximum : 1;
  const colours = numbers.map(colourOf);
  return [0, 1, 2].map((i) =>
    Math.round((share * colours.reduce((sum, c) => sum + c[i], 0)) / colours.length),
  );
}

function draw() {
  const frame = Number($("frame").value) - 1;
  const [count, rows, columns] = shown.labels.shape;
  const canvas = $("canvas");
  const context = canvas.getContext("2d", { willReadFrequently: true });
  const image = context.createImageData(columns, rows);
  const cache = new Map();
  for (let i = 0; i < rows * columns; i++) {
    const value = shown.labels.data[frame * rows * columns + i];
    let colour = cache.get(value);
    if (!colour) cache.set(value, (colour = colourOfValue(value, frame)));
    image.data.set(colour, 4 * i);
    image.data[4 * i + 3] = 255;
  }
  context.putImageData(image, 0, 0);
  $("where").value = `${frame + 1} of ${count}`;
  const { position, tile, segment, sources = [] } = shown.frames[frame];
  const parts = [];
  if (segment !== undefined) parts.push(`segment ${segment}`);
  if (tile) parts.push(`tile at row ${tile[0]}, column ${tile[1]}`);
  if (position)
    parts.push(`position ${position.map((v) => Number(Number(v).toFixed(3))).join(", ")} mm`);
  if (sources.length === 1)
    parts.push(`source ${sources[0].uid}${sources[0].frame ? `, frame ${sources[0].frame}` : ""}`);
  if (sources.length > 1) parts.push(`${sources.length} source images`);
  $("place").textContent = parts.join(" · ");
}

const SYNTAXES = {
  "1.2.840.10008.1.2.5": ["RLE Lossless", "PS3.5 Annex G"],
  "1.2.840.10008.1.2.8.1": ["a Deflate stream", "PS3.5 A.4.13"],
  "1.2.840.10008.1.2.1.98": ["uncompressed", "PS3.5 A.4.11"],
};
const number = (value) => value.toLocaleString("en");

/** Where the bytes of a pixel are, what they are, and the clause that says so. */
function bytesOf(frame, row, column) {
  const { layout, labels } = shown;
  const [, rows, columns] = labels.shape;
  const { start, length } = layout.frames[frame];
  const bytes = layout.bytes;
  const dump = (at, size) =>
    [...bytes.subarray(at, at + size)]
      .map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"))
      .join(" ");
  const element = layout.elements.find(({ tag }) => tag === 0x7fe00010);
  const which = layout.inflated ? "byte (after inflating) " : "byte ";
  if (element.fragments) {
    const [name, clause] = SYNTAXES[layout.transferSyntax] ?? ["a compressed stream", "PS3.5 A.4"];
    return [
      `${number(length)} bytes from ${which}${number(start)}: ${name}, begins with ${dump(start, 8)}`,
      clause,
    ];
  }
  const pixel = (frame * rows + row) * columns + column;
  const bits = shown.layout.bits;
  if (bits === 1) {
    const at = element.start + (pixel >> 3);
    return [`${which}${number(at)}, bit ${pixel & 7}: ${dump(at, 1)}`, "PS3.5 8.1.1"];
  }
  const at = element.start + (pixel * bits) / 8;
  return [`${which}${number(at)}: ${dump(at, bits / 8)}`, "PS3.5 8.1.1, A.2"];
}

const codeText = (code) => (code ? `${code.meaning} (${code.value}, ${code.scheme})` : "none");

function point(event) {
  if (!shown) return;
  const canvas = $("canvas");
  const box = canvas.getBoundingClientRect();
  const column = Math.floor(((event.clientX - box.left) / box.width) * canvas.width);
  const row = Math.floor(((event.clientY - box.top) / box.height) * canvas.height);
  if (row < 0 || column < 0 || row >= canvas.height || column >= canvas.width) return;
  const frame = Number($("frame").value) - 1;
  const value = shown.labels.data[(frame * canvas.height + row) * canvas.width + column];
  const rowsOf = [["Pixel", `row ${row + 1}, column ${column + 1} of frame ${frame + 1}`]];
  const [where, clause] = bytesOf(frame, row, column);
  const combined = shown.combinations?.has(value);
  const kind = { LABELMAP: "C.8.20.2.3.3", BINARY: "C.8.20.2.3.1", FRACTIONAL: "C.8.20.2.3.2" }[
    shown.type
  ];
  rowsOf.push(
    ["Value", combined ? `${value}, a combination (proposal)` : `${value} (PS3.3 ${kind})`],
    ["Bytes", `${where} (${clause})`],
  );
  const numbers = segmentsAt(value, frame);
  if (!numbers.length)
    rowsOf.push(["Segment", `segment ${shown.frames[frame].segment} is not here`]);
  for (const n of numbers) {
    const { segment, item } = byNumber.get(n) ?? {};
    const background =
      n === shown.background ? " – background, Pixel Padding Value (PS3.3 A.51.4)" : "";
    rowsOf.push(["Segment", `${n} ${segment?.label ?? "without a description"}${background}`]);
    if (!segment) continue;
    rowsOf.push(["Category", codeText(segment.category)], ["Type", codeText(segment.type)]);
    if (segment.modifiers?.length)
      rowsOf.push(["Modifier", segment.modifiers.map(codeText).join(", ")]);
    if (segment.regions?.length) rowsOf.push(["Region", segment.regions.map(codeText).join(", ")]);
    if (item)
      rowsOf.push([
        "Described",
        `bytes ${number(item.start)} to ${number(item.end - 1)} (PS3.3 Table C.8.20-2)`,
      ]);
  }
  $("values").replaceChildren(
    ...rowsOf.flatMap(([name, text]) => [make("dt", name), make("dd", text)]),
  );
  for (const line of $("segments").children)
    line.classList.toggle("here", numbers.includes(Number(line.dataset.number)));
}

function list() {
  const lines = shown.segments.map((segment) => {
    const swatch = make("span", [], { className: "swatch" });
    swatch.style.background = `rgb(${colourOf(segment.number).join(" ")})`;
    const origin = segment.algorithm
      ? `${segment.algorithm.type}${segment.algorithm.name ? `, ${segment.algorithm.name}` : ""}`
      : "";
    const line = make("li", [
      swatch,
      make("span", String(segment.number), { className: "number" }),
      make("span", [
        segment.label ?? "(no label)",
        make("small", [codeText(segment.type), origin].filter(Boolean).join(" · ")),
      ]),
    ]);
    line.dataset.number = segment.number;
    return line;
  });
  $("segments").replaceChildren(...lines);
  $("notes").replaceChildren(...[...new Set(shown.notes)].map((note) => make("li", note)));
  $("noted").hidden = !shown.notes.length;
}

function say(text, bad = false) {
  $("status").textContent = text;
  $("status").classList.toggle("bad", bad);
}

/** Nothing of the file before stays on the page, lest it be taken for the new one. */
function clear() {
  shown = null;
  $("canvas").hidden = $("slider").hidden = $("noted").hidden = true;
  $("hint").hidden = false;
  $("place").textContent = "";
  $("segments").replaceChildren();
  $("values").replaceChildren(make("dt", "Pixel"), make("dd", "none"));
}

/** @param {File} file */
async function open(file) {
  document.body.dataset.state = "busy";
  clear();
  say(`Reading ${file.name} …`);
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    shown = await readSegmentation(bytes, { codecs: browserCodecs(), experimental: true });
    const items = shown.layout.elements.find(({ tag }) => tag === 0x00620002).items;
    byNumber = new Map(
      shown.segments.map((segment, i) => [segment.number, { segment, item: items[i] }]),
    );
    const [count, rows, columns] = shown.labels.shape;
    Object.assign($("canvas"), { width: columns, height: rows, hidden: false });
    const [dr, dc] = (shown.frames[0].spacing ?? [1, 1]).map(Number);
    $("canvas").style.aspectRatio = `${columns * dc} / ${rows * dr}`;
    $("canvas").style.width =
      columns * dc >= rows * dr ? "100%" : `min(100%, ${(66 * columns * dc) / (rows * dr)}vh)`;
    $("hint").hidden = true;
    Object.assign($("frame"), { max: count, value: Math.ceil(count / 2) });
    $("slider").hidden = count === 1;
    list();
    draw();
    const extra = [
      shown.volume ? "3D_FULL (proposal)" : "",
      shown.combinations?.size ? "overlap (proposal)" : "",
    ].filter(Boolean);
    say(
      [
        file.name,
        shown.type,
        ...extra,
        `${count} frames of ${rows} × ${columns}`,
        `${shown.segments.length} segments`,
      ].join(" · "),
    );
    document.body.dataset.state = "ready";
  } catch (problem) {
    clear();
    const known = problem instanceof InvalidError || problem instanceof UnsupportedError;
    const requirement = problem instanceof InvalidError ? ` (${problem.code})` : "";
    say(
      `${file.name}: ${known ? problem.message : `it cannot be read, ${problem.message}`}${requirement}`,
      true,
    );
    document.body.dataset.state = "refused";
  }
}

say("");
$("file").addEventListener(
  "change",
  (event) => event.target.files[0] && open(event.target.files[0]),
);
$("frame").addEventListener("input", draw);
for (const name of ["pointermove", "pointerdown"]) $("canvas").addEventListener(name, point);
addEventListener(
  "dragover",
  (event) => (event.preventDefault(), document.body.classList.add("over")),
);
addEventListener(
  "dragleave",
  (event) => event.relatedTarget ?? document.body.classList.remove("over"),
);
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("over");
  if (event.dataTransfer.files[0]) open(event.dataTransfer.files[0]);
});
