// The series that a viewer shows beneath a segmentation: one image at each place of its frames.
import { metaData } from "@cornerstonejs/core";
import { frame, items } from "../naturalized.mjs";

const SYNTHETIC = "2.25.300000000000000000000000000000000000000";
let images = new Map();

export function stackOf(ds) {
  const series = items(ds.ReferencedSeriesSequence)[0]?.SeriesInstanceUID ?? `${SYNTHETIC}1`;
  const found = new Map();
  for (let index = 0; index < Number(ds.NumberOfFrames ?? 1); index++) {
    const place = frame(ds, index);
    if (!place.position) continue;
    const [source] = place.sources;
    const key = place.position.join();
    const uid = source?.uid ?? `${SYNTHETIC}${index + 2}`;
    const id = imageId(uid, source?.frame);
    if (!found.has(key)) found.set(key, { ...place, id, uid, series, ds });
  }
  return register([...found.values()]);
}

/** The end is where `generateSegmentation` looks for the frame of an image that has many. */
export function imageId(uid, frame) {
  return frame ? `wadors:${uid}/frames/${frame}` : `wadouri:${uid}`;
}

/** Make images known to cornerstone, in the order of their place along the normal. */
export function register(list) {
  const [a, b, c, d, e, f] = list[0].orientation;
  const normal = [b * f - c * e, c * d - a * f, a * e - b * d];
  const depth = ({ position }) => position.reduce((sum, x, axis) => sum + x * normal[axis], 0);
  list.sort((one, other) => depth(one) - depth(other));
  images = new Map(list.map((image) => [image.id, image]));
  return list;
}

function modules({ position, orientation, spacing, uid, series, ds }) {
  const size = { Rows: ds.Rows, Columns: ds.Columns };
  const place = { ImagePositionPatient: position, ImageOrientationPatient: orientation };
  const identity = { SOPInstanceUID: uid, SOPClassUID: "1.2.840.10008.5.1.4.1.1.2" };
  const reference = { SeriesInstanceUID: series, FrameOfReferenceUID: ds.FrameOfReferenceUID };
  const study = { StudyInstanceUID: ds.StudyInstanceUID ?? `${SYNTHETIC}0`, PatientID: "REFSEG" };
  const pixels = { BitsAllocated: 16, BitsStored: 16, HighBit: 15, SamplesPerPixel: 1 };
  const kind = { PixelRepresentation: 0, PhotometricInterpretation: "MONOCHROME2" };
  const measures = { PixelSpacing: spacing, SliceThickness: 2.5, Modality: "CT" };
  const instance = { ...identity, ...reference, ...study, ...place, ...size, ...measures };
  return {
    generalImageModule: { sopInstanceUID: uid },
    sopCommonModule: { sopInstanceUID: uid },
    generalSeriesModule: { seriesInstanceUID: series, modality: "CT" },
    imagePixelModule: { bitsAllocated: 16, bitsStored: 16, samplesPerPixel: 1, highBit: 15 },
    imagePlaneModule: {
      rows: ds.Rows,
      columns: ds.Columns,
      rowCosines: orientation.slice(0, 3),
      columnCosines: orientation.slice(3),
      imagePositionPatient: position,
      imageOrientationPatient: orientation,
      pixelSpacing: spacing,
      rowPixelSpacing: spacing[0],
      columnPixelSpacing: spacing[1],
      frameOfReferenceUID: ds.FrameOfReferenceUID,
    },
    instance,
    StudyData: study,
    SeriesData: { ...reference, Modality: "CT", SeriesNumber: 1 },
    ImageData: { ...instance, ...pixels, ...kind },
  };
}

metaData.addProvider((type, id) => images.has(id) && modules(images.get(id))[type], 1000);
export const metadataProvider = { get: (type, id) => metaData.get(type, id) };
