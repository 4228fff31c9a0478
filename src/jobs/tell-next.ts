import { z } from 'zod';
import {
  hasLeftIt,
  isPersonal,
  standInKinds,
  type Expiration,
  type Notice,
  type StandInKind,
} from '../domain/expiry.ts';
import type { DirectoryScan, PersonLook } from '../ports/scan.ts';
import { canBeTold } from './ask-for-stand-ins.ts';
import { adminsOf } from './find-admins.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { noticesOf, writePlans } from './plan-notices.ts';

const payload = z.object({ groupId: z.guid(), expiresAt: z.number(), step: z.string() });
const mostMembers = 3;

type Parts = HandlerParts & { scan: DirectoryScan };
type People = ReadonlyMap<string, PersonLook> | undefined;

/**
 * Where no owner could be told of a step, tells who comes next: managers of the owners, members who write, and the
 * administrators that the policy names, one kind after the other until somebody is reached. Runs anew whenever a notice of
 * the step fails, and does nothing as long as somebody has it or may still get it.
 */
export function tellNext(parts: Parts): Handler {
  const { store, scan, clock } = parts;
  return async ({ tenantId, payload: raw }) => {
    const { groupId, expiresAt: end, step } = payload.parse(raw);
    const key = { tenantId, groupId, expiresAt: new Date(end) };
    const about = await store.notices.about(key);
    const expiration = (await store.notices.open(tenantId, groupId)).find(({ expiresAt }) => +expiresAt === end);
    if (!expiration || clock.now() >= key.expiresAt) return;
    const told = about.filter((notice) => notice.step === step && isPersonal(notice.recipient));
    const ownerIds = told.flatMap(({ recipient }) => (recipient.kind === 'owner' ? [recipient.userId] : []));
    const people = ownerIds.length === 0 ? undefined : await scan.people(tenantId, ownerIds, { managers: true });
    if (told.some((notice) => isHeard(notice, expiration, people))) return;
    const known = new Set(told.map(({ recipient }) => (isPersonal(recipient) ? recipient.userId : '')));
    for (const kind of expiration.isDeletion ? (['admin'] as const) : standInKinds) {
      const ids = [...new Set(await standIns(kind, expiration, people, parts))].filter((id) => !known.has(id));
      const recipients = ids.map((userId) => ({ kind, userId }));
      const notices = noticesOf(expiration, [{ step, dueAt: clock.now() }], recipients, clock.now());
      if (notices.length > 0 && (await writePlans(store, [{ expiration, notices }])) > 0) return;
    }
  };
}

/** Whether somebody has this notice, or may get it yet, and is one to whom it says something. */
function isHeard({ state, recipient }: Notice, expiration: Expiration, people: People): boolean {
  if (!isPersonal(recipient) || hasLeftIt(expiration, recipient.userId)) return false;
  // Who does not need the group has heard of it.
  if (state === 'dropped') return expiration.notNeeded?.by.id === recipient.userId;
  if (state === 'dead') return false;
  return recipient.kind !== 'owner' || canBeTold(people, recipient.userId);
}

async function standIns(
  kind: StandInKind,
  { tenantId, groupId }: Expiration,
  people: People,
  parts: Parts,
): Promise<readonly string[]> {
  switch (kind) {
    case 'manager':
      return [...(people?.values() ?? [])].flatMap(({ managerId }) => managerId ?? []);
    case 'member':
      return (await parts.scan.activeMembers(tenantId, groupId, mostMembers)).map(({ id }) => id);
    case 'admin':
      return (await adminsOf(tenantId, parts)).ids;
  }
}
