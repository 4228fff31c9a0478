import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomFrom, withGroups } from '../../bench/simulation/groups.ts';
import { groups } from '../../src/sandbox/tenant/cast.ts';
import { seedDirectory } from '../../src/sandbox/tenant/seed.ts';
import { textOf } from '../support/card-reading.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import { until } from '../support/until.ts';

/** Nothing here is measured: a machine may be slow. */
const patienceMs = 60_000;

describe('reading a directory of some thousand groups', { timeout: 3 * patienceMs }, () => {
  let muster: Muster;

  beforeAll(async () => {
    muster = await startMuster({
      // Few of them expire within a month.
      seed: (now) => withGroups(seedDirectory(now), now, { groups: 2_400, days: 40_000 }, randomFrom(3), []),
    });
  });
  afterAll(() => muster.stop());

  const known = async (): Promise<unknown[]> =>
    (await muster.rows('select id from directory_group where gone_at is null order by id')).map(({ id }) => id);
  const there = (): string[] => [...muster.sandbox.tenant.groups()].map(({ id }) => id).sort();
  const place = async () => (await muster.rows('select * from delta_link'))[0];
  const isRead = async (): Promise<boolean> => {
    const { token, swept_to: sweptTo } = (await place()) ?? {};
    return String(token).startsWith('delta.') && sweptTo === null;
  };

  /** Everything from the beginning, as after too long: the bot has to find out by itself. */
  async function readAnew(): Promise<void> {
    await muster.setFaults({ deltaForgotten: 1 });
    await muster.advance(120);
  }

  it('goes on with the page at which it was killed', async () => {
    await until('everything is read once', isRead, patienceMs);
    await muster.quiet(patienceMs);
    expect(await known()).toEqual(there());

    // Each page takes its time, so that the kill falls between two of them.
    await muster.setFaults({ graphDelayMs: 2_000 });
    await readAnew();
    const reached = await until(
      'a page is written and another one is not',
      async () => {
        const { round, token, generation } = (await place()) ?? {};
        return round === 'full' && String(token).startsWith('skip.') ? generation : undefined;
      },
      patienceMs,
    );
    await muster.bot.kill();
    const seen = await muster.rows(`select id from directory_group where generation = ${String(reached)}`);
    expect(seen.length).toBeGreaterThan(0);
    expect(seen.length).toBeLessThan(there().length);
    muster.sandbox.tenant.deleteGroup(groups.bookClub);

    await muster.setFaults({ graphDelayMs: 0 });
    await muster.bot.start();
    await muster.advance(120);
    await until('everything is read', isRead, patienceMs);
    await muster.quiet(patienceMs);
    // Not begun anew: the same generation goes on.
    expect(await place()).toMatchObject({ generation: reached });
    expect(await known()).toEqual(there());
  });

  it('repeats no notice and loses none when Graph has forgotten what it told', async () => {
    const saying = /Design Guild\W+expires in/u;
    const owner = muster.person([...muster.sandbox.tenant.linked(groups.designGuild, 'owner')][0]!);
    const endIn = async (id: string, days: number): Promise<void> => {
      const end = Date.parse((await muster.session()).now) + days * 24 * 3_600_000;
      muster.sandbox.tenant.updateGroup(id, { expirationDateTime: `${new Date(end).toISOString().slice(0, 19)}Z` });
    };
    await endIn(groups.designGuild, 20);
    await muster.advance(120);
    await owner.sees(saying);
    await muster.quiet(patienceMs);

    muster.sandbox.tenant.deleteGroup(groups.launchRoom);
    await endIn(groups.researchCircle, 12);
    await readAnew();
    const heirs = [...muster.sandbox.tenant.linked(groups.researchCircle, 'owner')];
    await muster.person(heirs[0]!).sees(/Research Circle\W+expires in/u);
    await muster.quiet(patienceMs);
    expect((await owner.fromBot()).filter((message) => saying.test(textOf(message)))).toHaveLength(1);
    expect(await known()).toEqual(there());
    const [gone] = await muster.rows(`select gone_as from directory_group where id = '${groups.launchRoom}'`);
    expect(gone).toEqual({ gone_as: 'missing' });
  });
});
