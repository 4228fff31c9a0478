import type { Group, Standing } from '../domain/groups.ts';
import { openAction } from './define-card.ts';

/** Some clients show no more buttons. */
const mostActions = 5;

/** The ways into what a Microsoft 365 group keeps, for those whom its mailbox lets in. */
export function placesOf({ group, standing }: { group: Group; standing: Standing }): Record<string, unknown>[] {
  const isOpen = standing.isMember || standing.isOwner || group.visibility === 'public';
  if (group.kind !== 'microsoft365' || !isOpen) return [];
  const about = { group: group.id };
  return [
    openAction('Conversations', 'talk.list', about),
    openAction('Calendar', 'event.agenda', about),
    openAction('Plans', 'plan.list', about),
    openAction('Files', 'file.list', about),
    openAction('Notebooks', 'notebook.list', about),
  ];
}

/** As many buttons as every client shows: what is inside the group opens behind one, and the least likely behind the last. */
export function withinReach(
  actions: readonly Record<string, unknown>[],
  places: readonly Record<string, unknown>[],
): Record<string, unknown>[] {
  const inside = places.length === 0 ? [] : [opening('What is inside', places)];
  if (actions.length + inside.length <= mostActions) return [...actions, ...inside];
  const kept = mostActions - inside.length - 1;
  return [...actions.slice(0, kept), ...inside, opening('More', actions.slice(kept))];
}

/** A button behind which others are, in the same card. */
export function opening(title: string, actions: readonly Record<string, unknown>[]): Record<string, unknown> {
  return { type: 'Action.ShowCard', title, card: { type: 'AdaptiveCard', body: [], actions } };
}
