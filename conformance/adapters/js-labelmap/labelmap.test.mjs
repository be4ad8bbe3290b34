// Round trips and refusals of labelmap.mjs. Run: node --test
import assert from "node:assert/strict";
import { test } from "node:test";
import { createRequire } from "node:module";
import { nodeCodecs, nodeEncoders } from "./codecs.mjs";
import { readDataSet } from "./dicom.mjs";
import { combine, InvalidError, maskOf, readSegmentation, writeSegmentation } from "./labelmap.mjs";
import { el, file, item, sequence, utf8 } from "./reproductions/dataset.mjs";

const SYNTAXES = {
  implicit: "1.2.840.10008.1.2",
  explicit: "1.2.840.10008.1.2.1",
  deflated: "1.2.840.10008.1.2.1.99",
  uncompressed: "1.2.840.10008.1.2.1.98",
  rle: "1.2.840.10008.1.2.5",
  frames: "1.2.840.10008.1.2.8.1",
};
const code = (value, meaning) => ({ value, scheme: "SCT", meaning });
const segment = (number, label, more) => ({
  number,
  label,
  category: code("85756007", "Tissue"),
  type: code("10200004", "Liver"),
  modifiers: [],
  regions: [],
  colour: null,
  algorithm: { type: "AUTOMATIC", name: "net" },
  ...more,
});

/** A small label map of patient space: frames x 5 x 7, numbers with gaps. */
function sample(wide, more = {}) {
  const [count, rows, columns] = [4, 5, 7];
  const numbers = wide ? [0, 3, 300, 65535] : [0, 3, 200, 255];
  const Values = wide ? Uint16Array : Uint8Array;
  const data = Values.from(
    { length: count * rows * columns },
    (_, i) => numbers[(i * i + (i >> 3)) % 4],
  );
  return {
    type: "LABELMAP",
    labels: { data, shape: [count, rows, columns] },
    frames: Array.from({ length: count }, (_, f) => ({
      position: [-10.5, 20, 2.5 * f],
      orientation: [1, 0, 0, 0, 1, 0],
      spacing: [0.8, 0.7],
    })),
    frame_of_reference: "1.2.3.4",
    background: 0,
    segments: numbers.slice(1).map((n) => segment(n, `Segment ${n} äß肝`)),
    ...more,
  };
}

const plain = (frames) =>
  frames.map((f) => ({
    ...f,
    position: f.position.map(Number),
    orientation: f.orientation.map(Number),
    spacing: f.spacing.map(Number),
  }));

const CODED = {
  jpegls: "1.2.840.10008.1.2.4.80",
  jpeg2000: "1.2.840.10008.1.2.4.90",
  htj2k: "1.2.840.10008.1.2.4.201",
};
const require = createRequire(import.meta.url);
const codecs = nodeCodecs(require);
const encoders = await nodeEncoders(require);

for (const [name, transferSyntax] of Object.entries({ ...SYNTAXES, ...CODED })) {
  for (const wide of [false, true]) {
    for (const photometric of ["MONOCHROME2", "PALETTE COLOR"]) {
      test(`${name}, ${wide ? 16 : 8} bits, ${photometric}`, async () => {
        const colours = [
          [255, 0, 0],
          [0, 200, 0],
          [10, 20, 230],
        ];
        const model = sample(wide);
        model.segments.forEach((item, i) => (item.colour = colours[i]));
        const options = { transferSyntax, photometric, encoders };
        const read = await readSegmentation(writeSegmentation(model, options), { codecs });
        assert.deepEqual(read.notes, []);
        assert.deepEqual(read.labels, model.labels);
        assert.deepEqual(
          plain(read.frames),
          model.frames.map((frame) => ({ ...frame, sources: [] })),
        );
        assert.equal(read.frame_of_reference, "1.2.3.4");
        assert.equal(read.background, 0);
        const [background, ...segments] = read.segments;
        assert.equal(background.label, "Background");
        segments.forEach((item, i) =>
          item.colour.forEach((v, k) => assert.ok(Math.abs(v - colours[i][k]) <= 1)),
        );
        assert.deepEqual(
          segments.map((item) => ({ ...item, colour: 0 })),
          model.segments.map((item) => ({ ...item, colour: 0 })),
        );
      });
    }
  }
}

test("BINARY and FRACTIONAL", async () => {
  const data = Uint8Array.from({ length: 2 * 5 * 7 }, (_, i) => (i % 3 ? 0 : 1));
  for (const [type, more] of [
    ["BINARY", {}],
    ["FRACTIONAL", { maximum: 200, fractional_type: "OCCUPANCY" }],
  ]) {
    for (const transferSyntax of [SYNTAXES.explicit, SYNTAXES.deflated, SYNTAXES.frames]) {
      const model = sample(false, {
        type,
        background: null,
        segments: [segment(1, "a"), segment(2, "b")],
        labels: { data: data.map((v) => v * (more.maximum ?? 1)), shape: [2, 5, 7] },
        ...more,
      });
      model.frames = model.frames.slice(0, 2).map((frame, f) => ({ ...frame, segment: f + 1 }));
      const read = await readSegmentation(writeSegmentation(model, { transferSyntax }));
      assert.deepEqual(read.labels, model.labels);
      assert.deepEqual(
        read.frames.map((frame) => frame.segment),
        [1, 2],
      );
      assert.deepEqual([read.maximum, read.fractional_type], [more.maximum, more.fractional_type]);
      assert.deepEqual(
        maskOf(read, 1),
        Uint8Array.from(data, (v, i) => (i < 35 ? v : 0)),
      );
    }
  }
});

test("slides: order decides between TILED_FULL and TILED_SPARSE", async () => {
  const tile = (row, column) => ({
    tile: [row, column],
    position: [10 + 0.001 * (row - 1), 20 + 0.002 * (column - 1), 0.025],
    orientation: [0, 1, 0, 1, 0, 0],
    spacing: [0.001, 0.002],
  });
  const places = [
    [1, 1],
    [1, 8],
    [6, 1],
    [6, 8],
  ];
  for (const order of [
    [0, 1, 2, 3],
    [3, 1, 0],
  ]) {
    const model = sample(false, { frames: order.map((i) => tile(...places[i])) });
    model.labels = {
      data: model.labels.data.slice(0, order.length * 35),
      shape: [order.length, 5, 7],
    };
    const read = await readSegmentation(writeSegmentation(model));
    assert.deepEqual(
      read.frames.map((frame) => frame.tile),
      order.map((i) => places[i]),
    );
    assert.deepEqual(read.matrix.shape, [1, 10, 14]);
    read.frames.forEach(({ position }, f) =>
      position.forEach((v, i) => assert.ok(Math.abs(v - model.frames[f].position[i]) < 1e-9)),
    );
    const [row, column] = places[order[0]];
    assert.equal(read.matrix.data[(row - 1) * 14 + column - 1], model.labels.data[0]);
    if (order.length < 4) assert.equal(read.matrix.data[5 * 14], 0);
  }
});

test("proposal: a declared regular volume", async () => {
  const model = sample(true, { volume: true });
  for (const transferSyntax of Object.values(SYNTAXES)) {
    const file = writeSegmentation(model, { transferSyntax, experimental: true });
    await assert.rejects(readSegmentation(file), InvalidError);
    const read = await readSegmentation(file, { experimental: true });
    assert.ok(read.volume);
    assert.deepEqual(read.labels, model.labels);
    assert.deepEqual(
      plain(read.frames),
      model.frames.map((frame) => ({ ...frame, sources: [] })),
    );
  }
  assert.throws(() => writeSegmentation(model), /experimental/);
  const reversed = sample(true, { volume: true });
  reversed.frames.reverse();
  assert.throws(() => writeSegmentation(reversed, { experimental: true }), /regular volume/);
});

test("proposal: a volume that is repeated in time", async () => {
  const model = sample(true, { volume: true });
  const at = (f, time) => ({ ...model.frames[f], time });
  model.frames = [at(0, 0.5), at(1, 0.5), at(0, 2), at(1, 2)];
  const read = await readSegmentation(writeSegmentation(model, { experimental: true }), {
    experimental: true,
  });
  assert.ok(read.volume);
  assert.deepEqual(
    read.frames.map(({ time, position }) => [time, Number(position[2])]),
    [
      [0.5, 0],
      [0.5, 2.5],
      [2, 0],
      [2, 2.5],
    ],
  );
  model.frames = [at(0, 2), at(1, 2), at(0, 0.5), at(1, 0.5)];
  assert.throws(() => writeSegmentation(model, { experimental: true }), /do not ascend/);
  model.frames = [at(0, 0), at(1, 0), at(2, 0), at(0, 1)];
  assert.throws(() => writeSegmentation(model, { experimental: true }), /regular volume/);
});

test("proposal: overlapping segments", async () => {
  const masks = new Map(
    [3, 1, 2].map((n) => [
      n,
      Uint8Array.from({ length: 140 }, (_, i) => (i % (n + 1) === 0 ? 1 : 0)),
    ]),
  );
  const { data, combinations } = combine(masks, 0);
  const segments = [1, 2, 3].map((n) => segment(n, `mask ${n}`, { colour: [50 * n, 0, 255] }));
  const model = sample(true, { labels: { data, shape: [4, 5, 7] }, combinations, segments });
  const { implicit, ...explicit } = SYNTAXES;
  assert.throws(
    () => writeSegmentation(model, { transferSyntax: implicit, experimental: true }),
    /private attributes/,
  );
  for (const transferSyntax of Object.values(explicit)) {
    for (const photometric of ["MONOCHROME2", "PALETTE COLOR"]) {
      const file = writeSegmentation(model, { transferSyntax, photometric, experimental: true });
      await assert.rejects(readSegmentation(file), InvalidError);
      const read = await readSegmentation(file, { experimental: true });
      assert.deepEqual(read.combinations, combinations);
      for (const [number, mask] of masks) assert.deepEqual(maskOf(read, number), mask);
    }
  }
  combinations.set(1, [2, 3]);
  assert.throws(() => writeSegmentation(model, { experimental: true }), /Segment Number/);
});

test("proposal: instances of 16 and 32 bits", async () => {
  const { implicit, ...explicit } = SYNTAXES;
  for (const [Numbers, count] of [
    [Uint16Array, 300],
    [Uint32Array, 70000],
  ]) {
    const data = Numbers.from({ length: 140 }, (_, i) => (i % 3 ? (i * 499) % (count + 1) : 0));
    const instances = {
      segments: Uint16Array.from({ length: count }, (_, i) => [3, 200][i % 2]),
      identifiers: BigUint64Array.from({ length: count }, (_, i) => 2n ** 40n + BigInt(i)),
    };
    const more = { type: "INSTANCEMAP", labels: { data, shape: [4, 5, 7] }, instances };
    const model = sample(false, { ...more, background: null });
    const with_ = (transferSyntax) => ({ transferSyntax, experimental: true });
    assert.throws(() => writeSegmentation(model, with_(implicit)), /private attributes/);
    for (const transferSyntax of Object.values(explicit)) {
      const file = writeSegmentation(model, with_(transferSyntax));
      await assert.rejects(readSegmentation(file), InvalidError);
      const read = await readSegmentation(file, { experimental: true });
      assert.deepEqual(read.labels, model.labels);
      assert.deepEqual(read.instances, instances);
      const ones = Array.from(data, (n) => (n && n % 2 === 1 ? 1 : 0));
      assert.deepEqual([...maskOf(read, 3)], ones);
    }
    for (const [spoil, said] of [
      [{ background: 0 }, /no background/],
      [{ instances: { segments: instances.segments.slice(0, 2) } }, /of instance/],
      [{ instances: { segments: instances.segments.map(() => 9) } }, /is not described/],
      [{ instances: undefined }, /needs a table/],
      [{ volume: true }, /no other proposal/],
    ])
      assert.throws(() => writeSegmentation({ ...model, ...spoil }, with_(explicit.rle)), said);
  }
});

const refusals = [
  ["LM-VAL-002", (m) => (m.labels.data[3] = 9)],
  ["LM-DES-002", (m) => m.segments.push(segment(3, "again"))],
  ["LM-VAL-009", (m) => (m.background = 256)],
  ["LM-DES-006", (m) => (m.segments[0].label = "")],
  ["LM-FG-020", (m) => (m.frames[1].orientation = [1, 0, 0, 1, 0, 0])],
  ["LM-FG-019", (m) => (m.frames[1].spacing = [1, 0])],
  ["LM-FG-002", (m) => delete m.frames[1].position],
  ["LM-PIX-023", (m) => m.frames.pop()],
  ["LM-MOD-009", (m) => (m.frame_of_reference = null)],
  ["LM-FG-016", (m) => m.frames.forEach((f) => (f.sources = [{ uid: "1.2.9" }]))],
  ["LM-DES-009", (m) => (m.segments[0].algorithm.name = null)],
];
for (const [requirement, spoil] of refusals) {
  test(`the writer refuses what breaks ${requirement}`, () => {
    const model = sample(false);
    spoil(model);
    assert.throws(
      () => writeSegmentation(model),
      (problem) => problem.code === requirement,
    );
  });
}

test("a file cut anywhere is refused, never read wrongly", async () => {
  for (const transferSyntax of Object.values(SYNTAXES)) {
    const model = sample(true);
    const file = writeSegmentation(model, { transferSyntax });
    for (let length = 0; length < file.length; length += 7) {
      try {
        const read = await readSegmentation(file.slice(0, length));
        assert.deepEqual(read.labels, model.labels, `${transferSyntax}, ${length} bytes`);
      } catch (problem) {
        assert.ok(
          problem instanceof InvalidError,
          `${transferSyntax}, ${length} bytes: ${problem.stack}`,
        );
      }
    }
  }
});

// What dcmjs gets wrong, and dicom.mjs works around.

const latin = (...codes) => Uint8Array.from(codes);
const texts = [
  ["ISO_IR 192", utf8("Leber äöü 肝臓à"), "Leber äöü 肝臓à"],
  ["ISO_IR 100", latin(0xc4, 0x20, 0xe0), "Ä à"],
  ["ISO_IR 144", latin(0xbf, 0xd5), "Пе"],
  ["GB18030", latin(0x8b, 0x5c, 0x41), "媆A"], // the second byte is a backslash
  ["\\ISO 2022 IR 87", latin(0x41, 0x1b, 0x24, 0x42, 0x34, 0x4e, 0x1b, 0x28, 0x42, 0x42), "A肝B"],
  ["\\ISO 2022 IR 149", latin(0x1b, 0x24, 0x29, 0x43, 0xb0, 0xa3), "간"],
];
for (const [charset, bytes, expected] of texts) {
  test(`text in items, Specific Character Set ${charset}`, () => {
    const elements = [
      el("00080005", "CS", utf8(charset)),
      sequence("00620002", [item([el("00620005", "LO", bytes)])]),
    ];
    const notes = [];
    const { ds } = readDataSet(file("1.2.840.10008.1.2.1", elements), notes);
    assert.deepEqual(ds.SegmentSequence[0].SegmentLabel, [expected]);
    assert.deepEqual(notes, []);
  });
}

test("empty items count, and an empty number has no value", () => {
  const frame = (label) =>
    item([sequence("00209111", [item([el("00209453", "LO", utf8(label))])])]);
  const elements = [
    el("00280120", "US", []),
    sequence("52009229", [item([])]),
    sequence("52009230", [item([]), frame("2"), item([]), frame("4")]),
  ];
  const { ds } = readDataSet(file("1.2.840.10008.1.2.1", elements));
  assert.deepEqual(ds.PixelPaddingValue, []);
  assert.deepEqual(ds.SharedFunctionalGroupsSequence, [{}]);
  const labels = ds.PerFrameFunctionalGroupsSequence.map(
    (frame) => frame.FrameContentSequence?.[0].FrameLabel[0],
  );
  assert.deepEqual(labels, [undefined, "2", undefined, "4"]);
});

test("two focal planes", async () => {
  const model = sample(false);
  model.frames = [0.01, 0.03].flatMap((z) =>
    [1, 8].map((column) => ({
      tile: [1, column],
      position: [1 + 0.002 * (column - 1), 2, z],
      orientation: [1, 0, 0, 0, 1, 0],
      spacing: [0.001, 0.002],
    })),
  );
  const read = await readSegmentation(writeSegmentation(model));
  assert.deepEqual(read.matrix.shape, [2, 5, 14]);
  read.frames.forEach(({ position }, f) =>
    position.forEach((v, i) => assert.ok(Math.abs(v - model.frames[f].position[i]) < 1e-9)),
  );
});

test("source images, frame by frame and in 3D_FULL", async () => {
  const images = Array.from({ length: 4 }, (_, f) =>
    file("1.2.840.10008.1.2.1", [
      el("00080016", "UI", utf8("1.2.840.10008.5.1.4.1.1.2")),
      el("00080018", "UI", utf8(`1.2.3.${f + 1}`)),
      el("00100020", "LO", utf8("patient 7")),
      el("0020000D", "UI", utf8("1.2.3.100")),
      el("0020000E", "UI", utf8("1.2.3.200")),
      el("00200052", "UI", utf8("1.2.3.4")),
    ]),
  );
  for (const volume of [false, true]) {
    const model = sample(true, { volume });
    model.frames.forEach((frame, f) => (frame.sources = [{ uid: `1.2.3.${f + 1}` }]));
    const options = { sources: images, experimental: true };
    const bytes = writeSegmentation(model, options);
    const read = await readSegmentation(bytes, options);
    assert.deepEqual(
      read.frames.map((frame) => frame.sources),
      model.frames.map((frame) => frame.sources),
    );
    const { ds } = readDataSet(bytes);
    assert.deepEqual([ds.PatientID, ds.StudyInstanceUID], [["patient 7"], ["1.2.3.100"]]);
    assert.equal(ds.ReferencedSeriesSequence[0].ReferencedInstanceSequence.length, 4);
    assert.equal(ds.PerFrameFunctionalGroupsSequence?.length, volume ? undefined : 4);
    model.frames[3].sources = [{ uid: "1.2.3.9" }];
    assert.throws(() => writeSegmentation(model, options), { code: "LM-FG-016" });
  }
});
