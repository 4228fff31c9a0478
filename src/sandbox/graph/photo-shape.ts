import { changeKeyOf } from '../tenant/exchange-ids.ts';
import type { PhotoRecord } from '../tenant/mail-records.ts';
import { decodePng, encodePng, squareOf } from '../tenant/png.ts';

/** The sizes in which Exchange keeps pictures. */
const sides = [48, 64, 96, 120, 240, 360, 432, 504, 648];

/** Sizes in which a picture is there, the smallest first: none is larger than what was sent. */
export function sizesOf({ width, height }: PhotoRecord): number[] {
  const most = Math.min(width, height);
  return sides.filter((side) => side <= most);
}

/**
 * @param asked `120x120`, in any case; the largest when absent
 * @returns the size, or the next smaller one when that is not there; undefined for what is no size
 */
export function sizeOf(photo: PhotoRecord, asked: string | undefined): number | undefined {
  const available = sizesOf(photo);
  if (asked === undefined) return available.at(-1);
  const [, side, other] = /^(\d{1,4})x(\d{1,4})$/i.exec(asked) ?? [];
  if (side === undefined || side !== other || !sides.includes(Number(side))) return undefined;
  return available.findLast((one) => one <= Number(side));
}

/** What is said of a picture in one size. */
export function renderPhoto(photo: PhotoRecord, side: number): Record<string, unknown> {
  return {
    '@odata.mediaContentType': photo.contentType,
    '@odata.mediaEtag': etagOf(photo),
    id: `${side}x${side}`,
    height: side,
    width: side,
  };
}

export function etagOf(photo: PhotoRecord): string {
  return `"${changeKeyOf(photo.id, photo.base64).slice(-10)}"`;
}

/** The bytes in one size. Only plain PNGs can be made smaller here; other pictures are sent as they came. */
export function bytesOf(photo: PhotoRecord, side: number): Buffer {
  const bytes = Buffer.from(photo.base64, 'base64');
  if (photo.width === side && photo.height === side) return bytes;
  const pixels = photo.contentType === 'image/png' ? decodePng(bytes) : undefined;
  return pixels ? encodePng(squareOf(pixels, side)) : bytes;
}
