import { describe, expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { days, titlesOn, wordsOn } from '../../support/builders.ts';
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
