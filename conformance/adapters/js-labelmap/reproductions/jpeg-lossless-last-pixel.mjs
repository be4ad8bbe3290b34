// jpeg-lossless-decoder-js 2.1.2: the last pixel is lost if its Huffman code ends in the last byte.
import { createRequire } from "node:module";
import { report } from "./dataset.mjs";

const { Decoder } = createRequire(import.meta.url)("jpeg-lossless-decoder-js");

/** JPEG lossless, process 14, first-order prediction: eight bits, one component, one row. */
function encode(pixels) {
  const bits = [];
  const put = (value, count) => {
    for (let i = count - 1; i >= 0; i--) bits.push((value >> i) & 1);
  };
  let before = 128;
  for (const pixel of pixels) {
    const difference = pixel - before;
    const size = difference ? 32 - Math.clz32(Math.abs(difference)) : 0;
    put(size, 4); // the Huffman code of size s is s, in four bits
    if (size) put(difference > 0 ? difference : difference + 2 ** size - 1, size);
    before = pixel;
  }
  while (bits.length % 8) bits.push(1);
  const data = [];
  for (let i = 0; i < bits.length; i += 8) {
    const byte = parseInt(bits.slice(i, i + 8).join(""), 2);
    data.push(byte, ...(byte === 255 ? [0] : []));
  }
  const width = pixels.length;
  return Uint8Array.from([
    0xff,
    0xd8,
    0xff,
    0xc3,
    0,
    11,
    8,
    0,
    1,
    width >> 8,
    width & 255,
    1,
    1,
    0x11,
    0,
    0xff,
    0xc4,
    0,
    28,
    0,
    0,
    0,
    0,
    9,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    1,
    2,
    3,
    4,
    5,
    6,
    7,
    8,
    0xff,
    0xda,
    0,
    8,
    1,
    1,
    0,
    1,
    0,
    0,
    ...data,
    0xff,
    0xd9,
  ]);
}

let lost = 0;
let example;
for (let first = 0; first < 256; first++) {
  const pixels = [first, 255, 255, 7, 255, 255];
  const bytes = encode(pixels);
  const got = [...new Uint8Array(new Decoder().decode(bytes.buffer, 0, bytes.length, 1).buffer)];
  if (got.join() !== pixels.join()) {
    lost++;
    example ??= [pixels, got];
  }
}
report("images of 256 that are decoded wrongly", 0, lost);
if (example) report("for example", ...example);
