import { describe, expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { actionsOn, days, titlesOn, wordsOn } from '../../support/builders.ts';
import { openOwnerlessOffice, policyWith } from '../../support/ownerless-office.ts';

const { admin, owner } = cast;

describe('the weekly report', () => {
  const reports = (office: ReturnType<typeof openOwnerlessOffice>) =>
    office.messenger.sentTo(admin.id).filter(({ text }) => text.startsWith('Weekly report'));

  it('comes once a week, when the day of the reader begins', async () => {
    // The clock stands at noon on Sunday, the first of March.
    const office = openOwnerlessOffice();
    await office.scanAfter(0);
    office.clock.now += days(1) - 4 * 3_600_000 - 1;
    await office.runDue();
    expect(reports(office)).toHaveLength(0);
    office.clock.now += 1;
    await office.runDue();
    expect(reports(office)).toHaveLength(1);
    expect(wordsOn(reports(office)[0]!)).toContain('2 groups without owners');
    for (let day = 0; day < 13; day += 1) await office.scanAfter(1);
    expect(reports(office)).toHaveLength(2);
    await office.scanAfter(1);
    expect(reports(office)).toHaveLength(3);
  });

  it('waits for quiet hours, comes on another day, or never', async () => {
    const quiet = { from: '20:00', to: '10:00', weekends: true };
    const office = openOwnerlessOffice(policyWith({}, { quietHours: quiet, reports: { weekly: 'sunday' } }));
    await office.scanAfter(0);
    await office.scanAfter(0.5);
    expect(reports(office)).toHaveLength(0);
    office.clock.now += 9.9 * 3_600_000;
    await office.runDue();
    expect(reports(office)).toHaveLength(0);
    office.clock.now += 0.2 * 3_600_000;
    await office.runDue();
    expect(reports(office)).toHaveLength(1);

    const silent = openOwnerlessOffice(policyWith({}, { reports: { weekly: 'never' } }));
    for (let day = 0; day < 9; day += 1) await silent.scanAfter(1);
    expect(reports(silent)).toHaveLength(0);
  });

  it('is not made up for when it is late by most of a week', async () => {
    const office = openOwnerlessOffice();
    await office.scanAfter(0);
    office.clock.now += days(9);
    await office.runDue();
    expect(reports(office)).toHaveLength(0);
  });

  it('is shown to administrators at once, and to nobody else', async () => {
    const office = openOwnerlessOffice({ ...defaultPolicy });
    await office.scanAfter(0);
    const shown = await office.ask('report.weekly', admin);
    expect(wordsOn(shown)).toContain('2 groups without owners');
    expect(titlesOn(shown)).toContain('Show');
    await expect(office.ask('report.weekly', owner)).rejects.toMatchObject({ code: 'report.denied' });
  });
});

describe('the groups that the report says expire', () => {
  const inDays = (office: ReturnType<typeof openOwnerlessOffice>, count: number) =>
    new Date(office.clock.now + days(count)).toISOString().replace('.000Z', 'Z');

  it('are listed page by page, the first to end first, with how many own them', async () => {
    const office = openOwnerlessOffice();
    const all = [...office.tenant.groups()].filter(({ groupTypes }) => groupTypes.includes('Unified')).slice(0, 11);
    for (const { id } of office.tenant.groups()) office.tenant.updateGroup(id, { expirationDateTime: null });
    all.forEach(({ id }, index) => {
      office.tenant.updateGroup(id, { expirationDateTime: inDays(office, index === 10 ? 31 : 29 - index) });
    });
    await office.scanAfter(0);
    const first = await office.ask('report.expiring', admin);
    const inOrder = all.slice(0, 10).map(({ displayName }) => displayName);
    inOrder.reverse();
    const rest = await office.ask('report.expiring', admin, {
      ...actionsOn(first).find(({ title }) => title === 'More')?.data,
    });
    const named = [first, rest].map((page) => inOrder.filter((name) => wordsOn(page).includes(name)));
    expect(named).toEqual([inOrder.slice(0, 8), inOrder.slice(8)]);
    expect(wordsOn(rest)).not.toContain(all[10]!.displayName);
    expect(wordsOn(first)).toMatch(/· \d+ owners?|· nobody owns it/u);
    expect(titlesOn(rest)).toContain('From the start');
  });

  it('can be none, and are for administrators', async () => {
    const office = openOwnerlessOffice();
    for (const { id } of office.tenant.groups()) office.tenant.updateGroup(id, { expirationDateTime: null });
    await office.scanAfter(0);
    expect(wordsOn(await office.ask('report.expiring', admin))).toContain('No group expires in the next 30 days');
    await expect(office.ask('report.expiring', owner)).rejects.toMatchObject({ code: 'report.denied' });
    await expect(office.ask('report.expiring', admin, { next: 'x' })).rejects.toMatchObject({ kind: 'input' });
  });
});
