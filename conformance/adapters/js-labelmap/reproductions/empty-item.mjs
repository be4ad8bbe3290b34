// dcmjs 0.52.2: empty items vanish on reading, so that the items after them change their number.
import dcmjs from "dcmjs";
import { el, file, item, report, sequence, utf8 } from "./dataset.mjs";

const frame = (label) => item([sequence("00209111", [item([el("00209453", "LO", utf8(label))])])]); // Frame Label
const bytes = file("1.2.840.10008.1.2.1", [
  sequence("52009229", [item([])]), // Shared Functional Groups Sequence, which may hold an empty item
  sequence("52009230", [frame("1"), item([]), frame("3")]), // item k describes frame k
]);
const { dict } = dcmjs.data.DicomMessage.readFile(bytes.buffer);
report("items of Shared Functional Groups Sequence", 1, dict["52009229"].Value.length);
report("items of Per-Frame Functional Groups Sequence", 3, dict["52009230"].Value.length);
const third = dict["52009230"].Value[2]?.["00209111"].Value[0]["00209453"].Value[0] ?? null;
report("Frame Label of item 3", "3", third);
