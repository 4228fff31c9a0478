import { describe, expect, it } from 'vitest';
import { cast, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { titlesOn, wordsOn } from '../../support/builders.ts';
import { openOwnerlessOffice, policyWith } from '../../support/ownerless-office.ts';

const { admin, owner, secondOwner } = cast;
const guild = groups.designGuild;

describe('an owner who leaves', () => {
  const leave = (office: ReturnType<typeof openOwnerlessOffice>, who: { id: string }) =>
    office.tenant.updateUser(who.id, { accountEnabled: false });

  it('is told to the one who remains, once, with a way to choose a second', async () => {
    const office = openOwnerlessOffice();
    office.orphan();
    for (const id of [owner.id, secondOwner.id]) office.tenant.link(guild, 'owner', id);
    await office.scanAfter(0);
    leave(office, secondOwner);
    await office.scanAfter(7);
    await office.scanAfter(7);
    const told = office.messenger.sentTo(owner.id).filter(({ text }) => text === 'You now own Design Guild alone');
    expect(told).toHaveLength(1);
    expect(wordsOn(told[0]!)).toContain('Tomás Iriarte has left');
    expect(titlesOn(told[0]!)).toContain('Make a second owner…');
    expect(await office.search()).toBeUndefined();
  });

  it('is noticed too when the account is deleted, and nobody hears where enough remain', async () => {
    const office = openOwnerlessOffice();
    office.orphan();
    const third = office.person('hao.lin');
    for (const { id } of [owner, secondOwner, third]) office.tenant.link(guild, 'owner', id);
    await office.scanAfter(0);
    office.tenant.removeUser(third.id);
    await office.scanAfter(7);
    expect(office.about(owner, 'alone')).toBeUndefined();
    office.tenant.removeUser(secondOwner.id);
    await office.scanAfter(7);
    expect(wordsOn(office.about(owner, 'You now own Design Guild alone')!)).toContain('An owner has left');
  });

  it('begins the search when nobody remains, the manager first, before Graph knows the group as ownerless', async () => {
    const office = openOwnerlessOffice(policyWith({ askAtOnce: 1 }));
    office.orphan();
    office.tenant.link(guild, 'owner', secondOwner.id);
    const manager = office.person('hao.lin');
    office.tenant.updateUser(secondOwner.id, { managerId: manager.id, accountEnabled: false });
    await office.scanAfter(0);
    expect(await office.search()).toMatchObject({ formerIds: [secondOwner.id] });
    expect(office.about(manager, 'Will you own Design Guild?')).toBeDefined();
    expect(wordsOn(office.about(manager, 'Will you own')!)).toContain('you are their manager');
    expect(wordsOn(office.about(manager, 'Will you own')!)).not.toContain('Also in it');
    expect(Object.keys(await office.states())).not.toContain(secondOwner.displayName);
    await office.press(manager, 'I’ll own it', office.about(manager, 'Will you own'));
    await office.runDue();
    await office.press(admin, 'Make owner', office.about(admin, 'would own'));
    expect(office.tenant.isLinked(guild, 'owner', manager.id)).toBe(true);
  });

  it('cannot be seen where the app may not read people', async () => {
    const office = openOwnerlessOffice();
    office.state.roles = ['Group.Read.All'];
    office.orphan();
    office.tenant.link(guild, 'owner', secondOwner.id);
    leave(office, secondOwner);
    await office.scanAfter(0);
    expect(await office.search()).toBeUndefined();
  });

  it('does not count guests among owners, unless the policy does', async () => {
    for (const countsGuests of [false, true]) {
      const office = openOwnerlessOffice(policyWith({ countsGuests }));
      office.orphan();
      office.tenant.link(guild, 'owner', cast.guest.id);
      await office.scanAfter(0);
      expect((await office.search()) === undefined).toBe(countsGuests);
    }
  });

  it('begins no search where the policy wants none', async () => {
    const office = openOwnerlessOffice(policyWith({ minimumOwners: 0 }));
    office.orphan();
    await office.scanAfter(0);
    expect(await office.store.ownerSearches.countOpen(tenantId)).toEqual({ asking: 0, accepted: 0, exhausted: 0 });
  });

  it('begins the search earlier where the policy wants more owners', async () => {
    const office = openOwnerlessOffice(policyWith({ minimumOwners: 2, askAtOnce: 9 }));
    office.orphan();
    office.tenant.link(guild, 'owner', owner.id);
    await office.scanAfter(0);
    expect(Object.keys(await office.states())).not.toContain(owner.displayName);
    expect(wordsOn(office.about(office.person('inaki.nunez'), 'Will you own')!)).toContain('too few owners');
  });
});
