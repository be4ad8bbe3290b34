// dcmjs 0.52.2: frames and fragments are mixed up, on reading and on writing.
import dcmjs from "dcmjs";
import { el, encapsulated, file, report } from "./dataset.mjs";

const JPEG_LS = "1.2.840.10008.1.2.4.80";
const RLE = "1.2.840.10008.1.2.5";
const frames = (count) => el("00280008", "IS", [48 + count]);
const sizes = (bytes) => {
  const { dict } = dcmjs.data.DicomMessage.readFile(bytes.buffer);
  return dict["7FE00010"].Value.map((value) => value.byteLength);
};

// One frame in two fragments, without an offset table: there is only one frame, which has 6 bytes.
report(
  "bytes of the only frame",
  [6],
  sizes(file(JPEG_LS, [frames(1), encapsulated([[], [1, 2, 3, 4], [5, 6]])])),
);

// The same with an offset table of one entry.
const withTable = encapsulated([
  [0, 0, 0, 0],
  [1, 2, 3, 4],
  [5, 6],
]);
report(
  "bytes of the only frame, with an offset table",
  [6],
  sizes(file(JPEG_LS, [frames(1), withTable])),
);

// Writing: RLE Lossless allows one fragment a frame (PS3.5 A.4.2); by default dcmjs cuts at 20 KiB.
const dictionary = new dcmjs.data.DicomDict({ "00020010": { vr: "UI", Value: [RLE] } });
dictionary.dict = {
  "00280008": { vr: "IS", Value: ["1"] },
  "7FE00010": { vr: "OB", Value: [new Uint8Array(50000).buffer] },
};
const bytes = new Uint8Array(dictionary.write());
let fragments = -1; // the first item is the offset table
for (let at = 0; at + 4 <= bytes.length; at++) {
  if (bytes[at] === 0xfe && bytes[at + 1] === 0xff && bytes[at + 2] === 0 && bytes[at + 3] === 0xe0)
    fragments++;
}
report("fragments of one RLE frame of 50,000 bytes", 1, fragments);
