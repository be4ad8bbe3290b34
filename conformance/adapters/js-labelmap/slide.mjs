/**
 * Slides: tiles of a total pixel matrix (PS3.3 C.7.6.17.3, C.8.12.14).
 *
 * @module slide
 */
import { checkOrientation, decimals, fail, number, one, put } from "./dicom.mjs";

/** Tiles of a total pixel matrix (PS3.3 C.7.6.17.3), or null. */
export function readTiles(ds, image, organization, type, segments, group) {
  const { rows, columns, count } = image;
  const full = organization === "TILED_FULL";
  if (!full && !group(0, "PlanePositionSlideSequence")) return null;
  const height = number(ds, "TotalPixelMatrixRows", "LM-TIL-002");
  const width = number(ds, "TotalPixelMatrixColumns", "LM-TIL-002");
  const planes = one(ds, "TotalPixelMatrixFocalPlanes") ?? 1;
  const direction = ds.ImageOrientationSlide;
  if (full && !direction?.length) fail("LM-TIL-002", "ImageOrientationSlide is missing");
  const v = direction?.length ? checkOrientation(direction, "ImageOrientationSlide") : null;
  const corner = one(ds, "TotalPixelMatrixOriginSequence");
  const axes = ["X", "Y", "Z"].map((axis) => `${axis}OffsetInSlideCoordinateSystem`);
  const millimetres = (ds) =>
    decimals(
      axes.map((axis) => one(ds, axis) ?? (axis[0] === "Z" ? "0" : "")),
      3,
      "LM-TIL-002",
      "Offset in Slide Coordinate System",
    ).map((value, i) => (i === 2 ? value / 1000 : value)); // Z is in micrometres
  if (!full) {
    return {
      height,
      width,
      planes,
      segment: () => undefined,
      frame(f) {
        const place = group(f, "PlanePositionSlideSequence")?.[0];
        const row = number(place, "RowPositionInTotalImagePixelMatrix", "LM-FG-021");
        const column = number(place, "ColumnPositionInTotalImagePixelMatrix", "LM-FG-021");
        if (row < 1 || column < 1 || row > height || column > width) {
          fail(
            "LM-FG-021",
            `frame ${f + 1} lies at row ${row}, column ${column} of ${height} x ${width}`,
          );
        }
        const position = millimetres(place);
        return {
          tile: [row, column],
          position,
          ...(direction?.length ? { orientation: direction } : {}),
        };
      },
    };
  }
  if (!corner) fail("LM-TIL-002", "TotalPixelMatrixOriginSequence is missing");
  const origin = millimetres(corner);
  const [down, across] = [Math.ceil(height / rows), Math.ceil(width / columns)];
  const numbers = segments.map((segment) => segment.number).sort((a, b) => a - b);
  const channels = type === "BINARY" || type === "FRACTIONAL" ? numbers.length : 1;
  const before = one(ds, "ConcatenationFrameOffsetNumber") ?? 0;
  const all = down * across * planes * channels;
  if (one(ds, "ConcatenationUID") ? before + count > all : count !== all) {
    fail(
      "LM-TIL-003",
      `${count} frames, but ${down} x ${across} tiles, ${planes} focal planes and ${channels} channels`,
    );
  }
  return {
    height,
    width,
    planes,
    segment: (f) => numbers[Math.floor((before + f) / (down * across * planes))],
    frame(f, measures) {
      const place = (before + f) % (down * across);
      const plane = Math.floor((before + f) / (down * across)) % planes;
      const tile = [Math.floor(place / across) * rows + 1, (place % across) * columns + 1];
      if (!measures?.PixelSpacing?.length) return { tile, orientation: direction };
      const [dr, dc] = measures.PixelSpacing.map(Number);
      const between = Number(one(measures, "SpacingBetweenSlices") ?? 0);
      const position = origin.map(
        (o, i) =>
          o +
          v[i] * (tile[1] - 1) * dc +
          v[3 + i] * (tile[0] - 1) * dr +
          (i === 2 ? plane * between : 0),
      );
      return { tile, position, orientation: direction };
    },
  };
}

/** The total pixel matrix; where there is no tile it has the background, or 0 (0002). */
export function assemble(labels, frames, image, tiled, background, notes) {
  const { rows, columns } = image;
  const depths = [...new Set(frames.map((frame) => Number(frame.position?.[2] ?? 0)))].sort(
    (a, b) => a - b,
  );
  const planes = Math.max(depths.length, tiled.planes);
  const data = new labels.constructor(planes * tiled.height * tiled.width).fill(background ?? 0);
  const filled = new Uint8Array(data.length);
  for (const [f, { tile, position }] of frames.entries()) {
    const plane = depths.indexOf(Number(position?.[2] ?? 0));
    for (let r = 0; r < rows && tile[0] - 1 + r < tiled.height; r++) {
      for (let c = 0; c < columns && tile[1] - 1 + c < tiled.width; c++) {
        const to = (plane * tiled.height + tile[0] - 1 + r) * tiled.width + tile[1] - 1 + c;
        const value = labels[(f * rows + r) * columns + c];
        if (filled[to] && data[to] !== value) {
          notes.push("tiles overlap and disagree, so there is no total pixel matrix (0007)");
          return undefined;
        }
        data[to] = value;
        filled[to] = 1;
      }
    }
  }
  if (background === null && filled.includes(0))
    notes.push("places without a tile are given as 0 (0002)");
  return { data, shape: [planes, tiled.height, tiled.width] };
}

/**
 * Functional groups and attributes of tiles. Tiles that cover the matrix in raster order are
 * TILED_FULL.
 *
 * @param {number} channels number of segments; 1 for a label map
 * @returns {[string, string, number[]][] | undefined} dimensions, if there have to be any
 */
export function writeTiles(shape, channels) {
  const { frames, positions, rows, columns, each, extra } = shape;
  if (frames.some((frame) => !frame.tile || !frame.position))
    fail("LM-FG-021", "a tile has no place or no position");
  const v = frames[0].orientation.map(Number);
  const [dr, dc] = frames[0].spacing.map(Number);
  const heights = [...new Set(positions.map((p) => p[2]))].sort((a, b) => a - b);
  const [height, width] = [0, 1].map((i) =>
    Math.max(...frames.map(({ tile }) => tile[i] + [rows, columns][i] - 1)),
  );
  const [r0, c0] = frames[0].tile;
  const origin = [0, 1, 2].map(
    (i) => positions[0][i] - v[i] * (c0 - 1) * dc - v[3 + i] * (r0 - 1) * dr,
  );
  const across = Math.ceil(width / columns);
  const perPlane = across * Math.ceil(height / rows);
  const numbers = [...new Set(frames.map((frame) => frame.segment))].sort((a, b) => a - b);
  const gap = heights.length > 1 ? heights[1] - heights[0] : undefined;
  const inOrder = ({ tile, segment }, f) => {
    const place = f % perPlane;
    const plane = Math.floor(f / perPlane) % heights.length;
    return (
      tile[0] === Math.floor(place / across) * rows + 1 &&
      tile[1] === (place % across) * columns + 1 &&
      positions[f][2] === heights[plane] &&
      segment === numbers[Math.floor(f / perPlane / heights.length)]
    );
  };
  const full =
    frames.length === perPlane * heights.length * channels &&
    numbers.length === channels &&
    heights.every((z, i) => Math.abs(z - heights[0] - i * (gap ?? 0)) < 1e-6) &&
    frames.every(inOrder);
  Object.assign(extra, {
    TotalPixelMatrixRows: height,
    TotalPixelMatrixColumns: width,
    TotalPixelMatrixFocalPlanes: heights.length,
    TotalPixelMatrixOriginSequence: [offsets([origin[0], origin[1], heights[0]])],
    ImageOrientationSlide: frames[0].orientation,
    DimensionOrganizationType: full ? "TILED_FULL" : "TILED_SPARSE",
  });
  put(
    shape,
    "PixelMeasuresSequence",
    frames.map(({ spacing }) => [
      {
        SliceThickness: gap ?? Math.min(...spacing.map(Number)),
        SpacingBetweenSlices: gap,
        PixelSpacing: spacing,
      },
    ]),
  );
  if (full) return undefined;
  frames.forEach(({ tile }, f) => {
    each[f].PlanePositionSlideSequence = [
      {
        ...offsets(positions[f]),
        RowPositionInTotalImagePixelMatrix: tile[0],
        ColumnPositionInTotalImagePixelMatrix: tile[1],
      },
    ];
  });
  const group = "PlanePositionSlideSequence";
  return [
    ["RowPositionInTotalImagePixelMatrix", group, frames.map((frame) => frame.tile[0])],
    ["ColumnPositionInTotalImagePixelMatrix", group, frames.map((frame) => frame.tile[1])],
    ["ZOffsetInSlideCoordinateSystem", group, positions.map((position) => position[2])],
  ];
}

/** X and Y in millimetres, Z in micrometres (PS3.3 Table C.8.12.6.1-1). */
const offsets = ([x, y, z]) => ({
  XOffsetInSlideCoordinateSystem: x,
  YOffsetInSlideCoordinateSystem: y,
  ZOffsetInSlideCoordinateSystem: z * 1000,
});
