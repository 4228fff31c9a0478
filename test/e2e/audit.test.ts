import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import { buttonsOf, textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';

let muster: Muster;
let wren: Person;
let mirela: Person;
let ingrid: Person;

beforeAll(async () => {
  muster = await startMuster();
  muster.keepGroups();
  [wren, mirela, ingrid] = [cast.employee, cast.owner, cast.admin].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
  await Promise.all([wren, mirela, ingrid].map((one) => one.sees('Welcome to Muster')));
  await wren.press(await wren.ask('join Design Guild', 'An owner has to let you in'), 'Send request', {
    reason: 'Icons.',
  });
  await mirela.press(await mirela.sees('Wren Adeyemi asks to join Design Guild'), 'Approve');
  await wren.sees('Your request to join Design Guild: approved');
  await wren.ask('join Book Club', 'You have joined Book Club');
});
afterAll(() => muster.stop());

it('shows an administrator everything, an owner what happened in the groups that are theirs, others nothing', async () => {
  const all = textOf(await ingrid.ask('audit', 'What happened'));
  expect(all).toContain('Design Guild');
  expect(all).toContain('Book Club');

  const own = textOf(await mirela.ask('audit', 'in the groups that you own'));
  expect(own).toContain('Design Guild');
  expect(own).not.toContain('Book Club');

  for (const words of ['audit', 'what happened in Design Guild']) {
    const refused = textOf(await wren.ask(words));
    expect(refused).not.toContain('Mirela Vašková');
    expect(refused).toMatch(/owner|Administrator/u);
  }
});

it('is narrowed down by person, group, outcome and days, in a sentence and in a form', async () => {
  const added = textOf(await ingrid.ask('who added Wren Adeyemi to Design Guild', 'Who added Wren Adeyemi'));
  expect(added).toContain('Mirela Vašková');

  const refused = textOf(await ingrid.ask('what was refused', 'Only what was refused'));
  expect(refused).toContain('Nothing like this');

  const since = await ingrid.ask('what happened in Design Guild since yesterday', 'What happened in Design Guild');
  expect(textOf(since)).toMatch(/from \d{4}-\d\d-\d\d[^]*Asked for/u);
  const narrow = buttonsOf(since).find(({ title }) => title.startsWith('Narrow down'))!;
  const source = { kind: 'card', message: since.id } as const;
  const form = await ingrid.dialog(source, 'fetch', narrow.action.data);
  if (form.kind !== 'dialog') throw new Error(JSON.stringify(form));
  const [send] = buttonsOf({ cards: [form.dialog.card] });
  await ingrid.dialog(source, 'submit', { ...send!.action.data, group: 'Design Guild', outcome: 'done' });
  const narrowed = textOf(await ingrid.sees('Only what was done', { except: [since.id] }));
  expect(narrowed).toContain('What happened in Design Guild');
  expect(narrowed).toContain('Mirela Vašková');
  expect(narrowed).not.toContain('Asked for');
});
