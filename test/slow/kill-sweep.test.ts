import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../src/storage/open-store.ts';
import { openSweepWorld, type SceneName, type SweepWorld } from '../support/sweep-scenes.ts';
import { outcomeOf, runErrand } from '../support/sweep.ts';

/**
 * The points that matter most, so that every run of the tests has them; `npm run sweep` has all of them. A point that is not
 * passed any more fails its case: then the code has changed its steps, and these names with it.
 */
const points: [SceneName, string][] = [
  [
    'group',
    'before commit insert request + insert request_stage + insert request_approver + insert job + insert request_copy + audit #1',
  ],
  ['group', 'after Connector POST v3/conversations/…/activities #1'],
  ['group', 'after Connector PUT v3/conversations/…/activities/… #1'],
  ['group', 'after commit update request.status + insert request_decision + insert job + audit #1'],
  ['group', 'after Graph PATCH groups(uniqueName=…) #1'],
  ['group', 'after commit update request.status + insert job + audit #1'],
  ['ownApprover', 'after Graph PATCH groups(uniqueName=…) #1'],
  ['join', 'after Graph POST groups/…/members/$ref #1'],
  ['add', 'after Graph PATCH groups/… #1'],
];

let world: SweepWorld;
beforeAll(async () => {
  world = await openSweepWorld();
});
afterAll(() => world.stop());

describe('a bot that is killed', () => {
  it.each(points)('while somebody asks for it (%s), %s', { timeout: 60_000 }, async (name, point) => {
    const { muster, scenes } = world;
    const run = await runErrand(muster, scenes[name], 500 + points.findIndex((one) => one[1] === point), point);
    expect(run.isStopped).toBe(true);
    expect(run.problems).toEqual([]);
    expect(outcomeOf(run)).toMatch(/one|retried/);
    expect(run.askedTwice).toBe(0);
  });

  it('leaves a trail that is whole', async () => {
    const { muster } = world;
    await muster.bot.stop();
    const { store, close } = await openStore({ file: muster.databaseFile });
    expect(await store.audit.firstBrokenLink(muster.sandbox.tenantId)).toBeUndefined();
    await close();
  });
});
