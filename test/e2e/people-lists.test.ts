import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf } from '../support/card-reading.ts';
import { crowdAddress, crowdId, withPeople } from '../support/many-people.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

const people = 400;
const id = groups.researchCircle;
let muster: Muster;
let mirela: Person;

beforeAll(async () => {
  muster = await startMuster({ seed: withPeople(people) });
  mirela = muster.person(cast.owner.id);
  await mirela.sees('Welcome to Muster');
});
afterAll(() => muster.stop());

const members = (from: number, to: number): number =>
  Array.from({ length: to - from }, (_, index) => crowdId(from + index)).filter((one) =>
    muster.sandbox.tenant.isLinked(id, 'member', one),
  ).length;

async function send(text: string, bytes: Buffer, saying: string) {
  const before = (await mirela.messages()).map((message) => message.id);
  await mirela.write(text, { file: { name: 'liste für Anaïs.csv', base64: bytes.toString('base64') } });
  return mirela.sees(saying, { except: before });
}

const list = `Näme ignored;E-Mail;Role\r\n"Zoë ""Z""; Ü";${crowdAddress(0)};\r\nÉ;zoë@crowd.example;\r\n`;
const utf16 = Buffer.from(`\uFEFF${list}`, 'utf16le');

it.each([
  ['UTF-8', Buffer.from(list)],
  ['UTF-8', Buffer.from(`\uFEFF${list}`)],
  ['UTF-16', utf16],
  ['UTF-16', Buffer.from(utf16).swap16()],
  ['Windows-1252', Buffer.from(list, 'latin1')],
  ['UTF-8', Buffer.from(list.replaceAll(';', '\t'))],
  ['UTF-8', Buffer.from(list.replaceAll('; Ü', ', Ü').replaceAll(';', ','))],
])('reads a list in %s', async (encoding, bytes) => {
  const shown = textOf(await send('add many to Research Circle', bytes, 'Add 2 people to'));
  expect(shown).toContain(`read as ${encoding}`);
  expect(shown).toContain('zoë@crowd.example');
  expect(shown.includes('look wrong')).toBe(encoding === 'Windows-1252');
});

it('works a long list off beside the chat, and goes on with it after a kill', async () => {
  const rows = Array.from({ length: people }, (_, index) => crowdAddress(index)).join('\r\n');
  const shown = await send(
    'add many to Research Circle',
    Buffer.from(`UPN\r\n${rows}`),
    `Add ${String(people)} people to`,
  );
  await muster.setFaults({ graphDelayMs: 60 });
  await mirela.press(shown, 'Add them');
  await until('some are added', () => Promise.resolve(members(0, people) >= 60));
  await muster.bot.kill();
  await muster.setFaults({ graphDelayMs: 0 });
  const reached = members(0, people);
  expect(reached).toBeLessThan(people);
  await muster.bot.start();
  await muster.advance(61);
  const told = await mirela.sees('came to a halt');
  expect(textOf(told)).toMatch(/\d+ of 400 were added/u);
  await mirela.press(told, 'Go on');
  const done = await mirela.sees('400 people were added to Research Circle');
  expect(members(0, people)).toBe(people);
  expect(textOf(done)).not.toContain('In it already');
  const ends = await muster.rows(
    "select outcome, count(*) as count from audit_event where operation = 'member.list-run' and outcome <> 'begun' group by outcome",
  );
  expect(ends.map(({ outcome, count }) => [outcome, Number(count)])).toEqual([['done', people]]);
}, 90_000);

it('a list of somebody who may not goes to the owners, and comes back as done', async () => {
  const wren = muster.person(cast.employee.id);
  const before = (await wren.messages()).map((message) => message.id);
  await wren.write('add many to Design System', {
    file: { name: 'list.txt', base64: Buffer.from(`${crowdAddress(1)}\n${crowdAddress(2)}`).toString('base64') },
  });
  const shown = await wren.sees('Add 2 people to Design System', { except: before });
  await wren.press(shown, 'Add them');
  const offer = await wren.sees('Only owners can change who is in Design System');
  await wren.press(offer, 'Send the list to the owners');
  await wren.sees('Your list is with the owners of Design System');
  const group = [...muster.sandbox.tenant.groups()].find(({ displayName }) => displayName === 'Design System')!;
  const ownerId = [...muster.sandbox.tenant.users()].find(({ id: user }) =>
    muster.sandbox.tenant.isLinked(group.id, 'owner', user),
  )!.id;
  const owner = muster.person(ownerId);
  const card = await owner.sees('asks you to add 2 people to Design System');
  await owner.press(card, 'Add them');
  await wren.sees('2 people of your list were added to Design System');
}, 60_000);
