import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

let muster: Muster;
let wren: Person;
let mirela: Person;

beforeAll(async () => {
  muster = await startMuster({ messageFactor: 10 });
  [wren, mirela] = [muster.person(cast.employee.id), muster.person(cast.owner.id)];
  await Promise.all([wren, mirela].map((person) => person.sees('Welcome to Muster')));
});
afterAll(() => muster.stop());
beforeEach(() => muster.setFaults({ teamLagMs: 4_000, teamMadeThoughRefused: 0 }));

/** A group that Teams does not know yet: Mirela owns it, Wren is in it. */
function madeJustNow(displayName: string): string {
  const { tenant: here } = muster.sandbox;
  const like = here.group(groups.researchCircle)!;
  const id = randomUUID();
  const mailNickname = displayName.toLowerCase().replaceAll(' ', '-');
  here.createGroup({
    ...like,
    id,
    displayName,
    mailNickname,
    mail: `${mailNickname}@x.example`,
    hasTeam: false,
    uniqueName: null,
  });
  here.link(id, 'owner', mirela.id);
  for (const person of [mirela, wren]) here.link(id, 'member', person.id);
  return id;
}
const hasTeam = (id: string): boolean => muster.sandbox.tenant.group(id)?.hasTeam ?? false;

it('an owner sees how far it is until Teams knows the group, on one message', async () => {
  await muster.setFaults({ teamLagMs: 12_000 });
  const id = madeJustNow('Kelp Laboratory');
  const before = (await mirela.fromBot()).length;
  const card = await mirela.ask('enable team Kelp Laboratory', 'Try 2 of 3');
  expect(hasTeam(id)).toBe(false);
  await until('the next try is told', async () => textOf(await mirela.again(card)).includes('Try 3 of 3'), 20_000);
  await until('it is done', async () => textOf(await mirela.again(card)).includes('The team is there'), 20_000);
  expect(hasTeam(id)).toBe(true);
  await muster.quiet();
  expect((await mirela.fromBot()).length).toBe(before + 1);
  const ends = await muster.rows("select outcome from audit_event where operation = 'team.enable' order by sequence");
  expect(ends.map(({ outcome }) => outcome)).toEqual(['begun', 'done']);
}, 60_000);

it('a bot that is killed while it waits leaves a card that says so, and goes on when it is pressed', async () => {
  await muster.setFaults({ teamLagMs: 100_000 });
  const id = madeJustNow('Urchin Laboratory');
  const card = await mirela.ask('enable team Urchin Laboratory', 'Try 2 of 3');
  await muster.quiet();
  await muster.bot.kill();
  await muster.bot.start();
  expect(textOf(await mirela.again(card))).toMatch(/Try 2 of 3|Being made/u);
  expect(titlesOf(await mirela.again(card))).toContain('How is it now?');
  await mirela.press(card, 'How is it now?');
  await mirela.sees('Urchin Laboratory has no team');

  await muster.advance(61);
  await until('the card says so', async () => textOf(await mirela.again(card)).includes('the work was interrupted'));
  await muster.setFaults({ teamLagMs: 0 });
  await mirela.press(await mirela.again(card), 'Try again');
  await until('it is done', async () => textOf(await mirela.again(card)).includes('The team is there'));
  expect(hasTeam(id)).toBe(true);
}, 60_000);

it('a member asks, and an owner’s one click sees it through, though the first try both fails and works', async () => {
  await muster.setFaults({ teamLagMs: 100_000, teamMadeThoughRefused: 1 });
  const id = madeJustNow('Limpet Laboratory');
  const form = await wren.ask('enable team Limpet Laboratory', 'Ask for a team on Limpet Laboratory');
  await wren.press(form, 'Send request', { reason: 'To chat' });
  const card = await mirela.sees('Wren Adeyemi asks for a team on Limpet Laboratory');
  const began = Date.now();
  expect(await mirela.press(card, 'Approve')).toEqual({ kind: 'card' });
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(textOf(await mirela.again(card))).toContain('Try 2 of 3');
  await wren.sees('Your request for a team on Limpet Laboratory: approved');
  await until('her card says so', async () => textOf(await mirela.again(card)).includes('The team is there, and'));
  expect(hasTeam(id)).toBe(true);
}, 60_000);

it('a team is shown to those who are in it, with the way to it', async () => {
  const card = await mirela.ask('show team Design Guild', 'The team of Design Guild');
  expect(textOf(card)).toContain('Critique');
  expect(JSON.stringify(card)).toContain('https://teams.microsoft.com/l/team/');
  await wren.ask('show team Design Guild', 'Only members of this team may look into it');
});
