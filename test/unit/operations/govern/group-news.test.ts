import { describe, expect, it } from 'vitest';
import { cast, groups, tenantId } from '../../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../../support/builders.ts';
import { openOffice } from '../../../support/office.ts';

const { admin, owner, employee, guest } = cast;

describe('delta.show', () => {
  it('begins with the first question, and tells each person what changed since their last', async () => {
    const { ask, tenant, clock } = openOffice();
    expect(wordsOn(await ask('delta.show', owner))).toContain('You have not asked before');
    clock.now += 3_600_000;
    tenant.updateGroup(groups.bookClub, { displayName: 'Book "&% Club' });
    tenant.link(groups.designGuild, 'member', employee.id);
    tenant.deleteGroup(groups.researchCircle);
    const made = tenant.createGroup({
      ...tenant.group(groups.launchRoom)!,
      id: 'deadbeef-0000-4000-8000-000000000003',
      displayName: 'Brand New',
      createdDateTime: new Date(clock.now).toISOString(),
    });
    clock.now += 3_600_000;

    const news = await ask('delta.show', owner);
    const words = wordsOn(news);
    expect(words).toMatch(/Book "&% Club\nChanged/);
    expect(words).toMatch(/Design Guild\nChanged · 1 joined/);
    expect(words).toMatch(/Research Circle\nDeleted; it can be brought back/);
    expect(words).toMatch(/Brand New\nNew/);
    expect(actionsOn(news)).toContainEqual(expect.objectContaining({ verb: 'group.show', data: { group: made.id } }));
    expect(wordsOn(await ask('delta.show', owner))).toContain('Nothing since you asked on');
    expect(wordsOn(await ask('delta.show', admin))).toContain('You have not asked before');
  });

  it('says that a group is gone for ever when nobody can bring it back', async () => {
    const { ask, tenant } = openOffice();
    await ask('delta.show', owner);
    tenant.deleteGroup(groups.bookClub);
    tenant.purgeGroup(groups.bookClub);
    expect(wordsOn(await ask('delta.show', owner))).toMatch(/nobody can look at any more\nGone for ever/);
  });

  it('begins anew, and says so, when the place is too old, and not with a forged one', async () => {
    const { ask, store, calls } = openOffice();
    for (const token of ['delta.bm90LW91cnM', 'delta.x&$select=members', 'nonsense']) {
      await store.newsPlaces.set(tenantId, owner.id, { token, askedAt: new Date(0) });
      expect(wordsOn(await ask('delta.show', owner))).toContain('so long ago');
    }
    expect(calls.filter(({ path }) => path.includes('x&$select'))).toEqual([]);
    expect(wordsOn(await ask('delta.show', owner))).toContain('Nothing since you asked');
  });

  it('reads on over many pages', async () => {
    const { ask, tenant } = openOffice();
    await ask('delta.show', owner);
    const all = [...tenant.groups()];
    for (let round = 0; round < 3; round++)
      for (const { id } of all) tenant.updateGroup(id, { description: String(round) });
    expect((await ask('delta.show', owner)).text).toContain(`${all.length} changed`);
  });

  it('is not for guests', async () => {
    await expect(openOffice().ask('delta.show', guest)).rejects.toMatchObject({ kind: 'denied' });
  });
});
