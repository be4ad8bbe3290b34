// dcmjs 0.52.2: text inside sequence items is decoded as Latin-1, whatever Specific Character Set says.
import dcmjs from "dcmjs";
import { el, file, item, report, sequence, utf8 } from "./dataset.mjs";

const text = "Leber äöü 肝臓";
const bytes = file("1.2.840.10008.1.2.1", [
  el("00080005", "CS", utf8("ISO_IR 192")),
  el("0008103E", "LO", utf8(text)), // Series Description, at the top level
  sequence("00620002", [item([el("00620005", "LO", utf8(text))])]), // Segment Label, in an item
]);
const { dict } = dcmjs.data.DicomMessage.readFile(bytes.buffer);
report("at the top level", text, dict["0008103E"].Value[0]);
report("in an item", text, dict["00620002"].Value[0]["00620005"].Value[0]);
