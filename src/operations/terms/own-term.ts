import type { DrawnCard } from '../../cards/define-card.ts';
import type { Reader } from '../../cards/reader.ts';
import { termCard } from '../../cards/term-card.ts';
import { outgoingKeeperRoles } from '../../domain/outgoing.ts';
import { noSuchTerm, type MembershipTerm } from '../../domain/terms.ts';
import { aboutPerson } from '../audit-subject.ts';
import type { Change, Services } from '../operation.ts';
import { ownersIfOwn } from '../owned-group.ts';
import { unlessRefused } from '../resolve-group.ts';
import { untilChange } from './set-end.ts';
import { termNow } from './show-term.ts';

/**
 * A membership for a time whose group the caller owns now, as the directory says with the caller's own token, or may change as
 * an administrator. Nobody decides about their own.
 * @throws AppError `term.not-found`, `group.not-owner`, `group.not-found`
 */
export async function termToDecide(id: string, services: Services): Promise<MembershipTerm> {
  const term = await termNow(id, services);
  if (term.person.id === services.caller.userId) throw noSuchTerm();
  const [group, owners] = await Promise.all([
    services.directory.group(term.group.id),
    services.directory.ownersOf(term.group.id),
  ]);
  if (!owners.some((owner) => owner.id === services.caller.userId) && (await mayChangeEveryGroup(services)))
    return term;
  ownersIfOwn(group, owners, services);
  return term;
}

/** Administrators are asked where nobody owns the group, and the directory lets them. Nobody has to sign in for being refused. */
async function mayChangeEveryGroup({ beyond, caller }: Services): Promise<boolean> {
  const { memberships } = beyond(['GroupMember.Read.All']);
  const held = await unlessRefused(
    memberships.whichGiveRole({ kind: 'person', id: caller.userId }, outgoingKeeperRoles),
  );
  return (held ?? []).length > 0;
}

/** What came of a press, and how the membership stands after it. */
export interface Decided {
  term: MembershipTerm;
  notice?: string;
  change?: Change;
}

/**
 * @param isDone whether it was this press that changed it
 * @param to the end that it got; absent: none any more
 */
export async function decided(term: MembershipTerm, isDone: boolean, services: Services, to?: Date): Promise<Decided> {
  const now = await termNow(term.id, services);
  if (!isDone) return { term: now, notice: 'This has changed meanwhile. Here is how it stands.' };
  const about = { groupId: term.group.id, ...aboutPerson(term.person) };
  return { term: now, change: { outcome: 'done', ...about, details: untilChange(term.endsAt, to) } };
}

export function decidedCard({ term, notice }: Decided, reader: Reader): DrawnCard {
  return termCard({ term, isMember: false, ...(notice !== undefined && { notice }) }, reader);
}
