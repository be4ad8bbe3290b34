// From items of a dataset that dcmjs has naturalized to the model of PROTOCOL.md.
export const items = (sequence) => (sequence ? Array.from(sequence) : []);
const numbers = (values) => (values ? [values].flat().map(Number) : undefined);

function code(item) {
  const value = item?.CodeValue ?? item?.LongCodeValue ?? item?.URNCodeValue ?? "";
  const scheme = item?.CodingSchemeDesignator ?? "";
  return { value: String(value), scheme, meaning: item?.CodeMeaning ?? "" };
}

export function segment(item, colours) {
  const type = items(item.SegmentedPropertyTypeCodeSequence)[0];
  const lab = item.RecommendedDisplayCIELabValue;
  const colour = lab && colours.dicomlab2RGB(lab.map(Number));
  const tracking = { id: item.TrackingID, uid: item.TrackingUID };
  return {
    label: item.SegmentLabel,
    category: code(items(item.SegmentedPropertyCategoryCodeSequence)[0]),
    type: code(type),
    modifiers: items(type?.SegmentedPropertyTypeModifierCodeSequence).map(code),
    regions: items(item.AnatomicRegionSequence).map(code),
    colour: colour ? colour.map((value) => Math.round(value * 255)) : null,
    algorithm: {
      type: item.SegmentAlgorithmType ?? "",
      name: item.SegmentAlgorithmName ?? null,
    },
    ...(item.TrackingUID ? { tracking } : {}),
  };
}

function sources(group) {
  const images = items(group.DerivationImageSequence).flatMap((d) => items(d.SourceImageSequence));
  return images.flatMap((image) => {
    const uid = image.ReferencedSOPInstanceUID;
    const frames = numbers(image.ReferencedFrameNumber);
    return frames ? frames.map((number) => ({ uid, frame: number })) : [{ uid }];
  });
}

// Nested integers, or a raw file if there are many samples.
export function volume(flat, [frames, rows, columns], writeFile) {
  if (flat.length > 65536) {
    writeFile("labels.raw", new Uint8Array(flat.buffer, flat.byteOffset, flat.byteLength));
    const dtype = flat.BYTES_PER_ELEMENT === 2 ? "u16le" : "u8";
    return { file: "labels.raw", dtype, shape: [frames, rows, columns] };
  }
  const row = (at) => Array.from(flat.slice(at, at + columns));
  const plane = (at) => Array.from({ length: rows }, (_, index) => row(at + index * columns));
  return Array.from({ length: frames }, (_, index) => plane(index * rows * columns));
}

export function frame(ds, index) {
  const shared = items(ds.SharedFunctionalGroupsSequence)[0] ?? {};
  const groups = ds.PerFrameFunctionalGroupsSequence; // not copied: there may be many
  const own = (Array.isArray(groups) ? groups : items(groups))[index] ?? {};
  const group = (name) => items(own[name])[0] ?? items(shared[name])[0] ?? {};
  return {
    segment: group("SegmentIdentificationSequence").ReferencedSegmentNumber,
    position: numbers(group("PlanePositionSequence").ImagePositionPatient),
    orientation: numbers(group("PlaneOrientationSequence").ImageOrientationPatient),
    spacing: numbers(group("PixelMeasuresSequence").PixelSpacing),
    sources: [...sources(own), ...sources(shared)],
  };
}
