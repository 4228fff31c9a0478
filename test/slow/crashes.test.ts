import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Message } from '../../src/sandbox/page/api.ts';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

let muster: Muster;
let wren: Person;
let mirela: Person;
let tomas: Person;
let owners: Person[];

beforeAll(async () => {
  muster = await startMuster({ messageFactor: 10 });
  [wren, mirela, tomas] = [cast.employee, cast.owner, cast.secondOwner].map(({ id }) => muster.person(id)) as [
    Person,
    Person,
    Person,
  ];
  owners = (await muster.group(groups.designGuild)).owners.map(({ id }) => muster.person(id));
  await Promise.all(owners.map((owner) => owner.chat()));
  await Promise.all([wren, ...owners].map((person) => person.sees('Welcome to Muster')));
});
afterAll(() => muster.stop());

const employee = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));
const isMember = (group: string, person: Person): boolean => muster.sandbox.tenant.isLinked(group, 'member', person.id);
const lastCall = async (): Promise<number> => (await muster.traffic()).at(-1)?.sequence ?? 0;
const count = (messages: Message[], saying: string): number =>
  messages.filter((message) => textOf(message).includes(saying)).length;

async function ask(person: Person, group: string): Promise<void> {
  const form = await person.ask(`join ${group}`, 'An owner has to let you in');
  await person.press(form, 'Send request', { reason: 'For the autumn' });
}

async function restart(): Promise<void> {
  await muster.bot.kill();
  await muster.bot.start();
}

it('loses nothing when the bot is killed between a request and its decision', async () => {
  await ask(wren, 'Research Circle');
  const card = await mirela.sees('Wren Adeyemi asks to join Research Circle');
  await muster.quiet();
  await muster.bot.kill();
  expect(await mirela.press(card, 'Approve')).toMatchObject({ kind: 'error', text: expect.any(String) as string });
  await muster.bot.start();

  await mirela.press(await mirela.again(card), 'Approve');
  await wren.sees('Your request to join Research Circle: approved');
  expect(isMember(groups.researchCircle, wren)).toBe(true);
});

it('brings the rest of the cards when it is killed while delivering them, and none twice', async () => {
  const saying = 'Pip 🌻 Marlowe asks to join Design Guild';
  const pip = employee('pip.marlowe');
  const form = await pip.ask('join Design Guild', 'An owner has to let you in');
  const seen = async (): Promise<number[]> =>
    Promise.all(owners.map(async (owner) => count(await owner.fromBot(), saying)));
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);

  // Three or four calls are told to come again in a second: the kill falls into that second.
  await muster.setFaults({ connectorThrottle: 4 });
  await pip.press(form, 'Send request');
  await until('some owners have their card, and the bot knows it', async () => {
    const copies = await muster.rows(`select 1 from request_copy where role = 'approver' and recipient_id in
      (${owners.map(({ id }) => `'${id}'`).join()}) and request_id in
      (select id from request where status = 'pending')`);
    return copies.length >= 1 && copies.length === sum(await seen());
  });
  await muster.bot.kill();
  const before = sum(await seen());
  expect(before).toBeLessThan(5);

  await muster.setFaults({ connectorThrottle: 0 });
  await muster.bot.start();
  // What the dead process had taken is free again when its lease of half a minute has ended; what it may have sent is in
  // doubt for a minute.
  await muster.advance(61);
  await until('every owner has one', async () => sum(await seen()) >= 5, 60_000);
  await muster.quiet();
  expect(await seen()).toEqual([1, 1, 1, 1, 1]);
  const card = await tomas.sees(saying);
  await tomas.press(card, 'Approve');
  await pip.sees('Your request to join Design Guild: approved');
}, 90_000);

it('offers an approval again when the bot is killed while carrying it out', async () => {
  const lucien = employee('lucien.brossard');
  await ask(lucien, 'Design Guild');
  const saying = 'Lucien Brossard-Côté asks to join Design Guild';
  const [mine, theirs] = await Promise.all([mirela.sees(saying), tomas.sees(saying)]);
  await muster.quiet();
  const before = await lastCall();

  await muster.setFaults({ graphDelayMs: 1_500 });
  const pressed = mirela.press(mine, 'Approve');
  await until('the call to Graph is under way', async () => {
    const calls = await muster.additions(groups.designGuild, before);
    return calls.length > 0;
  });
  await muster.bot.kill();
  await pressed;
  await muster.setFaults({ graphDelayMs: 0 });
  await muster.bot.start();
  await muster.advance(61);
  await until('the card offers to try again', async () => titlesOf(await tomas.again(theirs)).includes('Try again'));
  await tomas.press(await tomas.again(theirs), 'Try again');
  await lucien.sees('Your request to join Design Guild: approved');
  expect(isMember(groups.designGuild, lucien)).toBe(true);
  await until('the other card is true too', async () =>
    textOf(await mirela.again(mine)).includes('Tomás Iriarte approved this'),
  );
});

it('gives no second answer to what is delivered again after a restart', async () => {
  await wren.ask('my groups', 'Your groups');
  await ask(wren, 'Design Guild');
  const card = await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await mirela.press(card, 'Approve');
  await wren.sees('Your request to join Design Guild: approved');
  await muster.quiet();
  const { delivered } = muster.front;
  const command = delivered.findLast(({ text }) => text === 'my groups')!;
  const press = delivered.findLast(({ name }) => name === 'adaptiveCard/action')!;
  const messages = async (): Promise<number[]> =>
    Promise.all([wren, mirela].map(async (person) => (await person.fromBot()).length));
  const [before, call] = [await messages(), await lastCall()];

  await restart();
  expect(await muster.front.again(command)).toBe(200);
  expect(await muster.front.again(press)).toBe(200);
  await muster.quiet();
  expect(await messages()).toEqual(before);
  expect(await muster.additions(groups.designGuild, call)).toEqual([]);
});

it('lets a command that died with the bot be given again', async () => {
  await muster.setFaults({ graphDelayMs: 2_000 });
  const before = await lastCall();
  await wren.write('join Running Club');
  await until('Graph was asked', async () => (await muster.traffic(before)).some(({ to }) => to === 'Graph'));
  await muster.bot.kill();
  await muster.setFaults({ graphDelayMs: 0 });
  await muster.bot.start();
  await wren.ask('join Running Club', /You (have joined|are in) Running Club/);
  expect(isMember(fixedId('group', 'running'), wren)).toBe(true);
});

it('ends in an orderly way: what is at work is answered first', async () => {
  await muster.setFaults({ graphDelayMs: 300 });
  const before = await lastCall();
  const seen = (await wren.messages()).map(({ id }) => id);
  await wren.write('find groups design');
  await until('Graph was asked', async () => (await muster.traffic(before)).some(({ to }) => to === 'Graph'));
  expect(await muster.bot.stop()).toBe(0);
  await muster.setFaults({ graphDelayMs: 0 });
  await wren.sees('Groups that fit design', { except: seen });
  await muster.bot.start();
});
