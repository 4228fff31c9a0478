import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import { understand } from '../../../src/operations/understand.ts';
import { cast, tenantId, type CastMember } from '../../../src/sandbox/tenant/cast.ts';
import type { AuditEvent } from '../../../src/ports/audit.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin }: Record<'employee' | 'owner' | 'admin', CastMember> = cast;

const event = (change: Partial<AuditEvent> = {}): AuditEvent => ({
  tenantId,
  at: new Date('2026-02-10T09:30:00Z'),
  actorId: owner.id,
  operation: 'member.add',
  outcome: 'done',
  subject: { kind: 'person', id: employee.id },
  correlationId: 'c1',
  ...change,
});

async function scene() {
  const office = openOffice();
  for (const one of [event(), event({ actorId: employee.id })]) await office.store.audit.append(one);
  return office;
}

describe('erasing a person from the audit trail', () => {
  it('says what goes, asks once more, and then leaves nobody behind but that it was done', async () => {
    const { ask, store } = await scene();
    const question = await ask('audit.erase', admin, { person: employee.displayName });
    expect(question.isQuestion).toBe(true);
    expect(wordsOn(question)).toContain(`Erase ${employee.displayName} from the audit trail?`);
    expect(wordsOn(question)).toContain('1 entry');
    expect(store.events).toHaveLength(2);

    const yes = actionsOn(question).find(({ title }) => title === 'Erase');
    const told = wordsOn(await ask(yes?.verb ?? '', admin, yes?.data));
    expect(told).toContain('Erased from 2 entries of the audit trail');
    expect(told).not.toContain(employee.displayName);
    expect(JSON.stringify(store.events)).not.toContain(employee.id);
    expect(store.events.at(-1)).toMatchObject({
      actorId: admin.id,
      operation: 'audit.erase',
      outcome: 'done',
      details: [{ field: 'erased', kind: 'word' }],
    });
    expect(wordsOn(await ask('audit.erase', admin, { person: employee.id }))).toContain('No entry');
    expect(wordsOn(await ask('audit.show', admin))).toContain('By an erased person');
  });

  it.each([
    ['an owner', owner],
    ['an employee', employee],
  ])('is not for %s', async (_, who) => {
    const { ask, store } = await scene();
    await expect(ask('audit.erase', who, { person: admin.id, confirmed: 'yes' })).rejects.toMatchObject({
      kind: 'denied',
      code: 'audit.erase-denied',
    });
    expect(store.events.slice(0, 2)).toEqual([event(), event({ actorId: employee.id })]);
  });

  it('is nothing that an administrator does for themselves', async () => {
    const { ask } = await scene();
    for (const person of [admin.id, 'me', admin.displayName])
      await expect(ask('audit.erase', admin, { person, confirmed: 'yes' })).rejects.toMatchObject({
        code: 'audit.erase-oneself',
      });
  });

  it('takes an id of somebody whom the directory does not know any more, and no name of such', async () => {
    const gone = '99999999-0000-4000-8000-000000000009';
    const { ask, store } = await scene();
    await store.audit.append(event({ actorId: gone }));
    expect(wordsOn(await ask('audit.erase', admin, { person: gone }))).toContain('this person, who is gone');
    await ask('audit.erase', admin, { person: gone, confirmed: 'yes' });
    expect(JSON.stringify(store.events)).not.toContain(gone);
    await expect(ask('audit.erase', admin, { person: 'Nobody Such' })).rejects.toMatchObject({ kind: 'notFound' });
    await expect(ask('audit.erase', admin, { person: '' })).rejects.toMatchObject({ kind: 'input' });
  });

  it.each(['erase person Ada Lovelace', 'erase Ada Lovelace from the audit trail'])('“%s” asks for it', (words) => {
    expect(understand(words)).toMatchObject({
      operation: operationNamed('audit.erase'),
      input: { person: 'Ada Lovelace' },
    });
  });
});
