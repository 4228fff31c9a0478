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
/** A Tuesday to come, for a bot that starts again begins with the real time; at noon here it is the same day everywhere. */
const tuesday = nextTuesday(Date.now() + day * 1000);
const rules = `
admins: [${cast.admin.principalName}]
ownerless: { askAtOnce: 2, answerDays: 2 }
reports: { weekly: monday }
`;

const folder = mkdtempSync(path.join(tmpdir(), 'ownerless-'));
let muster: Muster;
let mirela: Person;
let ingrid: Person;
let tomas: Person;
let inaki: Person;
let gyorgyi: Person;
let haruka: Person;
const called = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));

beforeAll(async () => {
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, rules);
  muster = await startMuster({ env: { POLICY_FILE: policyFile }, startAt: tuesday });
  muster.keepGroups();
  [mirela, ingrid, tomas] = [cast.owner, cast.admin, cast.secondOwner].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
  [inaki, gyorgyi, haruka] = ['inaki.nunez', 'gyorgyi.oz', 'haruka.mori'].map(called) as [Person, Person, Person];
  await Promise.all([mirela, ingrid, tomas, inaki, gyorgyi, haruka].map((one) => one.sees('Welcome to Muster')));
  await muster.quiet();
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

const count = async (person: Person, saying: string): Promise<number> =>
  (await person.fromBot()).filter((message) => textOf(message).includes(saying)).length;
function orphan(groupId: string): void {
  const { tenant } = muster.sandbox;
  for (const id of [...tenant.linked(groupId, 'owner')]) tenant.unlink(groupId, 'owner', id);
}
const restart = async (): Promise<void> => {
  await muster.bot.kill();
  await muster.bot.start();
};

it('asks the members of a group that has lost its owners in order, until an administrator makes one of them its owner', async () => {
  const asks = 'Will you own Design Guild?';
  orphan(groups.designGuild);
  await muster.advance(7 * day);
  const question = await mirela.sees(asks);
  const silent = await inaki.sees(asks);
  await restart();
  await muster.quiet();
  expect(await count(gyorgyi, asks)).toBe(0);
  await mirela.press(question, 'Not me');
  await gyorgyi.sees(asks);
  expect(textOf(await mirela.again(question))).toContain('You would rather not own Design Guild');

  // Two days go by while nothing runs.
  await muster.bot.kill();
  await muster.advance(2 * day);
  await muster.bot.start();
  const offered = await Promise.all([haruka.sees(asks), tomas.sees(asks)]);
  await muster.quiet();
  for (const person of [mirela, inaki, gyorgyi, haruka, tomas])
    expect(await count(person, 'own Design Guild')).toBeLessThanOrEqual(1);
  expect(textOf(await inaki.again(silent))).toContain('Your time to answer is over');

  await Promise.all([haruka.press(offered[0], 'I’ll own it'), tomas.press(offered[1], 'I’ll own it')]);
  const card = await ingrid.sees(/would own Design Guild/u);
  await until('both are shown', async () => titlesOf(await ingrid.again(card)).length >= 3);
  const makes = titlesOf(await ingrid.again(card)).filter((title) => title.startsWith('Make '));
  expect(makes.sort()).toEqual(['Make Tomás Iriarte an owner', 'Make 森遥 an owner']);
  expect(muster.sandbox.tenant.linked(groups.designGuild, 'owner').size).toBe(0);

  await ingrid.press(await ingrid.again(card), 'Make 森遥 an owner');
  await haruka.sees('Ingrid Solheim confirmed it');
  expect([...muster.sandbox.tenant.linked(groups.designGuild, 'owner')]).toEqual([haruka.id]);
  for (const [person, message] of [
    [mirela, question],
    [inaki, silent],
    [tomas, offered[1]],
  ] as const)
    await until('the card is true', async () => textOf(await person.again(message)).includes('owns Design Guild now'));
});

it('is over when the group has an owner from elsewhere', async () => {
  const { tenant } = muster.sandbox;
  orphan(groups.researchCircle);
  for (const id of [...tenant.linked(groups.researchCircle, 'member')])
    if (id !== mirela.id) tenant.unlink(groups.researchCircle, 'member', id);
  tenant.link(groups.researchCircle, 'member', mirela.id);
  await muster.advance(7 * day);
  const question = await mirela.sees('Will you own Research Circle?');
  tenant.link(groups.researchCircle, 'owner', inaki.id);
  await muster.advance(day);
  await until('it says so', async () => textOf(await mirela.again(question)).includes('needs no owner any more'));
  const list = await ingrid.ask('groups without owners', 'in all');
  expect(textOf(list)).not.toContain('Research Circle');
});

it('tells the owner who remains that the other has left', async () => {
  const hao = called('hao.lin');
  orphan(groups.bookClub);
  for (const { id } of [mirela, hao]) muster.sandbox.tenant.link(groups.bookClub, 'owner', id);
  await muster.advance(7 * day);
  await muster.quiet();
  muster.sandbox.tenant.updateUser(hao.id, { accountEnabled: false });
  await muster.advance(7 * day);
  const told = await mirela.sees('You now own Book Club alone');
  expect(titlesOf(told)).toContain('Make a second owner…');
  expect(await count(mirela, 'Will you own Book Club?')).toBe(0);
});

it('reports to administrators once a week, however often it is started again', async () => {
  await muster.quiet();
  const before = await count(ingrid, 'Weekly report');
  for (let days = 0; days < 14; days += 3.5) {
    await muster.advance(3.5 * day);
    if (days === 7) await restart();
    await muster.quiet();
  }
  expect(await count(ingrid, 'Weekly report')).toBe(before + 2);
  const report = await ingrid.sees('Weekly report');
  expect(textOf(report)).toContain('groups without owners');
  await ingrid.press(report, 'Show');
  await ingrid.sees('Groups without owners');
  expect(await count(mirela, 'Weekly report')).toBe(0);

  const { now } = await muster.session();
  const end = new Date(Date.parse(now) + 20 * day * 1000).toISOString().slice(0, 19);
  muster.sandbox.tenant.updateGroup(groups.researchCircle, { expirationDateTime: `${end}Z` });
  await muster.advance(day);
  await muster.quiet();
  expect(textOf(await ingrid.ask('weekly report', 'group expires'))).toContain('1 group expires');
  const list = await ingrid.ask('all expiring groups', 'Groups that expire');
  expect(textOf(list)).toMatch(/Research Circle[^]*Expires in/u);
  await mirela.ask('all expiring groups', 'This report is shown to the administrators');
});

function nextTuesday(from: number): Date {
  const noon = new Date(Math.ceil(from / (day * 1000)) * day * 1000 + (day * 1000) / 2);
  while (noon.getUTCDay() !== 2) noon.setUTCDate(noon.getUTCDate() + 1);
  return noon;
}
