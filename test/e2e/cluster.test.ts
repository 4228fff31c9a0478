import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import type { Person } from '../support/person.ts';
import { newSchema } from '../support/postgres-schema.ts';
import { postgresUrl } from '../support/postgres-url.ts';
import { until } from '../support/until.ts';

const server = await postgresUrl();

describe.skipIf(server === undefined)('two bots behind a balancer without sticky sessions, on one PostgreSQL', () => {
  let muster: Muster;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const schema = await newSchema(server!);
    ({ drop } = schema);
    muster = await startMuster({ bots: 2, databaseUrl: schema.url });
  });
  afterAll(async () => {
    await muster.stop();
    await drop();
  });

  const employee = (local: string): Person => muster.person(fixedId('user', `${local}@tessaly.example`));

  it('signs in at one and answers from the other, once', async () => {
    const pip = employee('pip.marlowe');
    await muster.setGrants(pip.id, { devices: 3, installed: true });
    await muster.setFaults({ deliveries: 2 });
    await pip.ask('my groups', 'Your groups');
    await muster.quiet();
    await muster.setFaults({ deliveries: 1 });
    const answers = (await pip.fromBot()).filter((message) => textOf(message).includes('Your groups'));
    expect(answers).toHaveLength(1);
    expect(new Set(muster.front.delivered.map(({ target }) => target))).toEqual(new Set([0, 1]));
  });

  it('decides once when two owners press at two bots, and keeps every card true', async () => {
    const [wren, mirela, tomas] = [cast.employee, cast.owner, cast.secondOwner].map(({ id }) => muster.person(id)) as [
      Person,
      Person,
      Person,
    ];
    const form = await wren.ask('join Design Guild', 'An owner has to let you in');
    await wren.press(form, 'Send request', { reason: 'Please' });
    const saying = 'Wren Adeyemi asks to join Design Guild';
    const [one, other] = await Promise.all([mirela.sees(saying), tomas.sees(saying)]);
    await muster.quiet();
    const call = (await muster.traffic()).at(-1)?.sequence ?? 0;
    // A slow Graph keeps both presses under way at once.
    await muster.setFaults({ graphDelayMs: 400 });
    await Promise.all([mirela.press(one, 'Approve'), tomas.press(other, 'Approve')]);
    await muster.setFaults({ graphDelayMs: 0 });
    await wren.sees('Your request to join Design Guild: approved');
    await muster.quiet();
    expect(await muster.additions(groups.designGuild, call)).toHaveLength(1);
    for (const [owner, card] of [
      [mirela, one],
      [tomas, other],
    ] as const)
      await until('the card names who decided', async () =>
        /(Mirela Vašková|Tomás Iriarte) (approved this|has approved)/.test(textOf(await owner.again(card))),
      );
    const told = (await wren.fromBot()).filter((message) => textOf(message).includes('Design Guild: approved'));
    expect(told).toHaveLength(1);
  });

  it('goes on with one when the other is killed', async () => {
    const wren = muster.person(cast.employee.id);
    await muster.bots[1]!.kill();
    await wren.ask('join Book Club', 'You have joined Book Club');
    await muster.bots[1]!.start();
    await wren.ask('leave Book Club', 'You can join again at any time');
  });
});
