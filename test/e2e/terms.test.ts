import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const day = 86_400;
const circle = 'Research Circle';
let muster: Muster;
let wren: Person;
let mirela: Person;

beforeAll(async () => {
  muster = await startMuster();
  muster.keepGroups();
  [wren, mirela] = [cast.employee, cast.owner].map(({ id }) => muster.person(id)) as [Person, Person];
  await Promise.all([wren, mirela].map((one) => one.sees('Welcome to Muster')));
});
afterAll(() => muster.stop());

const isMember = (): boolean => muster.sandbox.tenant.isLinked(groups.researchCircle, 'member', wren.id);
const ending = `Your membership in ${circle} ends`;
const hers = `The membership of Wren Adeyemi in ${circle} ends`;
const count = async (person: Person, saying: string): Promise<number> =>
  (await person.fromBot()).filter((message) => textOf(message).includes(saying)).length;

it('is asked for with an end, which the owners read before they decide', async () => {
  const form = await wren.ask(`join ${circle} for two weeks`, 'An owner has to let you in');
  await wren.press(form, 'Send request', { reason: 'For the autumn study.', until: 'for two weeks' });
  const card = await mirela.sees(`Wren Adeyemi asks to join ${circle}`);
  expect(textOf(card)).toContain('Until');
  await mirela.press(card, 'Approve');
  await until('she is in', () => Promise.resolve(isMember()));
});

it('offers both a longer time a day before, once, also when the bot dies meanwhile', async () => {
  await muster.advance(12 * day);
  await muster.quiet();
  expect(await count(wren, ending)).toBe(0);
  await muster.bot.kill();
  await muster.advance(1.2 * day);
  await muster.bot.start();
  const mine = await wren.sees(ending);
  const card = await mirela.sees(hers);
  await muster.quiet();
  expect(await count(wren, ending)).toBe(1);
  expect(await count(mirela, hers)).toBe(1);

  await wren.press(mine, 'Ask for more time');
  await until('the owner reads so', async () =>
    textOf(await mirela.again(card)).includes('Wren Adeyemi would like to stay longer.'),
  );
  expect(titlesOf(await wren.again(mine))).not.toContain('Ask for more time');
}, 60_000);

it('lasts as much longer as an owner says, and ends with one press then', async () => {
  await mirela.press(await mirela.sees(hers), 'Two more weeks');
  await until('her card says so', async () => /ends in (?:2 weeks|1[45] days)/u.test(textOf(await wren.sees(ending))));
  await muster.advance(3 * day);
  await muster.quiet();
  expect(isMember()).toBe(true);
  expect(await count(mirela, 'is over')).toBe(0);

  await muster.advance(12 * day);
  const over = await mirela.sees(`The membership of Wren Adeyemi in ${circle} is over`);
  expect(isMember()).toBe(true);
  await mirela.press(over, 'End it now');
  await until('she is out', () => Promise.resolve(!isMember()));
  await wren.sees(`Your membership in ${circle} has ended`);
});
