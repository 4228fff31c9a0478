import { strFromU8, unzipSync } from 'fflate';
import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildPackage, checkManifest, fillPlaceholders, PackagingError } from '../../../scripts/package.ts';

const values = {
  BOT_ID: '6d2c1f34-7a0b-4e7d-9b3c-2f8d4a5e6b70',
  TEAMS_APP_ID: '0f6a2b1c-5d3e-4f70-8a91-b2c3d4e5f607',
  BOT_DOMAIN: 'muster.contoso.com',
};

describe('the package', () => {
  it('holds the filled manifest and the icons at its root', async () => {
    const files = unzipSync(await buildPackage(values));
    expect(Object.keys(files).sort()).toEqual(['color.png', 'manifest.json', 'outline.png']);
    const text = strFromU8(files['manifest.json']!);
    expect(text).not.toContain('${{');
    expect(JSON.parse(text)).toMatchObject({
      id: values.TEAMS_APP_ID,
      bots: [{ botId: values.BOT_ID }],
      validDomains: ['muster.contoso.com'],
      webApplicationInfo: { id: values.BOT_ID, resource: `api://botid-${values.BOT_ID}` },
    });
  });

  it('has the same bytes each time', async () => {
    const first = await buildPackage(values);
    expect(Buffer.from(await buildPackage(values)).equals(first)).toBe(true);
  });

  it('takes the domain from the public address', async () => {
    const zip = await buildPackage({ ...values, BOT_DOMAIN: undefined, PUBLIC_URL: 'https://groups.contoso.com' });
    expect(strFromU8(unzipSync(zip)['manifest.json']!)).toContain('"validDomains": ["groups.contoso.com"]');
  });

  it('is refused with a list of what is missing or malformed', async () => {
    const error = (await buildPackage({ BOT_ID: 'bot', BOT_DOMAIN: 'https://x/' }).catch((e: unknown) => e)) as Error;
    expect(error).toBeInstanceOf(PackagingError);
    expect(
      error.message
        .split('\n')
        .map((line) => line.split(' ')[0])
        .sort(),
    ).toEqual(['BOT_DOMAIN', 'BOT_ID', 'TEAMS_APP_ID']);
    expect(() => fillPlaceholders('${{ ELSE }}', {})).toThrow(/ELSE: the manifest asks for it/);
  });

  it('is refused when the manifest breaks the schema', async () => {
    const text = readFileSync(new URL('../../../appPackage/manifest.json', import.meta.url), 'utf8');
    const filled = fillPlaceholders(text, values);
    await expect(checkManifest(filled)).resolves.toBeUndefined();
    const broken = filled.replace('"short": "Muster"', `"short": "${'Muster '.repeat(9)}"`);
    await expect(checkManifest(broken)).rejects.toThrow(/name\/short/);
    await expect(checkManifest(filled.replace('"accentColor"', '"accentColour"'))).rejects.toThrow(/additional/);
  });
});

describe('the icons', () => {
  const png = (name: string) => readFileSync(new URL(`../../../appPackage/${name}`, import.meta.url));

  it.each([
    ['color.png', 192],
    ['outline.png', 32],
  ])('%s is %i pixels square', (name, size) => {
    expect([png(name).readUInt32BE(16), png(name).readUInt32BE(20)]).toEqual([size, size]);
  });

  it('outline is white on transparent', () => {
    const pixels = readPixels(png('outline.png'));
    expect(pixels.filter(([, , , alpha]) => alpha === 0).length).toBeGreaterThan(400);
    for (const [red, green, blue, alpha] of pixels) if (alpha! > 0) expect([red, green, blue]).toEqual([255, 255, 255]);
  });
});

/** RGBA of a PNG with 8 bits a channel, not interlaced. */
function readPixels(file: Buffer): number[][] {
  const data: Buffer[] = [];
  for (let at = 8; at < file.length; at += file.readUInt32BE(at) + 12)
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      data.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(data));
  const width = file.readUInt32BE(16);
  const stride = width * 4;
  const out = Buffer.alloc(stride * file.readUInt32BE(20));
  for (let i = 0; i < out.length; i++) {
    const [row, x] = [Math.floor(i / stride), i % stride];
    const left = x >= 4 ? out[i - 4]! : 0;
    const up = row > 0 ? out[i - stride]! : 0;
    const corner = row > 0 && x >= 4 ? out[i - stride - 4]! : 0;
    const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][raw[row * (stride + 1)]!]!;
    out[i] = raw[row * (stride + 1) + 1 + x]! + predicted;
  }
  return Array.from({ length: out.length / 4 }, (_, i) => [...out.subarray(i * 4, i * 4 + 4)]);
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}
