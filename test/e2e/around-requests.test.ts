import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import type { DialogOutcome } from '../../src/sandbox/page/api.ts';
import { buttonsOf, textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const day = 86_400;
const circle = 'Research Circle';
/** A Monday at noon. */
const monday = new Date('2026-03-02T12:00:00Z');
const rules = `
quietHours: { from: '03:00', to: '03:01', weekends: false }
approvals:
  - name: New groups
    kinds: [create]
    stages: [{ by: { people: [${cast.admin.principalName}] } }]
`;

const folder = mkdtempSync(path.join(tmpdir(), 'around-'));
let muster: Muster;
let wren: Person;
let mirela: Person;
let ingrid: Person;
let tomas: Person;

beforeAll(async () => {
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, rules);
  muster = await startMuster({ env: { POLICY_FILE: policyFile }, startAt: monday });
  wren = muster.person(cast.employee.id);
  mirela = muster.person(cast.owner.id);
  ingrid = muster.person(cast.admin.id);
  tomas = muster.person(cast.secondOwner.id);
  await Promise.all([wren, mirela, ingrid, tomas].map((one) => one.sees('Welcome to Muster')));
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

const isMember = (): boolean => muster.sandbox.tenant.isLinked(groups.researchCircle, 'member', wren.id);
const plainly = (message: Parameters<typeof textOf>[0]): string => textOf(message).replace(/[\u2068\u2069]/gu, '');
const count = async (person: Person, saying: string): Promise<number> =>
  (await person.fromBot()).filter((message) => plainly(message).includes(saying)).length;
const asks = 'Wren Adeyemi asks to join Research Circle';

it('lets two people talk about a request, and reminds whoever decides once a day', async () => {
  await wren.press(await wren.ask(`join ${circle}`, 'Ask to join'), 'Send request', { reason: 'I dig.' });
  const card = await mirela.sees(asks);
  await mirela.press(card, 'Send', { comment: 'For how long?' });
  const told = await wren.sees('writes about your request');
  expect(plainly(told)).toContain('For how long?');
  await wren.press(told, 'Send', { comment: 'Until the paper is out.' });
  await mirela.sees('Wren Adeyemi writes about a request');
  await until('both have both on their cards', async () =>
    [plainly(await wren.again(told)), plainly(await mirela.again(card))].every(
      (words) => words.includes('For how long?') && words.includes('Until the paper is out.'),
    ),
  );

  const reminder = 'Wren Adeyemi asks for your decision';
  await wren.ask('remind the owners', 'reminded.');
  await mirela.sees(reminder);
  expect(await count(mirela, reminder)).toBe(1);
  await wren.ask('nudge', 'You can do that again from');
  await muster.advance(day);
  const mine = await wren.ask('nudge', 'reminded.');
  await until('the second came', async () => (await count(mirela, reminder)) === 2);
  expect(titlesOf(await wren.again(mine))).not.toContain('Nudge');
  expect(isMember()).toBe(false);
});

it('lets what was rejected be changed and sent again, which whoever decides is told', async () => {
  const first = (await mirela.fromBot()).find((message) => plainly(message).includes(asks))!;
  await mirela.press(first, 'Reject', { reason: 'Say for how long.' });
  const told = await wren.sees('Your request to join Research Circle: rejected');
  await wren.press(told, 'Change and send again');
  const form = await wren.sees('Ask to join Research Circle');
  await wren.press(form, 'Send request', { reason: 'Until the paper is out.' });
  const again = await mirela.sees('Mirela Vašková rejected it on', { except: [first.id] });
  expect(plainly(again)).toContain('Mirela Vašková rejected it on');
  await mirela.press(again, 'Approve');
  await wren.sees('Your request to join Research Circle: approved');
  expect(isMember()).toBe(true);
});

it('lets whoever approved take it back for ten minutes, by the bot’s clock', async () => {
  const card = (await mirela.fromBot()).findLast((message) => titlesOf(message).includes('Undo'))!;
  // Twice at once, as from two devices.
  await Promise.all([mirela.press(card, 'Undo'), mirela.press(card, 'Undo')]);
  await wren.sees('Your request to join Research Circle: undone');
  expect(isMember()).toBe(false);
  await until('her card says so', async () => plainly(await mirela.again(card)).includes('took it back'));
  expect(titlesOf(await mirela.again(card))).not.toContain('Undo');

  await wren.press(await wren.sees('Your request to join Research Circle: undone'), 'Change and send again');
  await wren.press(await wren.sees('Ask to join Research Circle'), 'Send request', { reason: 'Please.' });
  const next = await mirela.sees('took it back after it was approved');
  await mirela.press(next, 'Approve');
  await until('it is so', () => Promise.resolve(isMember()));
  await muster.advance(601);
  await mirela.press(await mirela.again(next), 'Undo');
  await until('it says what to do instead', async () =>
    plainly(await mirela.again(next)).includes('Say “remove Wren Adeyemi from Research Circle” instead.'),
  );
  expect(isMember()).toBe(true);
});

it('takes back what an owner has just done without a request', async () => {
  const ask = await mirela.ask(`remove Wren Adeyemi from ${circle}`, 'Remove');
  await mirela.press(ask, /^Remove/u);
  const done = await until('it is done', async () =>
    (await mirela.fromBot()).findLast((message) => titlesOf(message).includes('Undo')),
  );
  expect(isMember()).toBe(false);
  await mirela.press(done, 'Undo');
  await until('she is back', () => Promise.resolve(isMember()));
});

function submitOf(outcome: DialogOutcome, title: RegExp): Record<string, unknown> {
  if (outcome.kind !== 'dialog') throw new Error(`No dialog but ${JSON.stringify(outcome)}`);
  const found = buttonsOf({ cards: [outcome.dialog.card] }).find((one) => title.test(one.title));
  if (!found) throw new Error('no button');
  return found.action.data;
}

it('asks for a group for somebody else, which is approved with changes, also when the bot dies before it can say so', async () => {
  const form = await wren.ask('new group Tide Pool Design for Tomás Iriarte', 'A new group');
  const filled = {
    displayName: 'Tide Pool Design',
    mailNickname: '',
    description: 'Low water.',
    visibility: 'public',
    hasTeam: 'false',
    owners: '',
    forWhom: tomas.id,
  };
  await wren.press(form, /^Send request/u, filled);
  // Groups that look alike are shown first.
  await wren.press(await wren.again(form), /^Send request/u, filled);
  await tomas.sees('Wren Adeyemi asks for a new group for you, Tide Pool Design');
  const card = await ingrid.sees('Wren Adeyemi asks, for Tomás Iriarte, for a new group');

  // Signs her in: a dialog would ask for that in her own chat first.
  await ingrid.ask('my groups', 'Your groups');
  const opener = buttonsOf(card).find(({ title }) => title === 'Change and approve…')!;
  const source = { kind: 'card', message: card.id } as const;
  const dialog = await ingrid.dialog(source, 'fetch', opener.action.data);
  const changed = { displayName: 'Rock Pool Design', mailNickname: 'rock-pool', description: 'Low water.' };
  const choices = { visibility: 'private', hasTeam: 'false' };
  await muster.setFaults({ connectorThrottle: 1 });
  const sent = await ingrid.dialog(source, 'submit', { ...submitOf(dialog, /^Approve/u), ...changed, ...choices });
  expect(sent.kind).not.toBe('dialog');
  await muster.bot.kill();
  await muster.setFaults({ connectorThrottle: 0 });
  await muster.bot.start();
  await muster.advance(61);

  const told = await wren.sees('approved with changes');
  expect(plainly(told)).toContain('called Rock Pool Design instead of Tide Pool Design');
  expect(plainly(told)).toContain('private instead of public');
  await tomas.sees('Your group Rock Pool Design is there');
  const [made] = [...muster.sandbox.tenant.groups()].filter((one) => one.displayName === 'Rock Pool Design');
  expect(made?.visibility).toBe('Private');
  expect(muster.sandbox.tenant.isLinked(made!.id, 'owner', tomas.id)).toBe(true);
  for (const other of [wren, ingrid]) expect(muster.sandbox.tenant.isLinked(made!.id, 'owner', other.id)).toBe(false);
  await muster.quiet();
  expect(await count(wren, 'approved with changes')).toBeLessThanOrEqual(2);
}, 60_000);
