/**
 * DICOM label map segmentations (PS3.3 A.51, Supplement 243), read and written on top of dcmjs.
 *
 * Written from the specification of this project alone. Numbers such as LM-VAL-002 are its
 * requirements, numbers such as 0005 its clarifications. The module runs in Node.js 20 and,
 * unchanged, in a browser: it touches no file and no network. Codecs for JPEG-LS, JPEG 2000,
 * HTJ2K and JPEG lossless are passed in by the caller.
 *
 * Coordinates are DICOM patient or slide coordinates in millimetres.
 *
 * @module labelmap
 */
import { labOfRgb, palette, paletteAttributes, rgbOfLab } from "./colour.mjs";
import {
  CODESTREAMS,
  DEFLATED,
  DEFLATED_FRAME,
  EXPERIMENTAL,
  EXPLICIT,
  IMPLICIT,
  RLE,
  UNCOMPRESSED,
  UnsupportedError,
  checkOrientation,
  checkText,
  checkUid,
  codeItem,
  cross,
  decimals,
  fail,
  newUid,
  number,
  one,
  put,
  readDataSet,
  tagOf,
  writeDataSet,
} from "./dicom.mjs";
import { pixelElement, readPixels } from "./frames.mjs";
import {
  checkCombinations,
  checkDeclared,
  checkInstances,
  combinationAttributes,
  instanceAttributes,
  readCombinations,
  readInstanceTable,
  spreadSources,
  spreadable,
  timesOf,
  volumeAttributes,
} from "./proposals.mjs";
import {
  commonReferences,
  derivation,
  readSources,
  sourcesOf,
} from "./references.mjs";
import { assemble, readTiles, writeTiles } from "./slide.mjs";

export { EXPERIMENTAL, InvalidError, UnsupportedError } from "./dicom.mjs";
export { combine } from "./proposals.mjs";

/**
 * @typedef {{value: string, scheme: string, meaning: string}} Code
 *
 * @typedef {object} Segment
 * @property {number} number Segment Number; in a label map the stored pixel value itself
 * @property {string} [label] absent if the file has none (0041)
 * @property {Code} [category]
 * @property {Code} [type]
 * @property {Code[]} [modifiers]
 * @property {Code[]} [regions]
 * @property {number[] | null} [colour] sRGB, three numbers of 0 to 255; null: none recommended
 * @property {{type: string, name: string | null}} [algorithm]
 * @property {{id: string, uid: string}} [tracking]
 *
 * @typedef {object} Frame
 * @property {number} [segment] Segment Number; BINARY and FRACTIONAL only
 * @property {(number | string)[]} [position] centre of the first pixel, mm
 * @property {(number | string)[]} [orientation] along a row, then along a column
 * @property {(number | string)[]} [spacing] distance of rows, then of columns, mm
 * @property {number[]} [tile] row and column of the first pixel in the total pixel matrix, from 1
 * @property {{uid: string, frame?: number}[]} [sources] the images that were segmented
 * @property {number} [time] seconds; proposal "regular volume" with 3D_TEMPORAL_FULL
 *
 * @typedef {{data: Uint8Array | Uint16Array | Uint32Array, shape: [number, number, number]}} Volume
 *
 * @typedef {{segments: Uint16Array, identifiers?: BigUint64Array}} InstanceTable entry n - 1 is
 *   the Segment Number of instance n, and its name in the system that made it
 *
 * @typedef {object} Segmentation
 * @property {"LABELMAP" | "BINARY" | "FRACTIONAL" | "INSTANCEMAP"} type
 * @property {Volume} labels stored values, frames x rows x columns
 * @property {Frame[]} frames
 * @property {Segment[]} segments
 * @property {number | null} background
 * @property {string | null} [frame_of_reference]
 * @property {number} [maximum] Maximum Fractional Value
 * @property {"PROBABILITY" | "OCCUPANCY"} [fractional_type]
 * @property {Volume} [matrix] total pixel matrix, focal planes x rows x columns
 * @property {Map<number, number[]>} [combinations] proposal "overlap": value to Segment Numbers
 * @property {boolean} [volume] proposal "regular volume": the file is 3D_FULL
 * @property {InstanceTable} [instances] proposal "instances": what the pixel values of an INSTANCEMAP are
 * @property {string[]} [notes] everything that was tolerated, guessed or ignored
 * @property {Layout} [layout] where the bytes are
 *
 * @typedef {object} Layout
 * @property {string} transferSyntax
 * @property {boolean} inflated offsets count in the inflated data set, which begins where the file's does
 * @property {Uint8Array} bytes
 * @property {Element[]} elements top level elements, in order
 * @property {1 | 8 | 16 | 32} bits Bits Allocated
 * @property {{start: number, length: number}[]} frames bytes of each frame; 1-bit frames: enclosing bytes
 *
 * @typedef {object} Element
 * @property {number} tag
 * @property {string} vr
 * @property {number} offset of the tag
 * @property {number} start of the value
 * @property {number} end
 * @property {{start: number, end: number}[]} [items]
 * @property {{offset: number, start: number, length: number}[]} [fragments] the first is the offset table
 * @property {boolean} [open] encapsulated Pixel Data without the final delimiter
 *
 * @typedef {(bytes: Uint8Array, info: {rows: number, columns: number, bitsAllocated: number})
 *   => Uint8Array} Encoder
 *
 * @typedef {(bytes: Uint8Array, info: {rows: number, columns: number, bitsAllocated: number,
 *   samplesPerPixel: number, signed: boolean}) => Promise<{imageFrame: ArrayBufferView,
 *   imageInfo?: object}>} Codec
 */

const LABEL_MAP_CLASS = "1.2.840.10008.5.1.4.1.1.66.7";
const SEGMENTATION_CLASS = "1.2.840.10008.5.1.4.1.1.66.4";
/** Types of which each frame shows one segment. */
const isMasks = (type) => type === "BINARY" || type === "FRACTIONAL";
/** Bits Allocated by type, those that are read, and the requirement that says so. */
const BITS = {
  LABELMAP: [[8, 16], "LM-PIX-006"],
  BINARY: [[1, 8], "LM-PIX-009"],
  FRACTIONAL: [[8], "LM-PIX-010"],
  INSTANCEMAP: [[16, 32], "LM-PIX-006"],
};
// ---------------------------------------------------------------------------------------------
// Reading

function code(ds) {
  if (!ds) return undefined;
  const value = one(ds, "CodeValue") ?? one(ds, "LongCodeValue") ?? one(ds, "URNCodeValue") ?? "";
  return {
    value,
    scheme: one(ds, "CodingSchemeDesignator") ?? "",
    meaning: text(ds, "CodeMeaning") ?? "",
  };
}
const codes = (sequence) => (sequence ?? []).map(code);
const text = (ds, keyword) => (ds?.[keyword]?.length ? ds[keyword].join("\\") : undefined);

/** @returns {Segment[]} */
function readSegments(ds, type, colourOf, notes) {
  const items = ds.SegmentSequence ?? [];
  if (!items.length) fail("LM-DES-001", "Segment Sequence is missing or empty", "SegmentSequence");
  const seen = new Set();
  return items.map((segment, i) => {
    const at = `SegmentSequence[${i + 1}]`;
    const value = one(segment, "SegmentNumber");
    if (typeof value !== "number") fail("LM-DES-002", `${at} has no Segment Number`, at);
    if (seen.has(value)) fail("LM-DES-002", `Segment Number ${value} is given twice`, at);
    seen.add(value);
    if (value === 0 && isMasks(type)) fail("LM-DES-005", `Segment Number 0 in a ${type}`, at);
    /** @type {Segment} */
    const found = { number: value };
    const label = text(segment, "SegmentLabel");
    if (label === undefined) notes.push(`segment ${value} has no Segment Label (LM-DES-006)`);
    else found.label = label;
    const property = one(segment, "SegmentedPropertyTypeCodeSequence");
    const category = code(one(segment, "SegmentedPropertyCategoryCodeSequence"));
    if (category) found.category = category;
    if (property) found.type = code(property);
    if (!category || !property)
      notes.push(`segment ${value} lacks a code (LM-DES-011, LM-DES-012)`);
    found.modifiers = codes(property?.SegmentedPropertyTypeModifierCodeSequence);
    found.regions = codes(segment.AnatomicRegionSequence);
    const lab = segment.RecommendedDisplayCIELabValue;
    if (lab?.length && lab.length !== 3)
      fail("LM-DES-020", `segment ${value} has ${lab.length} CIELab values`, at);
    if (lab?.length && colourOf)
      notes.push(`segment ${value}: the palette counts, not CIELab (0010)`);
    found.colour = colourOf ? colourOf(value) : lab?.length ? rgbOfLab(lab) : null;
    const algorithm = one(segment, "SegmentAlgorithmType");
    if (algorithm)
      found.algorithm = { type: algorithm, name: text(segment, "SegmentAlgorithmName") ?? null };
    else notes.push(`segment ${value} has no Segment Algorithm Type (LM-DES-008)`);
    const [id, uid] = [text(segment, "TrackingID"), one(segment, "TrackingUID")];
    if (id && uid) found.tracking = { id, uid };
    else if (id || uid) notes.push(`segment ${value} has half of a tracking (LM-DES-015)`);
    return found;
  });
}

/**
 * What each frame says for itself or shares: geometry, sources, segment.
 *
 * @returns {{frames: Frame[], tiled: object | null}}
 */
function readFrames(ds, image, type, segments, experimental, notes) {
  const { count } = image;
  const shared = one(ds, "SharedFunctionalGroupsSequence") ?? {};
  const perFrame = ds.PerFrameFunctionalGroupsSequence ?? [];
  if (perFrame.length && perFrame.length !== count) {
    fail(
      "LM-FG-003",
      `${perFrame.length} items of Per-Frame Functional Groups Sequence for ${count} frames`,
    );
  }
  const group = (f, keyword) => perFrame[f]?.[keyword] ?? shared[keyword];
  const organization = one(ds, "DimensionOrganizationType");
  const tiled = readTiles(ds, image, organization, type, segments, group);
  const declared = ["3D_FULL", "3D_TEMPORAL_FULL"].includes(organization);
  if (declared && !experimental)
    fail("LM-DIM-002", `${organization} is a proposal, not part of the standard`);
  if (declared) checkDeclared(perFrame);
  const times = organization === "3D_TEMPORAL_FULL" ? timesOf(ds, count) : null;
  const perTime = times ? count / times.length : count;
  const frames = [];
  for (let f = 0; f < count; f++) {
    /** @type {Frame} */
    const frame = {};
    const what = `frame ${f + 1}`;
    if (isMasks(type)) {
      const named = group(f, "SegmentIdentificationSequence")?.[0];
      frame.segment = one(named, "ReferencedSegmentNumber") ?? tiled?.segment(f);
      if (frame.segment === undefined) fail("LM-FG-010", `${what} names no segment`, what);
      if (!segments.some((segment) => segment.number === frame.segment)) {
        fail("LM-FG-010", `${what} is of segment ${frame.segment}, which is not described`, what);
      }
    } else if (group(f, "SegmentIdentificationSequence") && f === 0) {
      notes.push("Segment Identification in a label map is ignored (0025)");
    }
    const measures = group(f, "PixelMeasuresSequence")?.[0];
    if (measures?.PixelSpacing?.length) {
      frame.spacing = measures.PixelSpacing;
      const spacing = decimals(frame.spacing, 2, "LM-FG-019", "PixelSpacing");
      if (spacing.some((value) => value <= 0))
        fail("LM-FG-019", "PixelSpacing is not positive", what);
    }
    for (const keyword of ["SliceThickness", "SpacingBetweenSlices"]) {
      if (
        measures?.[keyword]?.length &&
        !(decimals(measures[keyword], 1, "LM-FG-019", keyword)[0] >= 0)
      ) {
        fail("LM-FG-019", `${keyword} is negative`, what);
      }
    }
    if (tiled) Object.assign(frame, tiled.frame(f, measures));
    else {
      const orientation = group(f, "PlaneOrientationSequence")?.[0]?.ImageOrientationPatient;
      const position = group(f, "PlanePositionSequence")?.[0]?.ImagePositionPatient;
      if (orientation?.length) {
        frame.orientation = orientation;
        checkOrientation(orientation, "ImageOrientationPatient");
      }
      if (position?.length) {
        frame.position = position;
        decimals(position, 3, "LM-FG-020", "ImagePositionPatient");
      }
      if (declared) {
        const step = Number(one(measures, "SpacingBetweenSlices"));
        if (!(step > 0) || !frame.orientation || !frame.position) {
          fail(
            "LM-FG-019",
            "a declared volume needs one shared position, orientation and Spacing Between Slices",
          );
        }
        const normal = cross(frame.orientation.map(Number));
        const plane = f % perTime;
        frame.position = frame.position.map((p, i) => Number(p) + plane * step * normal[i]);
        if (times) frame.time = times[Math.floor(f / perTime)];
      }
    }
    frame.sources = sourcesOf(group(f, "DerivationImageSequence"), what);
    frames.push(frame);
  }
  if (declared) spreadSources(shared.DerivationImageSequence, frames);
  return { frames, tiled };
}

/**
 * Reads a segmentation.
 *
 * @param {Uint8Array} file
 * @param {object} [options]
 * @param {Record<string, Codec>} [options.codecs] by Transfer Syntax UID
 * @param {boolean} [options.lenient] name undescribed values `Segment 9` and so on (0005)
 * @param {boolean} [options.experimental] read the three proposals too
 * @returns {Promise<Segmentation>}
 * @throws {InvalidError} if the file is not valid and its pixels or their meaning are in doubt
 * @throws {UnsupportedError} if the transfer syntax is not read here
 */
export async function readSegmentation(
  file,
  { codecs, lenient = false, experimental = false } = {},
) {
  const notes = [];
  const { ds, layout, syntax } = readDataSet(file, notes);
  const sopClass = one(ds, "SOPClassUID");
  const { volumeClass, combinationsClass, instancesClass } = EXPERIMENTAL;
  const proposal =
    experimental && [volumeClass, combinationsClass, instancesClass].includes(sopClass);
  if (sopClass !== LABEL_MAP_CLASS && sopClass !== SEGMENTATION_CLASS && !proposal) {
    fail(
      "LM-GEN-001",
      `SOP Class UID ${sopClass ?? "(absent)"} is not that of a segmentation`,
      "SOPClassUID",
    );
  }
  const type = one(ds, "SegmentationType");
  if (!(type in BITS) || (type === "INSTANCEMAP") !== (proposal && sopClass === instancesClass)) {
    fail("LM-TYP-001", `Segmentation Type is ${type ?? "absent"}`, "SegmentationType");
  }
  if (isMasks(type) !== (sopClass === SEGMENTATION_CLASS)) {
    notes.push(`SOP Class ${sopClass} does not go with ${type}, the type counts (0008)`);
  }
  const image = {
    rows: number(ds, "Rows", "LM-PIX-011"),
    columns: number(ds, "Columns", "LM-PIX-011"),
    bits: number(ds, "BitsAllocated", "LM-PIX-006"),
    count: Number(one(ds, "NumberOfFrames") ?? fail("LM-PIX-023", "NumberOfFrames is missing")),
  };
  if (!image.rows || !image.columns)
    fail("LM-PIX-011", `a frame has ${image.rows} x ${image.columns} pixels`);
  if (!Number.isInteger(image.count) || image.count < 1)
    fail("LM-PIX-023", `NumberOfFrames is ${image.count}`);
  if ((one(ds, "SamplesPerPixel") ?? 1) !== 1) fail("LM-PIX-002", "SamplesPerPixel is not 1");
  if (one(ds, "PixelRepresentation"))
    fail("LM-PIX-005", "PixelRepresentation says that pixels are signed");
  const [allowed, requirement] = BITS[type];
  if (!allowed.includes(image.bits)) {
    fail(requirement, `BitsAllocated is ${image.bits} in a ${type}`, "BitsAllocated");
  }
  if (one(ds, "BitsStored") !== image.bits)
    notes.push("BitsStored differs from BitsAllocated (0019)");
  const photometric = one(ds, "PhotometricInterpretation");
  const coloured = photometric === "PALETTE COLOR" && type === "LABELMAP";
  if (photometric !== "MONOCHROME2" && !coloured) {
    fail(
      type === "LABELMAP" ? "LM-PIX-004" : "LM-PIX-003",
      `Photometric Interpretation is ${photometric}`,
    );
  }
  const segments = readSegments(ds, type, coloured ? palette(ds, syntax.little) : null, notes);

  const padding = ds.PixelPaddingValue ?? [];
  if (padding.length > 1)
    fail("LM-VAL-011", "Pixel Padding Value has two values", "PixelPaddingValue");
  if (padding.length && type === "INSTANCEMAP")
    fail("LM-VAL-011", "instances have no Pixel Padding Value, 0 is none", "PixelPaddingValue");
  let background = padding.length ? padding[0] & 0xffff : null;
  if (background !== null && type !== "LABELMAP") {
    notes.push(`Pixel Padding Value in a ${type} is ignored (LM-VAL-006)`);
    background = null;
  } else if (background !== null && background >= 2 ** image.bits) {
    notes.push(
      `Pixel Padding Value ${background} is more than a pixel can hold, and is ignored (0004)`,
    );
    background = null;
  }

  const { frames, tiled } = readFrames(ds, image, type, segments, proposal, notes);
  const data = await readPixels(layout, image, syntax, codecs, notes);
  /** @type {Segmentation} */
  const found = {
    type,
    labels: { data, shape: [image.count, image.rows, image.columns] },
    frames,
    frame_of_reference: one(ds, "FrameOfReferenceUID") ?? null,
    segments,
    background,
    notes,
    layout,
  };
  if (type === "INSTANCEMAP") {
    found.instances = readInstanceTable(ds, syntax.little);
    checkInstances(data, found.instances, segments);
    return found;
  }
  const occurs = new Uint8Array(65536);
  for (let i = 0; i < data.length; i++) occurs[data[i]] = 1;
  const largest = occurs.lastIndexOf(1);
  if (type === "BINARY" && largest > 1)
    fail("LM-TYP-004", `a BINARY pixel has the value ${largest} (0039)`);
  if (type === "FRACTIONAL") {
    found.maximum = number(ds, "MaximumFractionalValue", "LM-TYP-003");
    found.fractional_type = one(ds, "SegmentationFractionalType");
    if (found.maximum < 1 || found.maximum > 255)
      fail("LM-TYP-003", `MaximumFractionalValue is ${found.maximum}`);
    if (!["PROBABILITY", "OCCUPANCY"].includes(found.fractional_type)) {
      fail("LM-TYP-002", `SegmentationFractionalType is ${found.fractional_type ?? "absent"}`);
    }
    if (largest > found.maximum)
      fail("LM-TYP-003", `a pixel has the value ${largest}, the maximum is ${found.maximum}`);
  }
  if (type === "LABELMAP") {
    if (proposal) {
      found.volume = /^3D(_TEMPORAL)?_FULL$/.test(one(ds, "DimensionOrganizationType"));
      if (sopClass === combinationsClass) found.combinations = readCombinations(ds, segments, background);
    }
    for (const segment of segments) occurs[segment.number] = 0;
    for (const value of found.combinations?.keys() ?? []) occurs[value] = 0;
    for (let value = occurs.indexOf(1); value >= 0; value = occurs.indexOf(1, value + 1)) {
      const message = `pixels have the value ${value}, which no segment describes`;
      if (value === background) notes.push(`${message}; it is the background (0003)`);
      else if (!lenient) fail("LM-VAL-002", message, "SegmentSequence");
      else {
        notes.push(message);
        segments.push({ number: value, label: `Segment ${value}`, colour: null });
      }
    }
    if (tiled && !one(ds, "ConcatenationUID")) {
      found.matrix = assemble(data, frames, image, tiled, background, notes);
    }
  }
  return found;
}

// ---------------------------------------------------------------------------------------------
// Writing

/** @param {Segment} segment */
function segmentItem(segment, coloured) {
  const what = `segment ${segment.number}`;
  const { type, name } = segment.algorithm ?? { type: "SEMIAUTOMATIC", name: "unspecified" };
  if (!["AUTOMATIC", "SEMIAUTOMATIC", "MANUAL"].includes(type))
    fail("LM-DES-008", `${what} has the algorithm type ${type}`);
  if (type === "MANUAL" && name) fail("LM-DES-009", `${what} is MANUAL and has an algorithm name`);
  if (type !== "MANUAL" && !name)
    fail("LM-DES-009", `${what} is ${type} and has no algorithm name`);
  const { tracking, modifiers = [], regions = [], colour } = segment;
  if (tracking && (!tracking.id || !tracking.uid))
    fail("LM-DES-015", `${what} has half of a tracking`);
  return {
    SegmentNumber: segment.number,
    SegmentLabel: checkText(segment.label, 64, "LM-DES-006", `the label of ${what}`),
    SegmentAlgorithmType: type,
    SegmentAlgorithmName: name
      ? checkText(name, 64, "LM-DES-009", `the algorithm name of ${what}`)
      : undefined,
    SegmentedPropertyCategoryCodeSequence: [codeItem(segment.category, `the category of ${what}`)],
    SegmentedPropertyTypeCodeSequence: [
      {
        ...codeItem(segment.type, `the type of ${what}`),
        SegmentedPropertyTypeModifierCodeSequence: modifiers.length
          ? modifiers.map((modifier) => codeItem(modifier, `a modifier of ${what}`))
          : undefined,
      },
    ],
    AnatomicRegionSequence: regions.length
      ? regions.map((region) => codeItem(region, `a region of ${what}`))
      : undefined,
    RecommendedDisplayCIELabValue: colour && !coloured ? labOfRgb(colour) : undefined,
    TrackingID: tracking?.id,
    TrackingUID: tracking && checkUid(tracking.uid, `the Tracking UID of ${what}`),
  };
}

/** What every reader takes for background: the code, and Pixel Padding Value (0001, 0015). */
const backgroundSegment = (number) => ({
  number,
  label: "Background",
  category: { value: "309825002", scheme: "SCT", meaning: "Spatial and Relational Concept" },
  type: { value: "125040", scheme: "DCM", meaning: "Background" },
});

/** Functional groups of planes in the patient; the dimension is the place along the normal. */
function planeGroups(shape, volume) {
  const { frames, positions, shared, each, extra } = shape;
  const normal = cross(frames[0].orientation.map(Number));
  const along = positions.map((p) =>
    Math.round(1e4 * (normal[0] * p[0] + normal[1] * p[1] + normal[2] * p[2])),
  );
  const levels = [...new Set(along)].sort((a, b) => a - b);
  const gaps = levels.slice(1).map((value, i) => (value - levels[i]) / 1e4);
  const between =
    gaps.length && Math.max(...gaps) - Math.min(...gaps) < 0.002 ? gaps[0] : undefined;
  put(
    shape,
    "PixelMeasuresSequence",
    frames.map(({ spacing }) => [
      {
        SliceThickness: Math.min(...(gaps.length ? gaps : spacing.map(Number))),
        SpacingBetweenSlices: between,
        PixelSpacing: spacing,
      },
    ]),
  );
  put(
    shape,
    "PlaneOrientationSequence",
    frames.map((frame) => [{ ImageOrientationPatient: frame.orientation }]),
  );
  if (!volume) {
    frames.forEach(
      (frame, f) => (each[f].PlanePositionSequence = [{ ImagePositionPatient: frame.position }]),
    );
    return [["ImagePositionPatient", "PlanePositionSequence", along]];
  }
  const times = [...new Set(frames.map(({ time }) => time))];
  const perTime = frames.length / times.length;
  const step = between ?? Math.min(...frames[0].spacing.map(Number));
  const off = (p, f) =>
    frames[f].time !== times[Math.floor(f / perTime)] ||
    p.some((x, i) => Math.abs(x - positions[0][i] - (f % perTime) * step * normal[i]) > 0.002);
  if (
    (perTime > 1 && !between) ||
    positions.some(off) ||
    each.some((group) => Object.keys(group).length)
  ) {
    fail("LM-DIM-010", "the frames are no regular volume in the order of their normal");
  }
  shared.PixelMeasuresSequence[0].SpacingBetweenSlices = step;
  shared.PlanePositionSequence = [{ ImagePositionPatient: frames[0].position }];
  Object.assign(extra, volumeAttributes(times));
  return undefined;
}

/**
 * Geometry of the frames: functional groups, dimensions and modules.
 *
 * @param {Segmentation} model
 */
function geometryOf(model, images, volume) {
  const { frames, type } = model;
  const [count, rows, columns] = model.labels.shape;
  const placed = frames.filter((frame) => frame.position).length;
  const tiled = frames.some((frame) => frame.tile);
  if (placed && placed !== count) fail("LM-FG-002", `${placed} of ${count} frames have a position`);
  if (placed && frames.some((frame) => !frame.orientation || !frame.spacing)) {
    fail("LM-FG-004", "a frame has a position, but no orientation or no spacing");
  }
  for (const [f, frame] of frames.entries()) {
    if (frame.orientation)
      checkOrientation(frame.orientation.map(String), `the orientation of frame ${f + 1}`);
    if (frame.position)
      decimals(frame.position.map(String), 3, "LM-FG-020", `the position of frame ${f + 1}`);
    if (frame.spacing) {
      const spacing = decimals(
        frame.spacing.map(String),
        2,
        "LM-FG-019",
        `the spacing of frame ${f + 1}`,
      );
      if (spacing.some((value) => value <= 0))
        fail("LM-FG-019", `the spacing of frame ${f + 1} is not positive`);
    }
  }
  const derived = frames.some((frame) => frame.sources?.length);
  const uid =
    model.frame_of_reference === undefined
      ? (one([...images.values()][0], "FrameOfReferenceUID") ?? (placed || tiled ? newUid() : null))
      : model.frame_of_reference;
  if (uid === null && !derived)
    fail("LM-MOD-009", "there is neither a Frame of Reference nor a source image");
  if (uid !== null && !placed && !tiled && !derived)
    fail("LM-FG-008", "the frames have neither a position nor source images");
  for (const source of new Set(
    frames.flatMap((frame) => frame.sources ?? []).map((source) => source.uid),
  )) {
    const image = images.get(source);
    const theirs = one(image, "FrameOfReferenceUID");
    if (image && theirs && theirs !== uid) {
      fail("LM-GEN-006", `the Frame of Reference is ${uid}, that of the source image ${theirs}`);
    }
    if (
      image &&
      uid === null &&
      (one(image, "Rows") !== rows || one(image, "Columns") !== columns)
    ) {
      fail(
        "LM-FG-013",
        `frames have ${rows} x ${columns} pixels, the source image ${one(image, "Rows")} x ${one(image, "Columns")}`,
      );
    }
  }
  const positions = frames.map((frame) => frame.position?.map(Number));
  const extra = {};
  const shared = {};
  const each = frames.map(() => ({}));
  const reference =
    uid === null
      ? {}
      : {
          FrameOfReferenceUID: checkUid(uid, "the Frame of Reference"),
          PositionReferenceIndicator: tiled ? "SLIDE_CORNER" : [],
        };
  let dimensions; // pointer, functional group, and a comparable value for each frame
  const shape = { frames, positions, rows, columns, shared, each, extra };
  if (tiled) dimensions = writeTiles(shape, isMasks(type) ? model.segments.length : 1);
  else if (placed) dimensions = planeGroups(shape, volume);
  else {
    dimensions = [["InStackPositionNumber", "FrameContentSequence", frames.map((_, f) => f)]];
    each.forEach(
      (group, f) => (group.FrameContentSequence = [{ StackID: "1", InStackPositionNumber: f + 1 }]),
    );
  }
  if (derived) {
    if (frames.some((frame) => !frame.sources?.length))
      fail("LM-FG-002", "only some frames have source images");
    const all = frames.flatMap((frame) => frame.sources);
    if (volume && all.length === count) {
      shared.DerivationImageSequence = spreadable(derivation(all, images, "YES"), all);
    } else {
      const each = frames.map((frame) => derivation(frame.sources, images));
      put(shape, "DerivationImageSequence", each);
      if (volume && !shared.DerivationImageSequence)
        fail("LM-FG-002", "3D_FULL needs one source image for each frame, or the same for all");
    }
  }
  if (isMasks(type) && extra.DimensionOrganizationType !== "TILED_FULL") {
    frames.forEach(
      (frame, f) =>
        (each[f].SegmentIdentificationSequence = [{ ReferencedSegmentNumber: frame.segment }]),
    );
    dimensions?.unshift([
      "ReferencedSegmentNumber",
      "SegmentIdentificationSequence",
      frames.map((f) => f.segment),
    ]);
  }
  const organization = newUid();
  extra.DimensionOrganizationSequence = [{ DimensionOrganizationUID: organization }];
  if (dimensions) {
    extra.DimensionIndexSequence = dimensions.map(([pointer, group]) => ({
      DimensionOrganizationUID: organization,
      DimensionIndexPointer: tagOf(pointer),
      FunctionalGroupPointer: tagOf(group),
      DimensionDescriptionLabel: pointer,
    }));
    const ranks = dimensions.map(([, , values]) => {
      const sorted = [...new Set(values)].sort((a, b) => a - b);
      return values.map((value) => sorted.indexOf(value) + 1);
    });
    each.forEach((group, f) => {
      group.FrameContentSequence = [
        { ...group.FrameContentSequence?.[0], DimensionIndexValues: ranks.map((rank) => rank[f]) },
      ];
    });
  }
  const needed = each.some((group) => Object.keys(group).length);
  return {
    ...reference,
    ...extra,
    SharedFunctionalGroupsSequence: [shared],
    PerFrameFunctionalGroupsSequence: needed ? each : undefined,
  };
}

/** Checks numbers against each other, and adds the background if nothing describes it. */
function checkedSegments(model, bits) {
  const { type, labels, frames } = model;
  const background = model.background ?? null;
  const segments = [...model.segments];
  const numbers = new Set();
  for (const { number } of segments) {
    if (!Number.isInteger(number) || number < 0 || number > 65535)
      fail("LM-DES-002", `Segment Number ${number} is not a US`);
    if (numbers.has(number)) fail("LM-DES-002", `Segment Number ${number} is given twice`);
    numbers.add(number);
  }
  if (type === "LABELMAP" && background !== null) {
    if (!Number.isInteger(background) || background < 0 || background >= 2 ** bits) {
      fail("LM-VAL-009", `the background ${background} does not fit into ${bits} bits`);
    }
    if (!numbers.has(background)) segments.push(backgroundSegment(background));
    numbers.add(background);
  }
  if (!segments.length) fail("LM-DES-001", "there is no segment");
  segments.sort((a, b) => a.number - b.number);
  if (type !== "LABELMAP" && background !== null)
    fail("LM-VAL-006", `a ${type} has no background`);
  if (type === "INSTANCEMAP") {
    checkInstances(labels.data, model.instances, segments);
    return segments;
  }
  if (isMasks(type)) {
    if (numbers.has(0)) fail("LM-DES-005", `Segment Number 0 in a ${type}`);
    if (segments.some((segment, i) => segment.number !== i + 1))
      fail("LM-DES-003", `the Segment Numbers of a ${type} are not 1, 2, 3 ...`);
    frames.forEach(({ segment }, f) => {
      if (!numbers.has(segment))
        fail("LM-FG-010", `frame ${f + 1} is of segment ${segment}, which is not described`);
    });
  }
  const most = { LABELMAP: 2 ** bits - 1, BINARY: 1, FRACTIONAL: model.maximum }[type];
  const requirement = { BINARY: "LM-TYP-004", FRACTIONAL: "LM-TYP-003" }[type] ?? "LM-PIX-006";
  const occurs = new Uint8Array(65536);
  for (const value of labels.data) occurs[value] = 1;
  const largest = occurs.lastIndexOf(1);
  if (largest > most)
    fail(requirement, `a pixel has the value ${largest}, at most ${most} is allowed`);
  if (type === "LABELMAP") {
    const described = (value) => numbers.has(value) || model.combinations?.has(value);
    const stray = occurs.findIndex((there, value) => there && !described(value));
    if (stray >= 0)
      fail("LM-VAL-002", `pixels have the value ${stray}, which no segment describes`);
  }
  return segments;
}

const PATIENT_AND_STUDY = [
  "PatientName",
  "PatientID",
  "PatientBirthDate",
  "PatientSex",
  "StudyDate",
  "StudyTime",
  "AccessionNumber",
  "ReferringPhysicianName",
  "StudyID",
];

/**
 * Writes a segmentation.
 *
 * @param {Segmentation} model
 * @param {object} options
 * @param {string} [options.transferSyntax] native, deflated, RLE, deflated frames or uncompressed frames
 * @param {1 | 8 | 16 | 32} [options.bits]
 * @param {"MONOCHROME2" | "PALETTE COLOR"} [options.photometric]
 * @param {Uint8Array[]} [options.sources] files of the images that the frames refer to
 * @param {Record<string, Encoder>} [options.encoders] lossless, by Transfer Syntax UID
 * @param {boolean} [options.experimental] write the proposals: `model.combinations`, `model.volume`, `model.instances`
 * @returns {Uint8Array}
 * @throws {InvalidError} if the model breaks a requirement; nothing is repaired silently
 */
export function writeSegmentation(model, options = {}) {
  const { type, labels, frames, combinations = new Map(), volume = false } = model;
  const {
    transferSyntax = EXPLICIT,
    photometric = "MONOCHROME2",
    sources = [],
    experimental = false,
    encoders = {},
  } = options;
  const { bits = type === "BINARY" ? 1 : 8 * labels.data.BYTES_PER_ELEMENT } = options;
  const own = [IMPLICIT, EXPLICIT, DEFLATED, UNCOMPRESSED, RLE, DEFLATED_FRAME];
  if (!own.includes(transferSyntax) && !encoders[transferSyntax]) {
    const feature = CODESTREAMS[transferSyntax]?.[0] ?? "transfer syntax";
    throw new UnsupportedError(
      feature,
      `no encoder is given for transfer syntax ${transferSyntax}`,
    );
  }
  const [fits, requirement] = BITS[type] ?? fail("LM-TYP-001", `the type is ${type}`);
  if (!fits.includes(bits) || (type === "BINARY" && bits !== 1))
    fail(requirement, `a ${type} has no ${bits} bits`);
  const coloured = photometric === "PALETTE COLOR";
  if (coloured ? type !== "LABELMAP" : photometric !== "MONOCHROME2") {
    fail(type === "LABELMAP" ? "LM-PIX-004" : "LM-PIX-003", `a ${type} cannot be ${photometric}`);
  }
  if (bits === 1 && (transferSyntax === RLE || !own.includes(transferSyntax)))
    fail("LM-TS-007", `1-bit frames are not written in ${transferSyntax} (0006, 0034)`);
  if (bits === 32 && !own.includes(transferSyntax))
    fail("LM-GEN-001", `frames of 32 bits are not written in ${transferSyntax}`);
  const { instances } = model;
  if (instances && (type !== "INSTANCEMAP" || combinations.size || volume))
    fail("LM-GEN-001", "instances go with no other type and no other proposal");
  const proposal =
    (type === "INSTANCEMAP" && EXPERIMENTAL.instancesClass) ||
    (combinations.size && EXPERIMENTAL.combinationsClass) ||
    (volume && EXPERIMENTAL.volumeClass);
  if (proposal && !experimental)
    fail("LM-GEN-001", "proposals are written with the option experimental only");
  const withPrivate = combinations.size || instances || frames.some((f) => f.time !== undefined);
  if ((withPrivate || (volume && sources.length)) && transferSyntax === IMPLICIT)
    fail("LM-GEN-001", "in Implicit VR the private attributes of a proposal have no VR");
  const [count, rows, columns] = labels.shape;
  if (
    !count ||
    !rows ||
    !columns ||
    labels.data.length !== count * rows * columns ||
    frames.length !== count
  ) {
    fail(
      "LM-PIX-023",
      `${labels.data.length} pixels and ${frames.length} frames for ${count} x ${rows} x ${columns}`,
    );
  }
  if (rows > 65535 || columns > 65535)
    fail("LM-PIX-011", `a frame has ${rows} x ${columns} pixels`);
  const segments = checkedSegments(model, bits);
  const images = readSources(sources);
  const image = [...images.values()][0];
  const study = one(image, "StudyInstanceUID") ?? newUid();
  const referenced = [
    ...new Set(frames.flatMap((frame) => frame.sources ?? []).map((source) => source.uid)),
  ];
  const lossy = [...images.values()].find(
    (source) => one(source, "LossyImageCompression") === "01",
  );
  const sopClass = proposal || (type === "LABELMAP" ? LABEL_MAP_CLASS : SEGMENTATION_CLASS);
  const instance = newUid();
  const now = new Date().toISOString().replace(/[-:]/g, "");
  const geometry = geometryOf(model, images, volume);
  const item = {
    SpecificCharacterSet: "ISO_IR 192",
    ImageType: ["DERIVED", "PRIMARY"],
    SOPClassUID: sopClass,
    SOPInstanceUID: instance,
    ContentDate: now.slice(0, 8),
    ContentTime: now.slice(9, 15),
    Modality: "SEG",
    Manufacturer: "labelmap.mjs",
    ManufacturerModelName: "labelmap.mjs",
    DeviceSerialNumber: "1",
    SoftwareVersions: "0.1.0",
    ...Object.fromEntries(PATIENT_AND_STUDY.map((keyword) => [keyword, image?.[keyword] ?? []])),
    StudyInstanceUID: study,
    SeriesInstanceUID: newUid(),
    SeriesNumber: "1",
    InstanceNumber: "1",
    ContentLabel: proposal ? "EXPERIMENTAL" : "SEGMENTATION",
    ContentDescription: [],
    SamplesPerPixel: 1,
    PhotometricInterpretation: photometric,
    NumberOfFrames: String(count),
    Rows: rows,
    Columns: columns,
    BitsAllocated: bits,
    BitsStored: bits,
    HighBit: bits - 1,
    PixelRepresentation: 0,
    PixelPaddingValue: model.background ?? undefined,
    LossyImageCompression: lossy ? "01" : "00",
    LossyImageCompressionRatio: lossy?.LossyImageCompressionRatio,
    LossyImageCompressionMethod: lossy?.LossyImageCompressionMethod,
    SegmentationType: type,
    SegmentSequence: segments.map((segment) => segmentItem(segment, coloured)),
    SegmentsOverlap: isMasks(type) ? undefined : combinations.size ? "YES" : "NO",
    MaximumFractionalValue: type === "FRACTIONAL" ? model.maximum : undefined,
    SegmentationFractionalType: type === "FRACTIONAL" ? model.fractional_type : undefined,
    ...geometry,
    ...(coloured ? paletteAttributes(segments, combinations, model.background) : {}),
    ...(referenced.length ? commonReferences(referenced, images, study) : {}),
    ...(combinations.size ? combinationAttributes(checkCombinations(combinations, segments, model.background)) : {}),
    ...(instances ? instanceAttributes(instances) : {}),
  };
  return writeDataSet(item, pixelElement(labels, bits, transferSyntax, encoders), transferSyntax);
}

/** @param {Segmentation} model @param {number} number @returns {Uint8Array} 1 where the segment is present */
export function maskOf(model, number) {
  const values = new Set([number]);
  for (const [value, members] of model.combinations ?? [])
    if (members.includes(number)) values.add(value);
  if (model.type === "INSTANCEMAP") {
    const table = model.instances.segments;
    return Uint8Array.from(model.labels.data, (n) => (n && table[n - 1] === number ? 1 : 0));
  }
  if (model.type === "LABELMAP")
    return Uint8Array.from(model.labels.data, (value) => (values.has(value) ? 1 : 0));
  const size = model.labels.shape[1] * model.labels.shape[2];
  return Uint8Array.from(model.labels.data, (value, i) =>
    model.frames[Math.floor(i / size)].segment === number && value ? 1 : 0,
  );
}

/** A plane for each segment and each frame in which it is present, as in BINARY. */
export function masksOf(model) {
  const [count, rows, columns] = model.labels.shape;
  const size = rows * columns;
  const segments = model.segments.filter(({ number }) => number !== model.background);
  const found = segments.flatMap(({ number }) => {
    const mask = maskOf(model, number);
    return Array.from({ length: count }, (_, f) => ({
      plane: mask.subarray(f * size, (f + 1) * size),
      frame: { ...model.frames[f], segment: number },
    })).filter(({ plane }) => plane.includes(1));
  });
  const data = new Uint8Array(found.length * size);
  found.forEach(({ plane }, i) => data.set(plane, i * size));
  const labels = { data, shape: [found.length, rows, columns] };
  return { labels, frames: found.map(({ frame }) => frame), segments };
}
