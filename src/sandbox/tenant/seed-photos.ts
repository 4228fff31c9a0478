import { createHash } from 'node:crypto';
import type { PhotoRecord } from './mail-records.ts';
import { encodePng } from './png.ts';
import type { Named } from './seed-names.ts';

const side = 240;
/** Muted, so that they go with both themes of the page. */
const colours: readonly (readonly [red: number, green: number, blue: number])[] = [
  [72, 95, 140],
  [148, 78, 62],
  [70, 122, 104],
  [124, 84, 134],
  [158, 122, 48],
  [56, 116, 136],
];
const paper = [244, 240, 232] as const;

/** Who has a picture; everybody else is shown by initials. */
const people = ['tomas.iriarte', 'noor.haddad', 'haruka.mori', 'pip.marlowe'];
const groups = ['design-guild', 'launch-room', 'engineering'];

/** Drawn once, for drawing takes longer than everything else of the seed. */
const drawn = new Map<string, string>();

/** Pictures of a few people and groups, drawn here: a bust for a person, a woven pattern for a group. */
export function seedPhotos({ user, group }: Named): PhotoRecord[] {
  return [
    ...people.map((local) => photo(user(local).id, local, isBust)),
    ...groups.map((key) => photo(group(key).id, key, patternOf(key))),
  ];
}

function photo(id: string, key: string, isInk: (x: number, y: number) => boolean): PhotoRecord {
  const base64 = drawn.get(key) ?? draw(key, isInk);
  drawn.set(key, base64);
  return { id, contentType: 'image/png', width: side, height: side, base64 };
}

function draw(key: string, isInk: (x: number, y: number) => boolean): string {
  const ink = colours[hashOf(key).readUInt8(0) % colours.length] ?? paper;
  const bytes = new Uint8Array(side * side * 3);
  for (let at = 0; at < side * side; at++) {
    const colour = isInk((at % side) / side, Math.floor(at / side) / side) ? ink : paper;
    bytes.set(colour, at * 3);
  }
  return encodePng({ width: side, height: side, channels: 3, bytes }).toString('base64');
}

/** Everything around a head and shoulders. */
function isBust(x: number, y: number): boolean {
  const isHead = Math.hypot(x - 0.5, y - 0.38) < 0.19;
  const isBody = Math.hypot((x - 0.5) / 1.15, y - 1.02) < 0.34;
  return !isHead && !isBody;
}

/** Five by five fields, the right half as in a mirror. */
function patternOf(key: string): (x: number, y: number) => boolean {
  const bits = hashOf(key).readUInt32BE(4);
  return (x, y) => {
    const column = Math.floor(x * 5);
    const field = Math.floor(y * 5) * 3 + Math.min(column, 4 - column);
    return ((bits >> field) & 1) === 1;
  };
}

function hashOf(key: string): Buffer {
  return createHash('sha256').update(`photo ${key}`).digest();
}
