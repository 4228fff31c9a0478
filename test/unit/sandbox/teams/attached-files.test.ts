import { expect, it } from 'vitest';
import { AttachedFiles } from '../../../../src/sandbox/teams/attached-files.ts';

const file = { name: 'list.csv', bytes: Buffer.from('ada@x.example') };

it('opens a file for whoever has its key, for a while', () => {
  let now = 0;
  const files = new AttachedFiles(() => now);
  const { id, key } = files.put(file);
  expect(files.get(id, key)).toMatchObject(file);
  expect(files.get(id, 'another')).toBeUndefined();
  expect(files.get('another', key)).toBeUndefined();
  now = 15 * 60_000;
  expect(files.get(id, key)).toBeUndefined();
});

it('keeps the last files only', () => {
  const files = new AttachedFiles();
  const all = Array.from({ length: 21 }, () => files.put(file));
  expect(files.get(all[0]!.id, all[0]!.key)).toBeUndefined();
  expect(files.get(all[20]!.id, all[20]!.key)).toBeDefined();
});
