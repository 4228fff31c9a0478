/** What Exchange takes as the picture of a group or of somebody. */
export type PictureType = 'image/jpeg' | 'image/png' | 'image/gif';

export interface Picture {
  type: PictureType;
  bytes: Uint8Array;
}

/** A picture has to have fewer bytes than this. @see https://learn.microsoft.com/graph/api/profilephoto-update */
export const pictureLimitBytes = 4 * 1024 * 1024;

const beginnings: readonly (readonly [PictureType, RegExp])[] = [
  ['image/jpeg', /^ffd8ff/],
  ['image/png', /^89504e470d0a1a0a/],
  ['image/gif', /^47494638(?:37|39)61/],
];

/** @returns what the first bytes say that it is, whatever anybody calls it; undefined for all else */
export function pictureFrom(bytes: Uint8Array): Picture | undefined {
  const start = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  const type = beginnings.find(([, beginning]) => beginning.test(start))?.[0];
  return type && { type, bytes };
}
