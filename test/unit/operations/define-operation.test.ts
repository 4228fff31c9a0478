import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SignInRequired } from '../../../src/domain/errors.ts';
import { defineOperation } from '../../../src/operations/define-operation.ts';
import type { Services } from '../../../src/operations/operation.ts';
import type { AuditEvent } from '../../../src/ports/audit.ts';
import type { Store } from '../../../src/ports/store.ts';
import { ada, grace, group, world } from '../../support/builders.ts';

const guild = group('Design Guild');
const change = (run: (services: Services) => Promise<unknown>, changes: () => { outcome: 'done' } | undefined) =>
  defineOperation({
    name: 'test.change',
    phrases: [],
    summary: '',
    example: '',
    input: z.object({}),
    scopes: [],
    run: (_input, services) => run(services),
    changes,
    card: () => ({ card: {}, text: 'done' }),
  });
const done = () => ({ outcome: 'done' as const });
const office = () => world({ directory: { groups: [guild], people: [ada], owners: { [guild.id]: [grace] } } });
const add = ({ directory }: Services) => directory.addMember(guild.id, ada.id);

describe('a change', () => {
  it('is on record before it is made, once for each group, and then with how it ended', async () => {
    const { ask, directory, store } = office();
    let before: readonly AuditEvent[] = [];
    directory.before('addMember', () => (before = store.begun));
    const twice = async (services: Services) => {
      await add(services);
      await services.directory.removeMember(guild.id, ada.id);
    };
    await ask(change(twice, done), grace);
    expect(before).toMatchObject([{ operation: 'test.change', groupId: guild.id, actorId: grace.id }]);
    expect(store.begun).toHaveLength(1);
    expect(store.events).toMatchObject([{ outcome: 'done', correlationId: before[0]!.correlationId }]);
  });

  it('in the store is on record in the same transaction', async () => {
    const { ask, store } = office();
    const broken = ({ store: own }: Services) =>
      own.atomically(async (inside) => {
        await inside.jobs.enqueue([{ kind: 'k', key: 'k', tenantId: 't', payload: {} }]);
        throw new Error('cut off');
      });
    await expect(ask(change(broken, done), grace)).rejects.toThrow('cut off');
    expect(store.begun).toEqual([]);
    const whole = ({ store: own }: Services) =>
      own.atomically((inside) => inside.jobs.enqueue([{ kind: 'k', key: 'k', tenantId: 't', payload: {} }]));
    await ask(change(whole, done), grace);
    expect([store.begun.length, store.queued.length]).toEqual([1, 1]);
  });

  it('whose end belongs to a transaction has it on record there, after its beginning and once', async () => {
    const { store, as } = office();
    const trail: string[] = [];
    const noting = (where: string, own: Store): Store => ({
      ...own,
      audit: {
        ...own.audit,
        append: async (event) => {
          trail.push(`${where} ${event.outcome}`);
          await own.audit.append(event);
        },
      },
      atomically: (work) => own.atomically((inside) => work(noting('inside', inside))),
    });
    const services = { ...as(grace), store: noting('outside', store) };
    const settle = ({ store: own, recordEnd }: Services) =>
      own.atomically(async ({ audit }) => recordEnd?.(audit, { outcome: 'done' }));
    await change(settle, done).execute({}, services);
    expect(trail.splice(0)).toEqual(['inside begun', 'inside done']);

    const later = async (all: Services) => {
      await add(all);
      await settle(all);
    };
    await change(later, done).execute({}, services);
    expect(trail).toEqual(['outside begun', 'inside done']);
  });

  it('is not made when it cannot be put on record', async () => {
    const { directory, store, as } = office();
    const services = as(grace);
    const audit = { ...store.audit, append: () => Promise.reject(new Error('disk full')) };
    await expect(change(add, done).execute({}, { ...services, store: { ...store, audit } })).rejects.toThrow();
    expect(directory.isMember(guild.id, ada)).toBe(false);
  });

  it('that was made is not called failed because its end could not be put on record', async () => {
    const { store, as } = office();
    const append = async (event: AuditEvent) => {
      if (event.outcome === 'done') throw new Error('disk full');
      await store.audit.append(event);
    };
    const services = { ...as(grace), store: { ...store, audit: { ...store.audit, append } } };
    await expect(change(add, done).execute({}, services)).rejects.toThrow('disk full');
    expect(store.events).toEqual([]);
    expect(store.begun).toHaveLength(1);
  });

  it('that had begun always gets its end, also when somebody has to sign in or nothing was changed', async () => {
    const { ask, store } = office();
    const signIn = async (services: Services) => {
      await add(services);
      throw new SignInRequired('noToken', []);
    };
    await expect(ask(change(signIn, done), grace)).rejects.toThrow();
    await ask(
      change(
        (services) => services.store.atomically(() => Promise.resolve()),
        () => undefined,
      ),
      grace,
    );
    expect(store.events).toMatchObject([
      { outcome: 'failed', code: 'sign-in.noToken', groupId: guild.id },
      { outcome: 'refused', code: 'change.none' },
    ]);
  });
});

it('a question leaves nothing on record', async () => {
  const { ask, store } = office();
  await ask(
    change(
      ({ directory }) => directory.group(guild.id),
      () => undefined,
    ),
    grace,
  );
  expect([...store.begun, ...store.events]).toEqual([]);
});

it.each([
  ['itself', { group: guild }, guild.id],
  ['in one of its faces', { ask: { group: guild, isOwner: true } }, guild.id],
  ['nowhere', { rows: [{ group: guild }] }, undefined],
])('an outcome is about the group that the result holds %s', async (_where, result, about) => {
  const outcome = await office().ask(
    change(
      () => Promise.resolve(result),
      () => undefined,
    ),
    grace,
  );
  expect(outcome.about).toBe(about);
});
