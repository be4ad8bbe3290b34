/**
 * References to the images that were segmented (PS3.3 C.7.6.16.2.6, C.12.2).
 *
 * @module references
 */
import { codeItem, fail, one, readDataSet } from "./dicom.mjs";

/** The images that were segmented, by UID. */
export function readSources(files) {
  return new Map(
    files.map((file) => {
      const source = readDataSet(file).ds;
      return [one(source, "SOPInstanceUID"), source];
    }),
  );
}

/**
 * Derivation Image Sequence of a frame (LM-FG-014 to LM-FG-016).
 *
 * @param {{uid: string, frame?: number}[]} sources
 * @param {Map<string, object>} images data sets by UID
 * @param {"YES"} [preserved] Spatial Locations Preserved
 */
export function derivation(sources, images, preserved) {
  const merged = new Map();
  for (const { uid, frame } of sources) {
    const image =
      images.get(uid) ??
      fail("LM-FG-016", `the source image ${uid} is not given, its SOP Class is not known`);
    const count = Number(one(image, "NumberOfFrames") ?? 1);
    if (frame !== undefined && frame > count)
      fail("LM-FG-016", `the source image ${uid} has no frame ${frame}`);
    const numbers = merged.get(uid) ?? merged.set(uid, []).get(uid);
    if (frame !== undefined) numbers.push(frame);
  }
  return [
    {
      DerivationCodeSequence: [
        codeItem({ value: "113076", scheme: "DCM", meaning: "Segmentation" }),
      ],
      SourceImageSequence: [...merged].map(([uid, numbers]) => ({
        ReferencedSOPClassUID: one(images.get(uid), "SOPClassUID"),
        ReferencedSOPInstanceUID: uid,
        ReferencedFrameNumber: numbers.length ? numbers.map(String) : undefined,
        SpatialLocationsPreserved: preserved,
        PurposeOfReferenceCodeSequence: [
          codeItem({
            value: "121322",
            scheme: "DCM",
            meaning: "Source Image for Image Processing Operation",
          }),
        ],
      })),
    },
  ];
}

/** Common Instance Reference Module (LM-REF-001, LM-REF-002). */
export function commonReferences(uids, images, study) {
  const byStudy = new Map();
  for (const uid of uids) {
    const image = images.get(uid);
    const [studyUid, series] = [one(image, "StudyInstanceUID"), one(image, "SeriesInstanceUID")];
    const inStudy = byStudy.get(studyUid) ?? byStudy.set(studyUid, new Map()).get(studyUid);
    const inSeries = inStudy.get(series) ?? inStudy.set(series, []).get(series);
    inSeries.push({
      ReferencedSOPClassUID: one(image, "SOPClassUID"),
      ReferencedSOPInstanceUID: uid,
    });
  }
  const items = (inStudy) =>
    [...inStudy].map(([series, instances]) => ({
      SeriesInstanceUID: series,
      ReferencedInstanceSequence: instances,
    }));
  const others = [...byStudy].filter(([uid]) => uid !== study);
  return {
    ReferencedSeriesSequence: byStudy.has(study) ? items(byStudy.get(study)) : undefined,
    StudiesContainingOtherReferencedInstancesSequence: others.length
      ? others.map(([uid, inStudy]) => ({
          StudyInstanceUID: uid,
          ReferencedSeriesSequence: items(inStudy),
        }))
      : undefined,
  };
}

/** Source images of Derivation Image Sequence, one entry for each image or frame that is named. */
export function sourcesOf(sequence, what) {
  const images = (sequence ?? []).flatMap((derivation) => derivation.SourceImageSequence ?? []);
  return images.flatMap((source) => {
    const uid = one(source, "ReferencedSOPInstanceUID");
    if (!uid) fail("LM-FG-016", `${what} refers to a source image without UID`, what);
    const numbers = source.ReferencedFrameNumber ?? [];
    return numbers.length ? numbers.map((n) => ({ uid, frame: Number(n) })) : [{ uid }];
  });
}
