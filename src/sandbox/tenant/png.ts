import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** Pixels row by row, three bytes (red, green, blue) or four (and opacity) each. */
export interface Pixels {
  width: number;
  height: number;
  channels: 3 | 4;
  bytes: Uint8Array;
}

const signature = Buffer.from('89504e470d0a1a0a', 'hex');
/** Above this a picture is not unpacked: a small file may hold a huge one. */
const mostPixels = 4_000_000;
const channelsOf: Readonly<Record<number, 3 | 4>> = { 2: 3, 6: 4 };

export function encodePng({ width, height, channels, bytes }: Pixels): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  const stride = width * channels;
  const rows = Buffer.alloc((stride + 1) * height);
  for (let y = 0; y < height; y++) rows.set(bytes.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** @returns the pixels of a PNG in true colour without interlacing; undefined for every other one, and for damaged ones */
export function decodePng(file: Buffer): Pixels | undefined {
  if (file.length < 33 || !file.subarray(0, 8).equals(signature)) return undefined;
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const channels = channelsOf[file[25] ?? 0];
  const isPlain = file[24] === 8 && file[28] === 0;
  if (!channels || !isPlain || width * height === 0 || width * height > mostPixels) return undefined;
  const length = (width * channels + 1) * height;
  try {
    const rows = inflateSync(imageData(file), { maxOutputLength: length });
    return rows.length === length ? { width, height, channels, bytes: unfilter(rows, width, channels) } : undefined;
  } catch {
    return undefined;
  }
}

function imageData(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= file.length;) {
    const length = file.readUInt32BE(at);
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(file.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  return Buffer.concat(parts);
}

/** Each row says how it was made smaller: by what stands left of a byte, above it, or both. */
function unfilter(rows: Buffer, width: number, channels: number): Uint8Array {
  const stride = width * channels;
  const bytes = new Uint8Array(rows.length - rows.length / (stride + 1));
  for (let y = 0; y * (stride + 1) < rows.length; y++) {
    const filter = rows[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x++) {
      const left = x < channels ? 0 : (bytes[y * stride + x - channels] ?? 0);
      const above = y === 0 ? 0 : (bytes[(y - 1) * stride + x] ?? 0);
      const corner = y === 0 || x < channels ? 0 : (bytes[(y - 1) * stride + x - channels] ?? 0);
      bytes[y * stride + x] = (rows[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner);
    }
  }
  return bytes;
}

function predicted(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(above - corner),
    Math.abs(left - corner),
    Math.abs(left + above - 2 * corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** The middle square of a picture, made smaller: each new pixel is the mean of those that it stands for. */
export function squareOf({ width, height, channels, bytes }: Pixels, side: number): Pixels {
  const edge = Math.min(width, height);
  const [left, top] = [(width - edge) >> 1, (height - edge) >> 1];
  const made = new Uint8Array(side * side * channels);
  const bounds = (at: number): [number, number] => {
    const from = Math.floor((at * edge) / side);
    return [from, Math.max(from + 1, Math.floor(((at + 1) * edge) / side))];
  };
  for (let y = 0; y < side; y++) {
    const [fromY, toY] = bounds(y);
    for (let x = 0; x < side; x++) {
      const [fromX, toX] = bounds(x);
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let sy = fromY; sy < toY; sy++)
          for (let sx = fromX; sx < toX; sx++) sum += bytes[((top + sy) * width + left + sx) * channels + channel] ?? 0;
        made[(y * side + x) * channels + channel] = Math.round(sum / ((toY - fromY) * (toX - fromX)));
      }
    }
  }
  return { width: side, height: side, channels, bytes: made };
}
