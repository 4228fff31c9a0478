import { describe, expect, it } from 'vitest';
import { cast, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner } = cast;
const group = groups.researchCircle;

function office() {
  const opened = openOffice();
  const owns = (id: string) => opened.tenant.isLinked(group, 'owner', id);
  const isIn = (id: string) => opened.tenant.isLinked(group, 'member', id);
  const press = async (title: string, raw: Record<string, unknown> = {}) => {
    const question = await opened.ask('owner.hand-over', owner, { group, person: employee.id, ...raw });
    const action = actionsOn(question).find((one) => one.title === title);
    if (!action) throw new Error(`There is no button ${title} on: ${wordsOn(question)}`);
    return opened.ask(action.verb, owner, action.data);
  };
  return { ...opened, owns, isIn, press };
}

describe('owner.hand-over', () => {
  it('asks whom, in a form, and which of those who are called so', async () => {
    const { ask } = office();
    expect(wordsOn(await ask('owner.hand-over', owner, { group }))).toContain('Hand over');
    expect(wordsOn(await ask('owner.hand-over', owner, { group: '' }))).toContain('a group you own');
    await expect(ask('owner.hand-over', owner, { group, person: 'Nobody At All' })).rejects.toMatchObject({
      kind: 'notFound',
    });
  });

  it('asks first, then makes the other an owner in the caller’s place, who stays a member', async () => {
    const { press, owns, isIn, tenant, store } = office();
    tenant.link(group, 'member', owner.id);
    const done = await press('Hand over, stay a member');
    expect(wordsOn(done)).toContain(`${employee.displayName} owns`);
    expect([owns(employee.id), owns(owner.id), isIn(owner.id)]).toEqual([true, false, true]);
    expect(store.events.at(-1)).toMatchObject({
      operation: 'owner.hand-over',
      outcome: 'done',
      groupId: group,
      subject: { kind: 'person', id: employee.id },
    });
    const told = store.queued.filter(({ kind }) => kind === 'tell-hand-over').map(({ payload }) => payload);
    expect(told).toContainEqual(expect.objectContaining({ recipientId: employee.id }));
    expect(told).not.toContainEqual(expect.objectContaining({ recipientId: owner.id }));
  });

  it('takes the caller out as well where they want that', async () => {
    const { press, owns, isIn, tenant } = office();
    tenant.link(group, 'member', owner.id);
    await press('Hand over and leave');
    expect([owns(employee.id), owns(owner.id), isIn(owner.id)]).toEqual([true, false, false]);
  });

  it('is done once however often it is pressed', async () => {
    const { press, ask, owns } = office();
    await press('Hand over, stay a member');
    const again = ask('owner.hand-over', owner, { group, person: employee.id, confirmed: 'yes' });
    await expect(again).rejects.toMatchObject({ code: 'group.not-owner' });
    expect([owns(employee.id), owns(owner.id)]).toEqual([true, false]);
  });

  it('says so when only the first half could be done, and goes on from there', async () => {
    const { ask, owns, tenant, meanwhile, store } = office();
    meanwhile.happens = () => {
      // The second change finds Graph out of order.
      meanwhile.happens = () => Promise.reject(new TypeError('fetch failed'));
      return Promise.resolve();
    };
    const halfway = await ask('owner.hand-over', owner, { group, person: employee.id, confirmed: 'yes' });
    expect(wordsOn(halfway)).toContain('too, and so do you');
    expect([owns(employee.id), owns(owner.id)]).toEqual([true, true]);
    expect(store.events.at(-1)).toMatchObject({ outcome: 'failed' });
    meanwhile.happens = undefined;
    const again = actionsOn(halfway).find(({ title }) => title === 'Try again');
    expect(wordsOn(await ask(again!.verb, owner, again!.data))).toContain('You are not an owner any more');
    expect(tenant.isLinked(group, 'owner', owner.id)).toBe(false);
  });

  it('is for owners, and never to oneself', async () => {
    const { ask, owns } = office();
    await expect(
      ask('owner.hand-over', secondOwner, { group, person: employee.id, confirmed: 'yes' }),
    ).rejects.toMatchObject({ code: 'group.not-owner' });
    await expect(ask('owner.hand-over', owner, { group, person: owner.id })).rejects.toMatchObject({
      code: 'owner.hand-over-self',
    });
    expect(owns(employee.id)).toBe(false);
  });

  it('asks those who have to agree to a new owner, and changes nothing before', async () => {
    const rule = {
      name: 'Owners',
      kinds: ['owner'],
      stages: [{ by: { kind: 'people', principalNames: [cast.admin.principalName] }, decides: 'any' }],
      carriedOutBy: 'owner',
      isReasonRequired: false,
      lapsesAfterDays: 7,
    } as const;
    const opened = openOffice({ policy: { ...defaultPolicy, approvals: [rule, ...defaultPolicy.approvals] } });
    const asked = await opened.ask('owner.hand-over', owner, { group, person: employee.id, confirmed: 'yes' });
    expect(wordsOn(asked)).not.toContain('owns Research Circle now');
    expect(opened.tenant.isLinked(group, 'owner', employee.id)).toBe(false);
    expect(opened.store.queued.some(({ kind }) => kind === 'deliver-request-card')).toBe(true);
  });

  it('is written on what was said of the group’s end', async () => {
    const { press, store, clockNow } = { ...office(), clockNow: new Date('2026-11-20T09:30:00Z') };
    const end = { tenantId, groupId: group, expiresAt: new Date(clockNow.getTime() + 86_400_000 * 9) };
    await store.notices.plan({ ...end, groupName: 'Research Circle' }, []);
    await press('Hand over, stay a member');
    const [expiration] = await store.notices.open(tenantId, group);
    expect(expiration?.said).toMatchObject([{ what: 'handed-over', by: { id: owner.id }, to: { id: employee.id } }]);
  });
});
