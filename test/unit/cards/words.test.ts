import { expect, it } from 'vitest';
import { initialsOf } from '../../../src/cards/words.ts';

it.each([
  ['Design Guild', 'DG'],
  ['Announcements', 'A'],
  ['all designers (dynamic)', 'AD'],
  ['Cross-functional working group', 'CG'],
  ['(dynamic)', 'D'],
  ['7 wonders', '7W'],
  ['☕ Coffee & 🌻 Garden', 'CG'],
  ['🌻', '🌻'],
  ['👩‍👩‍👧 🚀', '👩‍👩‍👧'],
  ['***', '#'],
  ['Отдел красок', 'ОК'],
  ['צוות חוויית משתמש (UX)', 'צ'],
  ['فريق الأبحاث', 'ف'],
  ['材料工程', '材'],
  ['ß-Team straße', 'ßS'],
])('marks %s with %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
