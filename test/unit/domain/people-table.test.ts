import { expect, it } from 'vitest';
import { rowsIn } from '../../../src/domain/people-table.ts';

const names = (text: string): string[] => rowsIn(text).map(({ wanted }) => wanted);

it.each([
  ['lines', 'ada@x.example\r\ngrace@x.example\n\n', ['ada@x.example', 'grace@x.example']],
  ['a BOM', '\uFEFFada@x.example\nbob@x.example', ['ada@x.example', 'bob@x.example']],
  [
    'a table with tabs',
    'Name\tE-mail\nAda\tada@x.example\nGrace\tgrace@x.example',
    ['ada@x.example', 'grace@x.example'],
  ],
  ['a CSV with a heading', 'UserPrincipalName,Name\nada@x.example,"Lovelace, Ada"', ['ada@x.example']],
  [
    'semicolons without a heading',
    'Ada;Design;ada@x.example\nGrace;Navy;grace@x.example',
    ['ada@x.example', 'grace@x.example'],
  ],
  ['names that hold a comma', 'Lovelace, Ada\nHopper, Grace', ['Lovelace, Ada', 'Hopper, Grace']],
  ['mail programs', 'Ada <ada@x.example>; "Hopper, Grace" <grace@x.example>', ['ada@x.example', 'grace@x.example']],
  ['one line with commas', 'ada@x.example, grace@x.example,', ['ada@x.example', 'grace@x.example']],
  ['one line with spaces', 'ada@x.example grace@x.example', ['ada@x.example', 'grace@x.example']],
  ['a list with dots', '• Ada Lovelace\n- مريم الزهراني', ['Ada Lovelace', 'مريم الزهراني']],
  ['a heading of names', 'Name\nAda Lovelace', ['Ada Lovelace']],
  ['nothing', ' \n\t\n', []],
  [
    'a cell with a line break',
    'Name;E-mail\n"Ada\nLovelace";ada@x.example\nx;bob@x.example',
    ['ada@x.example', 'bob@x.example'],
  ],
  ['doubled quotes', 'Name,Role\n"Grace ""Amazing"" Hopper",owner', ['Grace "Amazing" Hopper']],
  ['quotes that never close', '"Ada\nGrace\nBob', ['Ada', 'Grace', 'Bob']],
  ['headings without an address', 'NAME,role\n"Lovelace, Ada",Member\nAlan,', ['Lovelace, Ada', 'Alan']],
  ['what Excel says of itself', 'sep=;\nUPN;Part\nada@x.example;x', ['ada@x.example']],
  ['rows of separators', 'ada@x.example;;\n;;\ngrace@x.example;;\n', ['ada@x.example', 'grace@x.example']],
])('reads %s', (_, text, expected) => {
  expect(names(text)).toEqual(expected);
});

it('counts rows without the heading', () => {
  expect(rowsIn('Mail\na@x.example\nb@x.example').map(({ number }) => number)).toEqual([1, 2]);
});

it('reads a very long line at once', () => {
  const begun = performance.now();
  rowsIn(`${'a '.repeat(12_000)}@`);
  rowsIn('"'.repeat(24_000));
  expect(performance.now() - begun).toBeLessThan(500);
});

it('reads as what somebody is to be added', () => {
  const text = 'User Principal Name;ROLE\na@x.example;Owner\nb@x.example;member\nc@x.example;\nd@x.example;chair';
  expect(rowsIn(text).map(({ role }) => role)).toEqual(['owner', 'member', 'member', 'unclear']);
  expect(rowsIn('a@x.example\nb@x.example').map((row) => 'role' in row)).toEqual([false, false]);
});
