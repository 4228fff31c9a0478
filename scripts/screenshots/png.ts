import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
interface Pixels {
  width: number;
  height: number;
  /** `0xRRGGBB`, row by row. */
  colors: Uint32Array;
}

/** A range of colours that share one place in the palette. */
type Box = { color: number; count: number }[];

/**
 * Writes a picture of flat areas and text with a palette, which is a third of the size. The same picture gives the same
 * bytes.
 * @param png as Chromium takes it: eight bits a channel, not interlaced
 * @param mostColors in the palette, up to 256
 */
export function withPalette(png: Buffer, mostColors: number): Buffer {
  const { width, height, colors } = read(png);
  const { palette, indexOf } = paletteOf(colors, mostColors);
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + x + 1] = indexOf.get(colors[y * width + x] ?? 0) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  const channels = Buffer.from(palette.flatMap((color) => [color >> 16, (color >> 8) & 255, color & 255]));
  const data = deflateSync(rows, { level: 9, memLevel: 9 });
  const chunks = [chunk('IHDR', header), chunk('PLTE', channels), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}

function read(png: Buffer): Pixels {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const size = png[25] === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * size, height, size);
  const colors = new Uint32Array(width * height);
  for (let at = 0; at < colors.length; at += 1) colors[at] = bytes.readUIntBE(at * size, 3);
  return { width, height, colors };
}

/** Undoes the five filters of PNG. @see https://www.w3.org/TR/png-3/#9Filters */
function unfiltered(data: Buffer, stride: number, height: number, size: number): Buffer {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)] ?? 0;
    const start = y * stride;
    for (let x = 0; x < stride; x += 1) {
      const left = x < size ? 0 : (out[start + x - size] ?? 0);
      const up = y === 0 ? 0 : (out[start + x - stride] ?? 0);
      const corner = x < size || y === 0 ? 0 : (out[start + x - stride - size] ?? 0);
      out[start + x] = (data[y * (stride + 1) + x + 1] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const [toLeft, toUp, toCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

/** Median cut: the box with the most to tell apart is halved until there are enough. */
function paletteOf(colors: Uint32Array, mostColors: number): { palette: number[]; indexOf: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const boxes: Box[] = [[...counts].map(([color, count]) => ({ color, count }))];
  while (boxes.length < mostColors) {
    const widest = boxes.reduce((best, box, index) => (worth(box) > worth(boxes[best] ?? []) ? index : best), 0);
    const box = boxes[widest] ?? [];
    if (box.length < 2) break;
    boxes.splice(widest, 1, ...halved(box));
  }
  const palette = boxes.map(average);
  return { palette, indexOf: new Map(boxes.flatMap((box, index) => box.map(({ color }) => [color, index]))) };
}

function spread(box: Box, shift: number): number {
  let [least, most] = [255, 0];
  for (const { color } of box) {
    const value = (color >> shift) & 255;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least;
}

function widestShift(box: Box): number {
  return [16, 8, 0].reduce((best, shift) => (spread(box, shift) > spread(box, best) ? shift : best), 16);
}

/** Large areas and wide ranges first. */
const worths = new WeakMap<Box, number>();
function worth(box: Box): number {
  const known = worths.get(box);
  if (known !== undefined) return known;
  const count = box.reduce((sum, one) => sum + one.count, 0);
  const found = box.length < 2 ? 0 : spread(box, widestShift(box)) * Math.log2(count);
  worths.set(box, found);
  return found;
}

function halved(box: Box): [Box, Box] {
  const shift = widestShift(box);
  const sorted = box.toSorted((one, other) => ((one.color >> shift) & 255) - ((other.color >> shift) & 255));
  const total = box.reduce((sum, { count }) => sum + count, 0);
  let seen = 0;
  let cut = sorted.findIndex(({ count }) => (seen += count) * 2 >= total);
  cut = Math.min(Math.max(cut, 1), sorted.length - 1);
  return [sorted.slice(0, cut), sorted.slice(cut)];
}

/** The colour that most of the box is: a large area keeps exactly its own. */
function average(box: Box): number {
  return box.reduce((best, one) => (one.count > best.count ? one : best)).color;
}
