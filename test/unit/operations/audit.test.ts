import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { operationNamed } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';
import type { AuditEvent } from '../../../src/ports/audit.ts';
import { actionsOn, dialogsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin } = cast;
const guild = groups.designGuild;

const event = (change: Partial<AuditEvent> = {}): AuditEvent => ({
  tenantId,
  at: new Date('2026-11-10T09:30:00Z'),
  actorId: owner.id,
  operation: 'member.add',
  outcome: 'done',
  groupId: guild,
  subject: { kind: 'person', id: employee.id },
  correlationId: fixedId('correlation', String(Math.random())),
  ...change,
});

async function withEvents(...events: AuditEvent[]) {
  const office = openOffice();
  for (const one of events) await office.store.audit.append(one);
  const press = async (card: Parameters<typeof actionsOn>[0], title: string, who = admin) => {
    const action = actionsOn(card).find((one) => one.title === title);
    const opening = dialogsOn(card).find((one) => one.title === title);
    if (opening) return office.ask(String(opening.data['verb']), who, opening.data);
    if (!action) throw new Error(`There is no button ${title}`);
    return office.ask(action.verb, who, action.data);
  };
  return { ...office, press };
}

describe('the audit trail in chat', () => {
  it('says when, who, what, whom, where and how it ended, without any id', async () => {
    const { ask } = await withEvents(event(), event({ outcome: 'refused', code: 'member.denied' }));
    const words = wordsOn(await ask('audit.show', admin, {}, { timeZone: 'Asia/Tokyo' }));
    expect(words).toContain('Add people to a group, or ask its owners to');
    expect(words).toContain(`By ${owner.displayName}`);
    expect(words).toContain(`About ${employee.displayName}`);
    expect(words).toContain('In Design Guild');
    expect(words).toContain('10 November 2026 at 18:30');
    expect(words).toMatch(/Refused: the directory did not allow it/u);
    expect(words).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/u);
  });

  it('shows administrators everything, owners their groups, and nobody else anything', async () => {
    const { ask } = await withEvents(event(), event({ groupId: groups.hiddenCouncil, operation: 'owner.add' }));
    expect(wordsOn(await ask('audit.show', admin))).toContain('Make someone an owner');
    const own = wordsOn(await ask('audit.show', owner));
    expect(own).toContain('Add people to a group');
    expect(own).toContain('in the groups that you own');
    expect(own).not.toContain('Make someone an owner');
    expect(wordsOn(await ask('audit.show', owner, { group: 'Design Guild' }))).toContain('What happened in');
    await expect(ask('audit.show', employee, { group: guild })).rejects.toMatchObject({
      kind: 'denied',
      code: 'audit.denied',
    });
  });

  it('asks the directory each time: who is an administrator no more sees nothing more', async () => {
    const { ask, tenant } = await withEvents(event());
    await ask('audit.show', admin, { group: guild });
    const account = tenant.user(admin.id);
    if (!account) throw new Error('There is no administrator');
    account.roleIds.splice(0);
    await expect(ask('audit.show', admin, { group: guild })).rejects.toMatchObject({ code: 'audit.denied' });
  });

  it('keeps the trails of organisations apart', async () => {
    const { ask } = await withEvents(event({ tenantId: fixedId('tenant', 'other') }));
    expect(wordsOn(await ask('audit.show', admin))).toContain('Nothing like this');
  });

  it('turns pages, the newest first, and comes to an end', async () => {
    const days = Array.from({ length: 23 }, (_, index) => new Date(Date.UTC(2026, 9, index + 1, 9)));
    const { ask, press } = await withEvents(...days.map((at) => event({ at })));
    let page = await ask('audit.show', admin);
    const counts: number[] = [];
    for (;;) {
      counts.push(wordsOn(page).match(/^By /gmu)?.length ?? 0);
      if (!actionsOn(page).some(({ title }) => title === 'More')) break;
      page = await press(page, 'More');
    }
    expect(counts).toEqual([10, 10, 3]);
    expect(wordsOn(page)).toContain('1 October 2026');
    expect(wordsOn(await press(page, 'From the start'))).toContain('23 October 2026');
  });

  it('is narrowed down by a form to a person and to whole days of the reader', async () => {
    const at = (text: string) => event({ at: new Date(text) });
    const { ask, press } = await withEvents(at('2026-11-09T22:30Z'), at('2026-11-09T23:30Z'), at('2026-11-10T23:30Z'));
    const form = await press(await ask('audit.show', admin), 'Narrow down…');
    expect(form.isQuestion).toBe(true);
    const list = await ask('audit.show', admin, {
      group: 'Design Guild',
      picked: employee.id,
      from: '2026-11-10',
      to: '2026-11-10',
    });
    expect(wordsOn(list).match(/^By /gmu)).toHaveLength(1);
    expect(wordsOn(list)).toContain('10 November 2026 at 00:30');
    const turned = await ask('audit.show', admin, { from: '2026-11-11', to: '2026-11-10' });
    expect(wordsOn(turned)).toContain('The last day comes before the first.');
  });

  it('shows what was before and after, in whose place, and erased people as such', async () => {
    const details: AuditEvent['details'] = [
      { field: 'name', kind: 'text', from: 'Guild', to: 'Design Guild' },
      { field: 'owner', kind: 'person', to: employee.id },
      { field: 'owner', kind: 'person', from: null },
      { field: 'upTo', kind: 'word', to: '12' },
      { field: 'hash', kind: 'word', to: 'abcdef' },
    ];
    const gone = { actorId: '', subject: { kind: 'person' as const, id: '' } };
    const { ask } = await withEvents(event({ details, onBehalfOfId: employee.id }), event(gone));
    const words = wordsOn(await ask('audit.show', admin));
    expect(words).toContain('Name: Guild → Design Guild');
    expect(words).toContain(`Owner: ${employee.displayName}`);
    expect(words).toContain('Owner: an erased person → –');
    expect(words).toContain(`In place of ${employee.displayName}`);
    expect(words).toContain('By an erased person · About an erased person');
    expect(words).not.toContain('abcdef');
  });

  it('is narrowed down to how it ended, and to one request', async () => {
    const request = fixedId('request', 'one');
    const { ask, press } = await withEvents(
      event({ requestId: request, outcome: 'requested' }),
      event({ requestId: request }),
      event({ outcome: 'refused' }),
    );
    const count = (card: Parameters<typeof wordsOn>[0]) => wordsOn(card).match(/^By /gmu)?.length ?? 0;
    expect(count(await ask('audit.show', admin, { outcome: 'refused' }))).toBe(1);
    expect(count(await ask('audit.show', admin, { outcome: 'any' }))).toBe(3);
    expect(count(await press(await ask('audit.show', admin), 'Whole request'))).toBe(2);
  });

  it('says who let somebody in, not what else they did', async () => {
    const { ask } = await withEvents(
      event(),
      event({ actorId: employee.id, operation: 'group.rename', subject: { kind: 'person', id: owner.id } }),
      event({ operation: 'owner.remove' }),
    );
    const words = wordsOn(await ask('audit.show', admin, { person: employee.displayName, did: 'added' }));
    expect(words).toContain('Who added');
    expect(words.match(/^By /gmu)).toHaveLength(1);
    expect(words).toContain('Add people to a group');
  });

  it('names what is gone as gone, what time did as its own, and what died as unknown', async () => {
    const gone = fixedId('user', 'gone');
    const { ask } = await withEvents(
      event({ actorId: gone, groupId: gone, outcome: 'begun' }),
      event({ actorId: 'muster', operation: 'request.lapse' }),
    );
    const words = wordsOn(await ask('audit.show', admin));
    expect(words).toContain('By somebody who is gone');
    expect(words).toContain('In a group that is gone');
    expect(words).toContain('How it ended is not on record.');
    expect(words).toContain('Let a request lapse that nobody decided on');
    expect(wordsOn(await ask('audit.show', admin, { group: gone }))).toContain('A group that is gone');
    await expect(ask('audit.show', owner, { group: gone })).rejects.toMatchObject({ kind: 'notFound' });
  });

  it.each([
    { next: '1 or 1=1' },
    { outcome: 'begun' },
    { request: 'x' },
    { from: '2026-13-01' },
    { did: 'deleted' },
    { next: '-1' },
  ])('refuses %j from a client', async (raw) => {
    const { ask } = await withEvents();
    await expect(ask('audit.show', admin, raw)).rejects.toMatchObject({ kind: 'input' });
  });

  it('reads its own record of who was added', async () => {
    const { ask } = await withEvents();
    await ask('member.add', owner, { group: guild, people: cast.guest.id });
    const words = wordsOn(await ask('audit.show', owner, { group: guild }));
    expect(words).toContain(`About ${cast.guest.displayName}`);
  });
});

describe('what asks for it', () => {
  it.each([
    ['audit', {}],
    ['audit of Design Guild', { group: 'Design Guild' }],
    ['what happened in Design Guild', { group: 'Design Guild' }],
    ['what happened in Design Guild since 2026-01-01', { group: 'Design Guild', from: '2026-01-01' }],
    [
      'audit of Design Guild from 2026-01-01 to 2026-01-31',
      { group: 'Design Guild', from: '2026-01-01', to: '2026-01-31' },
    ],
    ['what happened yesterday', { from: 'yesterday', to: 'yesterday' }],
    ['who added Mona', { did: 'added', person: 'Mona' }],
    ['who removed Mona Haddad from Design Guild?', { did: 'removed', person: 'Mona Haddad', group: 'Design Guild' }],
    ['what was refused in Design Guild', { outcome: 'refused', group: 'Design Guild' }],
    ['audit by Mona today', { person: 'Mona', from: 'today', to: 'today' }],
  ])('“%s”', (sentence, input) => {
    expect(understand(sentence)).toMatchObject({ operation: operationNamed('audit.show'), input });
  });
});
