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
/** Owners decide; Emeka owns nothing, but the directory lets him change groups as an administrator. */
const rules = `
approvals:
  - name: Guilds
    kinds: [join]
    groups: ['Design *']
    stages: [{ by: owners }]
    lapsesAfterDays: 60
`;

const folder = mkdtempSync(path.join(tmpdir(), 'away-'));
let muster: Muster;
let mirela: Person;
let emeka: Person;
let wren: Person;
const called = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));

beforeAll(async () => {
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, rules);
  muster = await startMuster({ env: { POLICY_FILE: policyFile } });
  muster.keepGroups();
  mirela = muster.person(cast.owner.id);
  emeka = called('emeka.obiora');
  wren = muster.person(cast.employee.id);
  await Promise.all([mirela, emeka, wren].map((one) => one.sees('Welcome to Muster')));
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
  await mirela.ask('I am away for 4 days, Emeka Obiora decides for me', 'Emeka Obiora decides for you until');
  await emeka.sees('You decide for Mirela Vašková until');
  const first = await emeka.sees('Lucien Brossard-Côté asks to join Design Guild');
  expect(textOf(first)).toContain('For Mirela Vašková, who is away until');
  await emeka.press(first, 'Approve');
  await lucien.sees('Emeka Obiora, for Mirela Vašková, approved your request');
  expect(isMember(groups.designGuild, lucien)).toBe(true);
  await until('her card says who', async () =>
    textOf(await mirela.again(hers)).includes('Emeka Obiora, for Mirela Vašková, approved this'),
  );
  const trail = await muster.rows(
    `select actor_id, on_behalf_of_id from audit_event where operation = 'request.approve' and outcome = 'done'`,
  );
  expect(trail).toEqual([{ actor_id: emeka.id, on_behalf_of_id: mirela.id }]);

  // Whoever is away keeps the card and can still decide; the colleague’s says who did.
  await joins(eleni, 'Design Guild');
  const his = await emeka.sees('Ελένη Παπαδάκη asks to join Design Guild');
  await mirela.press(await mirela.sees('Ελένη Παπαδάκη asks to join Design Guild'), 'Approve');
  await until('his card says who', async () => textOf(await emeka.again(his)).includes('Mirela Vašková approved this'));
  expect(titlesOf(await emeka.again(his))).not.toContain('Approve');
  await mirela.ask('my settings', 'Emeka Obiora decides for you');
});

it('ends at its time: the colleague reads so, and decides no more', async () => {
  const olumide = called('olumide.bankole');
  await joins(olumide, 'Design Guild');
  const card = await emeka.sees('Olúmídé Bánkọ́lé asks to join Design Guild');
  await muster.advance(4 * day);
  await muster.advance(day);
  await emeka.sees('You do not decide for Mirela Vašková any more');
  await mirela.sees('The time is over.');
  await until('his card says so', async () => textOf(await emeka.again(card)).includes('Mirela Vašková is back'));
  await emeka.press(card, 'Approve');
  await emeka.sees('Mirela Vašková is back and decides again.');
  expect(isMember(groups.designGuild, olumide)).toBe(false);
  await emeka.ask('waiting for me', 'Nothing waits for your decision');
});

it('asks nobody about their own request, for whomever, and a colleague can say “Not me”', async () => {
  await mirela.ask('hand my approvals to Wren Adeyemi for two weeks', 'Wren Adeyemi decides for you');
  const told = await wren.sees('You decide for Mirela Vašková until');
  // What waits moves too.
  await wren.sees('Olúmídé Bánkọ́lé asks to join Design Guild');
  await joins(wren, 'Design Guild');
  await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await muster.quiet();
  expect(await cardsAbout(wren, 'Wren Adeyemi asks to join')).toEqual([]);
  await wren.press(told, 'Not me');
  await mirela.sees('Wren Adeyemi pressed “Not me”');
  await wren.ask('waiting for me', 'Nothing waits for your decision');
});

it('loses nothing where the colleague is no owner, nor when the bot dies: an owner does it with one press', async () => {
  const other = muster.person(
    (await muster.group(groups.researchCircle)).owners.find(({ id }) => id !== mirela.id)!.id,
  );
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
  await mirela.press(await mirela.ask('waiting for me', 'Olúmídé Bánkọ́lé'), 'Choose all');
  const askers = ['tane.rangi', 'zofia.zolc', 'hao.lin'].map(called);
  for (const one of askers) await joins(one, 'Design Guild');
  await Promise.all(askers.map((one) => one.sees('have been asked')));
  const list = await mirela.ask('waiting for me', 'Approve chosen');
  const boxes = ticked(list);
  expect(Object.keys(boxes)).toHaveLength(5);
  const presses = [1, 2].map(() => mirela.press(list, 'Approve chosen', boxes).catch(() => undefined));
  await until('it has begun', () => Promise.resolve(isMember(groups.designGuild, called('olumide.bankole'))));
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
  for (const one of [called('olumide.bankole'), wren, ...askers]) expect(isMember(groups.designGuild, one)).toBe(true);
  await muster.quiet();
  for (const one of askers)
    expect(await cardsAbout(one, 'Your request to join Design Guild: approved')).toHaveLength(1);
});
