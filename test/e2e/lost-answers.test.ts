import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import { textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/until.ts';

/** A Monday at noon. */
const monday = new Date('2026-03-02T12:00:00Z');
const circle = 'Research Circle';

let muster: Muster;
let wren: Person;
let mirela: Person;

beforeAll(async () => {
  muster = await startMuster({ startAt: monday });
  muster.keepGroups();
  [wren, mirela] = [cast.employee, cast.owner].map(({ id }) => muster.person(id)) as [Person, Person];
  await Promise.all([wren, mirela].map((one) => one.sees('Welcome to Muster')));
});
afterAll(() => muster.stop());

/** Messages that tell Wren the reason, beside the card of the request. Read past the page's API: nobody looks by that. */
const news = (): number =>
  muster.sandbox
    .conversations()
    .filter(({ kind, memberIds }) => kind === 'personal' && memberIds.includes(wren.id))
    .flatMap(({ messages }) => messages)
    .filter((message) => !message.deleted && textOf(message).includes(reason)).length - 1;
const inDoubt = async (): Promise<number> =>
  (await muster.rows('select 1 from sent_message where activity_id is null')).length;
let reason = '';

/** Mirela rejects a request of Wren's, and Teams’ answer to what Wren is told gets lost. */
beforeEach(async () => {
  await wren.press(await wren.ask(`join ${circle}`, 'Ask to join'), 'Send request', { reason: 'I dig.' });
  const card = await until('the owner is asked', async () =>
    (await mirela.fromBot()).findLast(
      (message) => textOf(message).includes(`asks to join ${circle}`) && textOf(message).includes('Approve'),
    ),
  );
  await muster.quiet();
  reason = `It is full, as of ${randomUUID()}.`;
  await muster.setFaults({ connectorFailAfterStore: 1 });
  await mirela.press(card, 'Reject', { reason });
  await until('the news are in doubt', async () => (await inDoubt()) === 1);
  await muster.quiet();
  expect(news()).toBe(1);
});

it('tells a requester once, who looks before the minute is over', async () => {
  await wren.messages();
  await until('the news have spoken', async () => (await inDoubt()) === 0);
  await muster.advance(3600);
  await muster.quiet();
  expect(news()).toBe(1);
});

it('tells a requester again who does not look, and takes one away as soon as they do', async () => {
  await muster.advance(61);
  await until('the news come again', () => news() === 2);
  await muster.quiet();
  await wren.messages();
  await until('one is left', () => news() === 1);
  await muster.advance(3600);
  await muster.quiet();
  expect(news()).toBe(1);
});
