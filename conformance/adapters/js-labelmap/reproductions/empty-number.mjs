// dcmjs 0.52.2: an element of VR US, UL, SS, SL, FL or FD without a value is read as one value, 0.
import dcmjs from "dcmjs";
import { el, file, report } from "./dataset.mjs";

const bytes = file("1.2.840.10008.1.2.1", [
  el("00280106", "US", []), // Smallest Image Pixel Value
  el("00280120", "US", []), // Pixel Padding Value
]);
const { dict } = dcmjs.data.DicomMessage.readFile(bytes.buffer);
for (const tag of ["00280106", "00280120"])
  report(`values of (${tag})`, [], [].concat(dict[tag].Value));
