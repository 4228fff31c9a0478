import { describe, expect, it } from 'vitest';
import type { Attestation } from '../../../src/domain/attestation.ts';
import { ada, alan, days, grace, mallory, startOfTest, titlesOn, wordsOn } from '../../support/builders.ts';
import { cast, groups, tenantId as sandboxTenant } from '../../../src/sandbox/tenant/cast.ts';
import { openOffice } from '../../support/office.ts';
import { attestationOffice, named, guild, gus, many } from '../../support/attestation-office.ts';

describe('looking through the members', () => {
  it('shows guests first, saves a page as a whole, takes out at once and tells of each', async () => {
    const { asked, press, runDue, last, directory, store, open } = await attestationOffice();
    await asked();
    const page = await press(grace, 'Look through the members');
    expect(wordsOn(page)).toMatch(/11 of 11 are left to look at\. Its 2 owners are not in this list\./u);
    expect(wordsOn(page).indexOf('Gus Guest')).toBeLessThan(wordsOn(page).indexOf('Ada Lovelace'));
    expect(wordsOn(page)).not.toContain('Grace Hopper');
    const next = await press(grace, 'Save these 8', page, { m0: 'remove', m1: 'remove', m2: 'keep', m3: 'keep' });
    expect(wordsOn(next)).toContain('Saved: 2 stay, 2 were taken out.');
    expect(directory.isMember(guild.id, gus)).toBe(false);
    expect(directory.isMember(guild.id, ada)).toBe(false);
    await runDue();
    expect(wordsOn(last(alan))).toContain('7 of 11 are left to look at.');
    const done = await press(grace, 'Save these 7', next, {
      m0: 'keep',
      m1: 'keep',
      m2: 'keep',
      m3: 'keep',
      m4: 'keep',
      m5: 'keep',
      m6: 'keep',
    });
    expect(wordsOn(done)).toContain('9 stay, 2 were taken out');
    expect((await open()).answers.members).toMatchObject({ said: 'checked', by: { id: grace.id } });
    const removed = store.events.filter(({ subject }) => subject);
    expect(removed.map(({ outcome, subject, details }) => [outcome, subject?.id, details?.[0]?.from])).toEqual([
      ['done', gus.id, gus.id],
      ['done', ada.id, ada.id],
    ]);
    expect(store.begun.length).toBeGreaterThan(0);
  });

  it('finds people by name, skips a page, and keeps everybody but one', async () => {
    const { asked, press, ask, directory, open } = await attestationOffice();
    await asked();
    const page = await press(grace, 'Look through the members');
    const rest = await press(grace, 'Skip these', page);
    expect(titlesOn(rest)).toContain('Save these 3');
    const found = await press(grace, 'Find', page, { search: 'MEMBER 9' });
    expect(wordsOn(found)).toContain('Member 9');
    expect(titlesOn(found)).toContain('Save');
    const after = await press(grace, 'Save', found, { m0: 'remove', search: 'MEMBER 9' });
    await press(grace, 'Everybody else stays', after);
    expect(directory.isMember(guild.id, many[8]!)).toBe(false);
    expect((await open()).members).toEqual({ left: 0, kept: 10, removed: 1 });
    const late = await ask(named('attestation.members'), alan, { attestationId: (await open()).id });
    expect(wordsOn(late)).toContain('This has changed meanwhile');
  });

  it('never takes an owner out, nor whom the page did not show', async () => {
    const { asked, ask, open, directory } = await attestationOffice();
    await asked();
    const { id: attestationId } = await open();
    await ask(named('attestation.members'), grace, { attestationId });
    const raw = { attestationId, ids: [alan.id, mallory.id], m0: 'remove', m1: 'remove' };
    await ask(named('attestation.save-members'), grace, raw);
    expect((await directory.of(grace.id).ownersOf(guild.id)).map(({ id }) => id)).toContain(alan.id);
    for (const ids of [['x'], [], Array.from({ length: 9 }, () => ada.id)])
      await expect(ask(named('attestation.save-members'), grace, { attestationId, ids })).rejects.toMatchObject({
        kind: 'input',
      });
  });

  it('does not take somebody out who became an owner since the page was drawn', async () => {
    const { asked, press, directory } = await attestationOffice();
    await asked();
    const page = await press(grace, 'Look through the members');
    directory.setOwners(guild.id, [grace, alan, gus]);
    await press(grace, 'Save these 8', page, { m0: 'remove' });
    expect(directory.isMember(guild.id, gus)).toBe(true);
  });

  it('shows why somebody could not be taken out, and asks of them again', async () => {
    const { asked, press, directory, open, store } = await attestationOffice();
    await asked();
    const page = await press(grace, 'Look through the members');
    directory.refuseRemoval(gus.id);
    const again = await press(grace, 'Save these 8', page, { m0: 'remove', m1: 'keep' });
    expect(wordsOn(again)).toContain('Not taken out:');
    expect((await open()).answers.members).toBeUndefined();
    expect(store.events.at(-2)).toMatchObject({ outcome: 'refused', subject: { id: gus.id } });
  });

  it('goes on after a death in the middle: who is out is out, who is not is asked of again', async () => {
    const { asked, press, open, store, directory } = await attestationOffice();
    await asked();
    await press(grace, 'Look through the members');
    const about = await open();
    await store.attestations.decide(about, [gus.id, ada.id], ['undecided'], { state: 'removing' });
    await directory.of(grace.id).removeMember(guild.id, gus.id);
    const page = await press(alan, 'Look through the members');
    expect(wordsOn(page)).toContain('10 of 11 are left to look at.');
    expect(wordsOn(page)).toContain('Ada Lovelace');
    const next = await press(alan, 'Save these 8', page, { m0: 'remove' });
    expect(wordsOn(next)).toContain('1 was taken out');
    expect(directory.isMember(guild.id, ada)).toBe(false);
  });
});

describe('public or private, changed while it is asked', () => {
  /** The sandbox's tenant, in which Mirela and others own the guild. */
  async function office() {
    const scene = openOffice();
    const round: Attestation = {
      id: '55555555-0000-4000-8000-000000000004',
      tenantId: sandboxTenant,
      group: { id: groups.designGuild, displayName: 'Design Guild' },
      round: 1,
      state: 'open',
      terms: { asks: ['needed', 'visibility'], marksGuests: true },
      startedAt: startOfTest,
      lapsesAt: new Date(startOfTest.getTime() + days(30)),
      visibility: 'private',
      answers: {},
      revision: 0,
    };
    await scene.store.attestations.open(round, [cast.owner.id]);
    const now = async () => (await scene.store.attestations.get(sandboxTenant, round.id))!;
    return { ...scene, round, now };
  }

  it('is the answer to the question', async () => {
    const { ask, now } = await office();
    await ask('group.set-visibility', cast.owner, {
      group: groups.designGuild,
      visibility: 'public',
      confirmed: 'yes',
    });
    expect(await now()).toMatchObject({
      visibility: 'public',
      answers: { visibility: { said: 'changed', by: { id: cast.owner.id } } },
    });
  });

  it('is shown on the card also where the question was answered before', async () => {
    const { ask, now, round } = await office();
    await ask('attestation.visibility', cast.owner, { attestationId: round.id, visibility: 'private' });
    await ask('group.set-visibility', cast.owner, {
      group: groups.designGuild,
      visibility: 'public',
      confirmed: 'yes',
    });
    expect(await now()).toMatchObject({ visibility: 'public', answers: { visibility: { said: 'kept' } } });
  });
});
