import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import type { Message } from '../../src/sandbox/page/api.ts';
import { ticked, textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const day = 86_400;
/** A Monday; at noon here it is the same day everywhere. */
const monday = new Date('2026-03-02T12:00:00Z');
/** Mirela alone decides about the guild, which Tomás owns too. */
const rules = `
approvals:
  - name: Guilds
    kinds: [join]
    groups: ['Design *']
    stages: [{ by: { people: [${cast.owner.principalName}] } }]
    lapsesAfterDays: 60
`;

const folder = mkdtempSync(path.join(tmpdir(), 'away-'));
let muster: Muster;
let mirela: Person;
let tomas: Person;
let wren: Person;
const called = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));

beforeAll(async () => {
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, rules);
  muster = await startMuster({ env: { POLICY_FILE: policyFile }, startAt: monday });
  mirela = muster.person(cast.owner.id);
  tomas = muster.person(cast.secondOwner.id);
  wren = muster.person(cast.employee.id);
  await Promise.all([mirela, tomas, wren].map((one) => one.sees('Welcome to Muster')));
});
afterAll(async () => {
  await muster.stop();
  rmSync(folder, { recursive: true });
});

const isMember = (group: string, person: Person): boolean => muster.sandbox.tenant.isLinked(group, 'member', person.id);
const joins = async (person: Person, group: string): Promise<void> => {
  await person.press(await person.ask(`join ${group}`, 'Ask to join'), 'Send request', { reason: 'For the posters' });
};
const cardsAbout = async (person: Person, saying: string): Promise<Message[]> =>
  (await person.fromBot()).filter((message) => textOf(message).includes(saying));

it('lets a colleague decide while an owner is away: what waits, what comes, told to all and on record', async () => {
  const [lucien, eleni] = [called('lucien.brossard'), called('eleni.papadaki')];
  await joins(lucien, 'Design Guild');
  const hers = await mirela.sees('Lucien Brossard-Côté asks to join Design Guild');
  await mirela.ask('I am away until Friday, Tomás Iriarte decides for me', 'Tomás Iriarte decides for you until 6 March');
  await tomas.sees('You decide for Mirela Vašková until 6 March');
  const first = await tomas.sees('Lucien Brossard-Côté asks to join Design Guild');
  expect(textOf(first)).toContain('For Mirela Vašková, who is away until 6 March');
  await tomas.press(first, 'Approve');
  await lucien.sees('Tomás Iriarte, for Mirela Vašková, approved your request');
  expect(isMember(groups.designGuild, lucien)).toBe(true);
  await until('her card says who', async () =>
    textOf(await mirela.again(hers)).includes('Tomás Iriarte, for Mirela Vašková, approved this'),
  );
  const trail = await muster.rows(
    `select actor_id, on_behalf_of_id from audit_event where operation = 'request.approve' and outcome = 'done'`,
  );
  expect(trail).toEqual([{ actor_id: tomas.id, on_behalf_of_id: mirela.id }]);

  // Whoever is away keeps the card and can still decide; the colleague’s says who did.
  await joins(eleni, 'Design Guild');
  const his = await tomas.sees('Eleni Papadaki asks to join Design Guild');
  await mirela.press(await mirela.sees('Eleni Papadaki asks to join Design Guild'), 'Approve');
  await until('his card says who', async () => textOf(await tomas.again(his)).includes('Mirela Vašková approved this'));
  expect(titlesOf(await tomas.again(his))).not.toContain('Approve');
  await mirela.ask('my settings', 'Tomás Iriarte decides for you');
});

it('ends at its time: the colleague reads so, and decides no more', async () => {
  const emeka = called('emeka.obiora');
  await joins(emeka, 'Design Guild');
  const card = await tomas.sees('Emeka Obiora asks to join Design Guild');
  await muster.advance(4 * day);
  await muster.advance(day);
  await tomas.sees('You do not decide for Mirela Vašková any more');
  await mirela.sees('The time is over.');
  await until('his card says so', async () => textOf(await tomas.again(card)).includes('Mirela Vašková is back'));
  await tomas.press(card, 'Approve');
  await tomas.sees('Mirela Vašková is back and decides again.');
  expect(isMember(groups.designGuild, emeka)).toBe(false);
  await tomas.ask('waiting for me', 'Nothing waits for your decision');
});

it('asks nobody about their own request, for whomever, and a colleague can say “Not me”', async () => {
  await mirela.ask('hand my approvals to Wren Adeyemi until 20 March', 'Wren Adeyemi decides for you');
  const told = await wren.sees('You decide for Mirela Vašková until 20 March');
  // What waits moves too.
  await wren.sees('Emeka Obiora asks to join Design Guild');
  await joins(wren, 'Design Guild');
  await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await muster.quiet();
  expect(await cardsAbout(wren, 'Wren Adeyemi asks to join')).toEqual([]);
  await wren.press(told, 'Not me');
  await mirela.sees('Wren Adeyemi pressed “Not me”');
  await wren.ask('waiting for me', 'Nothing waits for your decision');
});

it('loses nothing where the colleague is no owner, nor when the bot dies: an owner does it with one press', async () => {
  const other = muster.person((await muster.group(groups.researchCircle)).owners.find(({ id }) => id !== mirela.id)!.id);
  const inaki = called('inaki.nunez');
  await Promise.all([other, inaki].map((one) => one.sees('Welcome to Muster')));
  await joins(inaki, 'Research Circle');
  await mirela.sees('Iñaki Núñez asks to join Research Circle');
  await mirela.ask('I am away for a week, Wren Adeyemi decides', 'Wren Adeyemi decides for you');
  await muster.bot.kill();
  await muster.bot.start();
  const card = await wren.sees('Iñaki Núñez asks to join Research Circle');
  await wren.press(card, 'Approve');
  await inaki.sees('only an owner can carry it out');
  expect(isMember(groups.researchCircle, inaki)).toBe(false);
  const wanted = await other.sees('An owner is wanted for the request of Iñaki Núñez');
  await other.press(wanted, 'Try again');
  await until('he is in', () => Promise.resolve(isMember(groups.researchCircle, inaki)));
  await mirela.ask('I am back', 'You are back.');
  await wren.sees('You do not decide for Mirela Vašková any more');
});

it('decides five together, on two devices at once and through a death: one effect each', async () => {
  await mirela.press(await mirela.ask('waiting for me', 'Emeka Obiora'), 'Choose all');
  const askers = ['tane.rangi', 'zofia.zolc', 'hao.lin'].map(called);
  for (const one of askers) await joins(one, 'Design Guild');
  await Promise.all(askers.map((one) => one.sees('has been asked')));
  const list = await mirela.ask('waiting for me', 'Approve chosen');
  const boxes = ticked(list);
  expect(Object.keys(boxes)).toHaveLength(5);
  const presses = [1, 2].map(() => mirela.press(list, 'Approve chosen', boxes).catch(() => undefined));
  await until('it has begun', () => Promise.resolve(isMember(groups.designGuild, called('emeka.obiora'))));
  await muster.bot.kill();
  await Promise.all(presses);
  await muster.bot.start();
  await muster.advance(120);
  await until('all are decided', async () => {
    const left = await mirela.ask('waiting for me', /Nothing waits|Approve chosen/u);
    if (textOf(left).includes('Nothing waits')) return true;
    await mirela.press(left, 'Approve chosen', ticked(left));
    return false;
  });
  for (const one of [called('emeka.obiora'), wren, ...askers]) expect(isMember(groups.designGuild, one)).toBe(true);
  const made = await muster.rows(
    `select request_id, count(*) as times from audit_event
     where operation in ('request.approve', 'request.retry') and outcome = 'done' group by request_id`,
  );
  expect(made.filter(({ times }) => times !== 1)).toEqual([]);
});
