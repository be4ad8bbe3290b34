// dcmjs 0.52.2: a data set in Deflated Explicit VR Little Endian is written without deflating it.
import dcmjs from "dcmjs";
import { el, file, report, utf8 } from "./dataset.mjs";

const DEFLATED = "1.2.840.10008.1.2.1.99";
const plain = file("1.2.840.10008.1.2.1", [el("00100020", "LO", utf8("patient ".repeat(8)))]);
const read = dcmjs.data.DicomMessage.readFile(plain.buffer);
read.meta["00020010"].Value = [DEFLATED];
delete read.meta["00020010"]._rawValue;
const written = read.write();
const body = new Uint8Array(written).subarray(144 + new DataView(written).getUint32(140, true));
report(
  "first bytes after the file meta information are a tag",
  false,
  body[0] === 0x10 && body[2] === 0x20,
);
let again;
try {
  again = dcmjs.data.DicomMessage.readFile(written).dict["00100020"].Value[0];
} catch (problem) {
  again = String(problem?.message ?? problem);
}
report("Patient ID, read again by dcmjs", "patient ".repeat(8).trim(), again);
