// From the model of an `encode` request to `generateSegmentation`.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { adaptersSEG } from "@cornerstonejs/adapters";
import dcmjs from "dcmjs";
import { imageId, metadataProvider, register } from "./sources.mjs";

const { generateSegmentation } = adaptersSEG.Cornerstone3D.Segmentation;
const { Colors, datasetToDict } = dcmjs.data;
const SYNTHETIC = "2.25.3000000000000000000000000000000";
const LABEL_MAP_STORAGE = "1.2.840.10008.5.1.4.1.1.66.7";

/** What a model has, but the arguments of the library cannot say. */
export class Unsupported extends Error {
  constructor(feature, message) {
    super(message);
    this.feature = feature;
  }
}

function samples({ labels }, folder) {
  if (Array.isArray(labels)) return labels.map((plane) => plane.flat());
  const bytes = Uint8Array.from(readFileSync(join(folder, labels.file)));
  const flat = labels.dtype === "u8" ? bytes : new Uint16Array(bytes.buffer);
  const size = labels.shape[1] * labels.shape[2];
  return Array.from({ length: labels.shape[0] }, (_, i) => flat.slice(i * size, (i + 1) * size));
}

function code({ value, scheme, meaning }) {
  return { CodeValue: value, CodingSchemeDesignator: scheme, CodeMeaning: meaning };
}

function description(entry) {
  const { type, name } = entry.algorithm ?? { type: "MANUAL", name: null };
  const colour = entry.colour && Colors.rgb2DICOMLAB(entry.colour.map((value) => value / 255));
  return {
    SegmentNumber: entry.number,
    SegmentLabel: entry.label,
    SegmentAlgorithmType: type,
    ...(name ? { SegmentAlgorithmName: name } : {}),
    SegmentedPropertyCategoryCodeSequence: code(entry.category),
    SegmentedPropertyTypeCodeSequence: code(entry.type),
    ...(entry.tracking ? { TrackingID: entry.tracking.id, TrackingUID: entry.tracking.uid } : {}),
    ...(colour ? { RecommendedDisplayCIELabValue: colour.map(Math.round) } : {}),
  };
}

/** The argument has one place for each Segment Number. */
function metadataOf(segments) {
  const metadata = [];
  for (const entry of segments) {
    if (metadata[entry.number]) {
      throw new Unsupported("duplicate-number", `metadata can hold ${entry.number} only once`);
    }
    metadata[entry.number] = description(entry);
  }
  return metadata;
}

export function encode({ model: path, output }) {
  const model = JSON.parse(readFileSync(path));
  const planes = samples(model, dirname(path));
  const rows = model.labels.shape?.[1] ?? model.labels[0].length;
  const columns = model.labels.shape?.[2] ?? model.labels[0][0].length;
  const ds = { Rows: rows, Columns: columns, FrameOfReferenceUID: model.frame_of_reference };
  const stack = register(
    model.frames.map((frame, index) => {
      const source = frame.sources?.[0] ?? { uid: `${SYNTHETIC}${index}` };
      return {
        position: frame.position.map(Number),
        orientation: frame.orientation.map(Number),
        spacing: frame.spacing.map(Number),
        uid: source.uid,
        id: imageId(source.uid, source.frame),
        series: "2.25.300000000000000000000000000000001",
        ds,
        plane: planes[index],
      };
    }),
  );
  const voxelManager = { getScalarData: () => new Uint16Array(rows * columns) };
  const images = stack.map(({ id }) => ({ imageId: id, voxelManager }));
  const labelmaps2D = stack.map(({ plane }) => {
    return { pixelData: Uint16Array.from(plane), rows, columns, segmentsOnLabelmap: [] };
  });
  const metadata = metadataOf(model.segments);
  const made = generateSegmentation(images, { labelmaps2D, metadata }, metadataProvider, {
    sopClassUID: LABEL_MAP_STORAGE,
    transferSyntaxUID: model.options.transfer_syntax,
  });
  writeFileSync(output, Buffer.from(datasetToDict(made.dataset).write()));
  return {};
}
