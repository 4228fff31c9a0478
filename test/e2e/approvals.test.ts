import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const day = 86_400;
/** A Monday; at noon here it is the same day everywhere. */
const monday = new Date('2026-03-02T12:00:00Z');

const rules = `
admins: [${cast.admin.principalName}]
quietHours: { from: '03:00', to: '03:01', weekends: true }
approvals:
  - name: Guilds
    kinds: [join]
    groups: ['Design *']
    stages: [{ by: manager }, { by: owners }]
    reason: required
  - name: Research
    kinds: [join]
    groups: ['Research *']
    stages: [{ by: owners, decides: all }]
    remindAfterDays: 2
    escalate: { afterDays: 4, to: admins }
    lapsesAfterDays: 20
  - name: Open doors
    kinds: [visibility]
    stages: [{ by: admins }]
  - name: Ends
    kinds: [delete]
    stages: [{ by: manager }]
    carriedOutBy: owner
  - name: New groups
    kinds: [create]
    stages: [{ by: { people: [${cast.admin.principalName}] } }]
    passesFor: { people: [${cast.owner.principalName}] }
    carriedOutBy: requester
`;

const folder = mkdtempSync(path.join(tmpdir(), 'approvals-'));
let muster: Muster;
let mirela: Person;
let ingrid: Person;
let wren: Person;
const called = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));

beforeAll(async () => {
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, rules);
  muster = await startMuster({ env: { POLICY_FILE: policyFile }, startAt: monday });
  muster.keepGroups();
  mirela = muster.person(cast.owner.id);
  ingrid = muster.person(cast.admin.id);
  wren = muster.person(cast.employee.id);
  await Promise.all([mirela, ingrid, wren].map((one) => one.sees('Welcome to Muster')));
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

const isMember = (group: string, person: Person): boolean => muster.sandbox.tenant.isLinked(group, 'member', person.id);
const count = async (person: Person, saying: string): Promise<number> =>
  (await person.fromBot()).filter((message) => textOf(message).includes(saying)).length;

it('goes from the manager to the owners, wants a reason, and keeps every card true', async () => {
  const tane = called('tane.rangi');
  const saying = 'Tāne Rangi asks to join Design Guild';
  const form = await tane.ask('join Design Guild', 'First Ingrid Solheim will be asked');
  await tane.press(form, 'Send request');
  expect(textOf(await tane.again(form))).toContain('Please say why: whoever decides wants to know.');
  await tane.press(await tane.again(form), 'Send request', { reason: 'For the posters' });

  const first = await ingrid.sees(saying);
  await muster.quiet();
  expect(await count(mirela, saying)).toBe(0);
  await ingrid.press(first, 'Approve');
  const second = await mirela.sees(saying);
  expect(textOf(second)).toContain('Ingrid Solheim approved on');
  expect(isMember(groups.designGuild, tane)).toBe(false);
  await mirela.press(second, 'Approve');
  await tane.sees('Your request to join Design Guild: approved');
  expect(isMember(groups.designGuild, tane)).toBe(true);
  for (const [person, card] of [
    [ingrid, first],
    [mirela, second],
  ] as const) {
    await until('the card is true', async () => textOf(await person.again(card)).includes('is a member now'));
    expect(titlesOf(await person.again(card))).not.toContain('Approve');
  }
});

it('waits for all, reminds once whoever has not answered, then asks an administrator as well', async () => {
  const saying = 'Wren Adeyemi asks to join Research Circle';
  const owners = (await muster.group(groups.researchCircle)).owners.map(({ id }) => muster.person(id));
  const other = owners.find(({ id }) => id !== mirela.id)!;
  await other.sees('Welcome to Muster');
  await wren.press(await wren.ask('join Research Circle', 'all of them have to agree'), 'Send request');
  await mirela.press(await mirela.sees(saying), 'Approve');
  await other.sees(saying);
  await muster.quiet();
  expect(isMember(groups.researchCircle, wren)).toBe(false);

  await muster.advance(2 * day);
  const reminder = await other.sees('Wren Adeyemi waits for your decision');
  await muster.quiet();
  expect(await count(other, 'waits for your decision')).toBe(1);
  expect(await count(mirela, 'waits for your decision')).toBe(0);
  await other.press(reminder, 'Show the request');
  await other.sees('Mirela Vašková approved on');

  await muster.advance(2 * day);
  const asked = await ingrid.sees(saying);
  await other.sees('Ingrid Solheim can decide as well');
  expect(textOf(asked)).toContain('Your word is enough, until');
  expect(textOf(asked)).toMatch(/Waiting for .+, or for Ingrid Solheim alone\./u);
  await wren.sees('all of them have to agree, or Ingrid Solheim alone.');
  await ingrid.press(asked, 'Approve');
  await wren.sees('Your request to join Research Circle: approved');
  expect(isMember(groups.researchCircle, wren)).toBe(true);
  await until('the reminder says so too', async () => (await count(other, 'waits for your decision')) === 0);
});

it('reminds nobody at the weekend', async () => {
  // It is Friday.
  const inaki = called('inaki.nunez');
  await inaki.press(await inaki.ask('join Research Circle', 'all of them have to agree'), 'Send request');
  await mirela.sees('Iñaki Núñez asks to join Research Circle');
  await muster.advance(2 * day);
  await muster.quiet();
  expect(await count(mirela, 'Iñaki Núñez waits for your decision')).toBe(0);
  await muster.advance(day);
  await mirela.sees('Iñaki Núñez waits for your decision');
});

it('opens a group to all only when an administrator has agreed', async () => {
  const form = await mirela.ask('make Research Circle public', 'Ask to make Research Circle public');
  await mirela.press(form, 'Send request', { reason: 'All should read it' });
  const card = await ingrid.sees('Mirela Vašková asks to make Research Circle public');
  expect(muster.sandbox.tenant.group(groups.researchCircle)?.visibility).toBe('Private');
  await ingrid.press(card, 'Approve');
  await mirela.sees('Your request to make Research Circle public: approved');
  expect(muster.sandbox.tenant.group(groups.researchCircle)?.visibility).toBe('Public');

  // Whoever asked for the private group before hears that there is nothing to decide any more.
  const open = (await mirela.fromBot()).find(
    (message) => textOf(message).includes('Iñaki Núñez asks') && titlesOf(message).includes('Approve'),
  );
  await mirela.press(open!, 'Approve');
  await called('inaki.nunez').sees('is public now');
});

it('deletes a group when the owner’s manager has agreed, with the owner’s own right', async () => {
  const augusta = called('augusta.wren');
  await augusta.sees('Welcome to Muster');
  const form = await mirela.ask('delete group Research Circle', 'Ask to delete Research Circle');
  await mirela.press(form, 'Send request', { reason: 'It is over' });
  await augusta.press(await augusta.sees('Mirela Vašková asks to delete Research Circle'), 'Approve');
  const told = await mirela.sees('Do it now');
  expect(muster.sandbox.tenant.group(groups.researchCircle)).toBeDefined();
  await mirela.press(told, 'Do it now');
  await mirela.sees('Research Circle is deleted');
});

it('lets some pass, and gives what was approved back to whoever asked', async () => {
  const send = async (person: Person, name: string, title: string, suffix: string): Promise<void> => {
    const form = await person.ask(
      `new group ${name}`,
      title === 'Create' ? 'created at once' : 'Somebody has to agree',
    );
    const inputs = { displayName: name, description: 'For a while.', visibility: 'private', hasTeam: 'false' };
    await person.press(form, title, inputs);
    const again = await person.again(form);
    if (titlesOf(again).includes(title))
      await person.press(again, title, { ...inputs, displayName: `${name} ${suffix}` });
  };
  const made = (name: string) => [...muster.sandbox.tenant.groups()].filter((one) => one.displayName.startsWith(name));
  await send(mirela, 'Tern Colony', 'Create', 'Design');
  await mirela.sees('The group is there and you own it');
  expect(made('Tern Colony')).toHaveLength(1);

  const emeka = called('emeka.obiora');
  await send(emeka, 'Heron Watch', 'Send request', 'IT');
  await ingrid.press(await ingrid.sees('Emeka Obiora asks for a new group'), 'Approve');
  const told = await emeka.sees('Do it now');
  expect(made('Heron Watch')).toEqual([]);
  await emeka.press(told, 'Do it now');
  await until('the group is there', () => Promise.resolve(made('Heron Watch').length === 1));
  expect(muster.sandbox.tenant.isLinked(made('Heron Watch')[0]!.id, 'owner', emeka.id)).toBe(true);
});
