import { expect, it } from 'vitest';
import { cast, fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import type { NoticeRecipient, NoticeState } from '../../../src/domain/expiry.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner, admin } = cast;

/** An office in which some notices were sent and others could not be. */
async function withNotices(count = 1) {
  const office = openOffice();
  const now = office.as(admin, []).clock.now();
  for (let index = 0; index < count; index += 1) {
    const groupId = index === 0 ? groups.designGuild : fixedId('group', String(index));
    const expiresAt = new Date(now.getTime() + 86_400_000 * (5 + index));
    const notice = (recipient: NoticeRecipient, state: NoticeState) => ({
      id: fixedId('notice', `${index} ${JSON.stringify(recipient)}`),
      ...{ tenantId, groupId, expiresAt, step: '15', recipient, dueAt: now, plannedAt: now, state },
    });
    await office.store.notices.plan({ tenantId, groupId, expiresAt, groupName: `Group ${index}` }, [
      notice({ kind: 'owner', userId: owner.id }, 'dead'),
      notice({ kind: 'owner', userId: secondOwner.id }, 'sent'),
      notice({ kind: 'manager', userId: employee.id }, 'sent'),
      notice({ kind: 'admin', userId: admin.id }, 'dead'),
    ]);
  }
  return office;
}

it('shows administrators which owners could not be told, and who was instead', async () => {
  const { ask } = await withNotices();
  const words = wordsOn(await ask('outgoing.unreached-owners', admin));
  expect(words).toContain('Group 0');
  expect(words).toContain(`Could not be told: ${owner.displayName}.`);
  expect(words).toContain(`Told instead: ${employee.displayName}.`);
  expect(words).not.toContain(secondOwner.displayName);
});

it('turns its pages', async () => {
  const { ask } = await withNotices(10);
  const first = await ask('outgoing.unreached-owners', admin);
  const more = actionsOn(first).find(({ title }) => title === 'More');
  const second = wordsOn(await ask('outgoing.unreached-owners', admin, more!.data));
  expect(wordsOn(first)).toContain('Group 7');
  expect(second).toContain('Group 8');
  expect(second).not.toContain('Group 7');
});

it('says so when every owner could be told', async () => {
  expect(wordsOn(await openOffice().ask('outgoing.unreached-owners', admin))).toContain('Every owner could be told');
});

it('is shown to nobody else', async () => {
  const { ask } = await withNotices();
  await expect(ask('outgoing.unreached-owners', owner)).rejects.toMatchObject({ code: 'outgoing.denied' });
});
