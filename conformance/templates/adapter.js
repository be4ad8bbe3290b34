// A minimal adapter without dependencies: reads native Explicit VR Little Endian label maps.
// Replace `decode` with a call of your library, and declare what it documents.
const fs = require("fs");

const HELLO = {
  protocol: 2,
  implementation: { name: "my-reader", version: "0.1", language: "JavaScript" },
  operations: ["decode"],
  features: ["labels", "segments", "background", "mono8"],
};
const LONG = ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"];
const text = (bytes) => bytes.toString("utf8").replace(/[\0 ]+$/, "");

function elements(data, at, end, found = {}) {
  while (at < end) {
    const tag = data.readUInt16LE(at) * 65536 + data.readUInt16LE(at + 2);
    const long = LONG.includes(data.toString("latin1", at + 4, at + 6));
    const length = long ? data.readUInt32LE(at + 8) : data.readUInt16LE(at + 6);
    const start = at + (long ? 12 : 8);
    if (start + length > end) throw new Error("element of undefined length or beyond the end");
    found[tag.toString(16).padStart(8, "0")] = data.subarray(start, start + length);
    at = start + length;
  }
  return found;
}

function items(data) {
  const found = [];
  for (let at = 0; at < data.length; at += 8 + data.readUInt32LE(at + 4))
    found.push(elements(data, at + 8, at + 8 + data.readUInt32LE(at + 4)));
  return found;
}

function decode(path) {
  const data = fs.readFileSync(path);
  const ds = elements(data, 132, data.length);
  const [rows, columns] = [ds["00280010"].readUInt16LE(), ds["00280011"].readUInt16LE()];
  const row = (at) => [...ds["7fe00010"].subarray(at * columns, (at + 1) * columns)];
  const plane = (at) => Array.from({ length: rows }, (_, index) => row(at * rows + index));
  const labels = Array.from({ length: Number(text(ds["00280008"])) }, (_, at) => plane(at));
  const named = (item) => [item["00620004"].readUInt16LE(), { label: text(item["00620005"]) }];
  const segments = Object.fromEntries(items(ds["00620002"]).map(named));
  const background = ds["00280120"] ? ds["00280120"].readUInt16LE() : null;
  return { type: text(ds["00620001"]), labels, segments, background };
}

require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const { cmd, seq, input } = JSON.parse(line);
  if (cmd === "bye") process.exit(0);
  try {
    console.log(JSON.stringify({ seq, result: cmd === "hello" ? HELLO : decode(input) }));
  } catch (problem) {
    console.log(JSON.stringify({ seq, error: { message: String(problem) } }));
  }
});
