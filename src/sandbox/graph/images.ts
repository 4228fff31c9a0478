/** What a picture's first bytes say of it. */
export interface ImageFacts {
  contentType: 'image/jpeg' | 'image/png' | 'image/gif';
  width: number;
  height: number;
}

/** @returns undefined for what is no JPEG, PNG or GIF */
export function imageFacts(bytes: Buffer): ImageFacts | undefined {
  if (bytes.length < 24) return undefined;
  if (bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a')
    return { contentType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  if (/^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)))
    return { contentType: 'image/gif', width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
  return bytes.readUInt16BE(0) === 0xffd8 ? jpegFacts(bytes) : undefined;
}

/** Walks the segments until the one that begins the picture. */
function jpegFacts(bytes: Buffer): ImageFacts | undefined {
  for (let at = 2; at + 9 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame)
      return { contentType: 'image/jpeg', width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
    at += marker === 0xff ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
