/**
 * Codecs for the browser, whose WebAssembly esbuild puts into the bundle.
 *
 * @module codecs-browser
 */
import charls from "@cornerstonejs/codec-charls/decodewasmjs";
import charlsWasm from "@cornerstonejs/codec-charls/decodewasm";
import openjpeg from "@cornerstonejs/codec-openjpeg/decodewasmjs";
import openjpegWasm from "@cornerstonejs/codec-openjpeg/decodewasm";
import openjph from "@cornerstonejs/codec-openjph/wasmjs";
import openjphWasm from "@cornerstonejs/codec-openjph/wasm";
import { codecsOf } from "./codecs.mjs";

const loader = (factory, wasmBinary) => () => factory({ wasmBinary, print() {}, printErr() {} });

export const browserCodecs = () =>
  codecsOf({
    charls: loader(charls, charlsWasm),
    openjpeg: loader(openjpeg, openjpegWasm),
    openjph: loader(openjph, openjphWasm),
  });
