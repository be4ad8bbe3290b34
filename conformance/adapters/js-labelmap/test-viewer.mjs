// Opens files in viewer.html with Chromium, compares the canvas with the labels, and takes screenshots.
// Run: npm run test-viewer [-- FOLDER for screenshots]. CHROMIUM names another browser than /usr/bin/chromium.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { nodeEncoders } from "./codecs.mjs";
import { combine, readSegmentation, writeSegmentation } from "./labelmap.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "viewer-"));
const pictures = process.argv[2];
/** Cases of the suite, whose pixels and colours are known from expect.json. */
const GOLDENS = [
  "encoding/rle",
  "encoding/deflated-frame",
  "colour/by-number",
  "colour/cielab-primaries",
  "colour/palette-16-bit-pixels",
  "colour/palette-first-value-5",
];

// ---- Files: a volume of three nested ellipsoids in several forms

const [COUNT, ROWS, COLUMNS] = [24, 96, 128];
const size = ROWS * COLUMNS;
const inside = (i, x, y, z, r) => {
  const [f, row, column] = [Math.floor(i / size), Math.floor(i / COLUMNS) % ROWS, i % COLUMNS];
  return ((column - x) / r) ** 2 + ((row - y) / (0.8 * r)) ** 2 + ((f - z) / (r / 4)) ** 2 < 1;
};
const masks = new Map([
  [3, Uint8Array.from({ length: COUNT * size }, (_, i) => +inside(i, 60, 48, 12, 44))],
  [17, Uint8Array.from({ length: COUNT * size }, (_, i) => +inside(i, 45, 45, 12, 16))],
  [200, Uint8Array.from({ length: COUNT * size }, (_, i) => +inside(i, 88, 55, 10, 18))],
]);
const code = (value, meaning) => ({ value, scheme: "SCT", meaning });
const named = (number, label, type, colour) => ({
  number,
  label,
  colour,
  type,
  category: code("123037004", "Body structure"),
  modifiers: [],
  regions: [],
  algorithm: { type: "AUTOMATIC", name: "ellipsoids" },
});
const segments = [
  named(3, "Liver <b>Leber</b> 肝臓", code("10200004", "Liver"), [221, 130, 101]),
  named(17, "Portal vein", code("32764006", "Portal vein"), [0, 151, 206]),
  named(
    200,
    "Right kidney, with a long label that has to wrap",
    code("9846003", "Right kidney"),
    null,
  ),
];
const frames = Array.from({ length: COUNT }, (_, f) => ({
  position: [-90, -70, 4 * f],
  orientation: [1, 0, 0, 0, 1, 0],
  spacing: [1.4, 1.4],
}));
const data = new Uint8Array(COUNT * size);
for (const [number, mask] of masks) mask.forEach((there, i) => there && (data[i] = number));
const model = {
  type: "LABELMAP",
  labels: { data, shape: [COUNT, ROWS, COLUMNS] },
  frames,
  background: 0,
  segments,
};
const overlap = combine(masks, 0);

const encoders = await nodeEncoders(createRequire(import.meta.url));
const native = writeSegmentation(model);
const files = {
  "native.dcm": native,
  "palette-rle.dcm": writeSegmentation(model, {
    transferSyntax: "1.2.840.10008.1.2.5",
    photometric: "PALETTE COLOR",
  }),
  "deflated.dcm": writeSegmentation(model, { transferSyntax: "1.2.840.10008.1.2.1.99" }),
  "binary.dcm": writeSegmentation({
    ...model,
    type: "BINARY",
    background: null,
    labels: { data: masks.get(17), shape: [COUNT, ROWS, COLUMNS] },
    segments: [{ ...segments[1], number: 1 }],
    frames: frames.map((frame) => ({ ...frame, segment: 1 })),
  }),
  "overlap-3d-full.dcm": writeSegmentation(
    {
      ...model,
      labels: { data: overlap.data, shape: [COUNT, ROWS, COLUMNS] },
      combinations: overlap.combinations,
      volume: true,
    },
    { experimental: true },
  ),
  "jpegls.dcm": writeSegmentation(model, { transferSyntax: "1.2.840.10008.1.2.4.80", encoders }),
  "jpeg2000.dcm": writeSegmentation(model, { transferSyntax: "1.2.840.10008.1.2.4.90", encoders }),
  "htj2k.dcm": writeSegmentation(model, { transferSyntax: "1.2.840.10008.1.2.4.201", encoders }),
  "broken.dcm": native.slice(0, native.length - 5000),
};
for (const [name, bytes] of Object.entries(files)) writeFileSync(join(scratch, name), bytes);

// ---- The page

const types = { ".html": "text/html", ".js": "text/javascript" };
const server = createServer((request, response) => {
  const path = new URL(request.url, "http://localhost").pathname;
  try {
    response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream");
    response.end(readFileSync(join(here, path)));
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
const complaints = [];
page.on(
  "console",
  (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()),
);
page.on("pageerror", (problem) => complaints.push(String(problem)));
page.on(
  "request",
  (request) =>
    request.url().startsWith("http://127.0.0.1") ||
    request.url().startsWith("data:") ||
    complaints.push(request.url()),
);

const openFile = async (name) => {
  await page.setInputFiles("#file", join(scratch, name));
  await page.waitForFunction(
    () => ["ready", "refused"].includes(document.body.dataset.state),
    null,
    { timeout: 120000 },
  );
  return page.evaluate(() => document.body.dataset.state);
};
const setFrame = (frame) =>
  page.evaluate((value) => {
    const slider = document.getElementById("frame");
    slider.value = value;
    slider.dispatchEvent(new Event("input"));
  }, frame);
const pixels = () =>
  page.evaluate(() => {
    const canvas = document.getElementById("canvas");
    const image = canvas
      .getContext("2d", { willReadFrequently: true })
      .getImageData(0, 0, canvas.width, canvas.height).data;
    return Array.from(image).filter((_, i) => i % 4 < 3);
  });
const hover = async (row, column) => {
  const box = await page.locator("#canvas").boundingBox();
  await page.mouse.move(
    box.x + ((column - 0.5) / COLUMNS) * box.width,
    box.y + ((row - 0.5) / ROWS) * box.height,
  );
  return page.locator("#pointer").innerText();
};

try {
  await page.goto(`http://127.0.0.1:${server.address().port}/viewer.html`);
  if (pictures) await page.screenshot({ path: join(pictures, "empty.png") });
  for (const name of Object.keys(files).filter((file) => file !== "broken.dcm")) {
    assert.equal(
      await openFile(name),
      "ready",
      `${name}: ${await page.locator("#status").innerText()}`,
    );
    const coded = ["jpegls.dcm", "jpeg2000.dcm", "htj2k.dcm"].includes(name);
    const read = await readSegmentation(coded ? native : files[name], { experimental: true });
    for (const frame of [11, 13]) {
      await setFrame(frame);
      const shown = await pixels();
      const groups = new Map();
      read.labels.data.subarray((frame - 1) * size, frame * size).forEach((value, i) => {
        const colour = shown.slice(3 * i, 3 * i + 3).join();
        groups.set(value, (groups.get(value) ?? new Set()).add(colour));
      });
      assert.ok(groups.size > 1);
      const colours = [...groups.values()].map((set) => [...set].join(" | "));
      assert.equal(
        new Set(colours).size,
        groups.size,
        `${name}: two values have one colour: ${colours}`,
      );
      for (const [value, set] of groups) {
        assert.equal(set.size, 1, `${name}, value ${value} has several colours`);
        const { colour } = read.segments.find(({ number }) => number === value) ?? {};
        if (colour && read.type === "LABELMAP")
          assert.equal([...set][0], colour.join(), `${name}, value ${value}`);
      }
    }
    console.log(`ok ${name}`);
  }

  for (const id of GOLDENS) {
    const folder = join(here, "../../cases", id);
    const expected = JSON.parse(readFileSync(join(folder, "expect.json"), "utf8"));
    const name = `${id.replace("/", ".")}.dcm`;
    writeFileSync(join(scratch, name), readFileSync(join(folder, "input.dcm")));
    assert.equal(await openFile(name), "ready", name);
    for (const [f, rows] of expected.labels.entries()) {
      await setFrame(f + 1);
      const shown = await pixels();
      const values = rows.flat();
      assert.equal(shown.length, 3 * values.length, `${name}: size of the canvas`);
      const colours = new Map();
      for (const [i, value] of values.entries()) {
        const colour = shown.slice(3 * i, 3 * i + 3);
        const usual = colours.get(value) ?? colours.set(value, colour).get(value);
        assert.deepEqual(colour, usual, `${name}, value ${value} has several colours`);
        const given = expected.segments[value]?.colour ?? colour;
        const off = Math.max(...given.map((part, k) => Math.abs(part - colour[k])));
        assert.ok(off <= 2, `${name}, value ${value}: ${colour} instead of ${given}`);
      }
      assert.equal(new Set([...colours.values()].map(String)).size, colours.size, name);
    }
    console.log(`ok ${name}`);
  }

  await page.evaluate(
    (values) => {
      document.body.dataset.state = "";
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(values)], "dropped.dcm"));
      dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    },
    [...native],
  );
  await page.waitForFunction(() => document.body.dataset.state === "ready");
  assert.match(await page.locator("#status").innerText(), /^dropped.dcm/);
  await setFrame(13);
  const text = await hover(46, 46);
  const { layout } = await readSegmentation(native);
  const at = layout.frames[12].start + 45 * COLUMNS + 45;
  assert.equal(native[at], 17);
  for (const part of [
    "row 46, column 46 of frame 13",
    "17 Portal vein",
    "32764006",
    `byte ${at.toLocaleString("en")}: 11`,
    "C.8.20.2.3.3",
  ]) {
    assert.ok(text.includes(part), `"${part}" is not in:\n${text}`);
  }
  assert.match(await hover(1, 1), /Background – background, Pixel Padding Value/);
  assert.equal(await page.locator("#segments b").count(), 0, "a label was taken for HTML");

  for (const [name, width, height] of [
    ["wide", 1280, 860],
    ["middle", 800, 900],
    ["narrow", 390, 844],
  ]) {
    await page.setViewportSize({ width, height });
    await openFile("palette-rle.dcm");
    await hover(46, 46);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `the page is ${over} pixels wider than ${width}`);
    if (pictures)
      await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: name === "narrow" });
  }
  await page.setViewportSize({ width: 1280, height: 860 });
  await openFile("overlap-3d-full.dcm");
  await setFrame(13);
  assert.match(await hover(46, 46), /3 Liver[^]*17 Portal vein/);
  if (pictures) await page.screenshot({ path: join(pictures, "overlap.png") });
  assert.equal(await openFile("broken.dcm"), "refused");
  assert.ok(await page.locator("#canvas").isHidden(), "the frame of another file is still shown");
  assert.match(await page.locator("#status").innerText(), /Pixel Data states .* \(LM-PIX-015\)/);
  if (pictures) await page.screenshot({ path: join(pictures, "refused.png") });
  assert.deepEqual(complaints, []);
  console.log("ok: no error and no warning on the console, no request to another host");
} finally {
  await browser.close();
  server.close();
}
