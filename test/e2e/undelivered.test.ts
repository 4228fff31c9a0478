import { afterAll, beforeAll, expect, it } from 'vitest';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import { textOf, titlesOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';

let muster: Muster;
let wren: Person;
let mirela: Person;
let ingrid: Person;
const asks = 'asks to join Design Guild';

beforeAll(async () => {
  muster = await startMuster();
  const { employee, owner, admin } = cast;
  [wren, mirela, ingrid] = [employee, owner, admin].map(({ id }) => muster.person(id)) as [Person, Person, Person];
  await mirela.sees('Welcome to Muster');
});
afterAll(() => muster.stop());

it('an owner who took the app out gets the question once an administrator has it sent again, and once only', async () => {
  await muster.setGrants(mirela.id, { installed: false });
  const form = await wren.ask('join Design Guild', 'An owner has to let you in');
  await wren.press(form, 'Send request', { reason: 'Icons.' });
  await wren.sees('Your request to join Design Guild');
  await muster.quiet();
  const refused = await wren.ask('undelivered', 'Groups Administrators');
  expect(textOf(refused)).not.toContain(cast.owner.displayName);

  const list = await ingrid.ask('what could not be sent?', 'A question to decide on: Design Guild');
  expect(textOf(list)).toContain(`To ${cast.owner.displayName}`);
  expect(textOf(list)).toContain('was taken out');
  expect(textOf(list)).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/u);

  await muster.setGrants(mirela.id, { installed: true });
  await ingrid.press(list, 'Try again');
  const again = await ingrid.again(list);
  expect(textOf(again)).toContain('The message goes out again');
  await ingrid.press(again, 'What could not be sent');
  expect(textOf(await ingrid.sees('Everything could be sent'))).toContain('No message has been given up');
  await mirela.sees(asks);
  await muster.quiet();
  expect((await mirela.fromBot()).filter((message) => textOf(message).includes(asks))).toHaveLength(1);

  const progress = await ingrid.ask('sending progress', 'How messages go out');
  expect(textOf(progress)).toContain('Nothing waits to be sent');
  expect(textOf(progress)).toMatch(/Requests and decisions[^]*sent in the last 24 hours/u);
  expect(titlesOf(progress)).toEqual(['Look again']);
});
