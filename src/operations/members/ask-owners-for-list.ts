import { z } from 'zod';
import { listAskedCard, listToldCard, type ListAsked, type ListTold } from '../../cards/list-asked.ts';
import { listAgainstRule, listGone, listSettled } from '../../domain/list-errors.ts';
import { onlyOwners } from '../../domain/member-errors.ts';
import type { Group } from '../../domain/groups.ts';
import type { PersonRef } from '../../domain/people.ts';
import { defineOperation } from '../define-operation.ts';
import type { Change, Services } from '../operation.ts';
import { approvalFor } from '../requests/approval-for.ts';
import { askListJob, lapseListJob, tellListJob } from './list-jobs.ts';
import { listFor, listId, listWithRows, ownList } from './open-list.ts';

const reads = ['GroupMember.Read.All'] as const;

/**
 * Sends a list to the owners of its group: one card for all of it, whoever presses first decides with their own right.
 * @throws AppError `list.not-found`, `group.no-owners`
 */
export const askForList = defineOperation({
  name: 'member.list-ask',
  phrases: [],
  approval: 'add-member',
  summary: 'Send a list of people to the owners of the group',
  example: '',
  input: z.object({ list: listId }),
  scopes: reads,

  async run({ list: id }, services): Promise<ListTold & { changes?: Change }> {
    const { store, caller, directory, clock, recordEnd } = services;
    const list = await ownList(id, services);
    if (!list.group) throw listGone();
    const { group } = list;
    const asked = { ...list, group };
    if (list.state !== 'draft') return { list: asked, count: 0, what: 'sentAlready' };
    const owners = await ownersToAsk(await directory.group(group.id), services);
    const end: Change = { outcome: 'requested', groupId: group.id };
    const isNew = await store.atomically(async (inside) => {
      if (!(await inside.lists.move(caller.tenantId, id, ['draft'], 'asked'))) return false;
      await inside.jobs.enqueue([
        ...owners.map((owner) => askListJob(asked, owner.id)),
        lapseListJob(asked, clock.now()),
      ]);
      await recordEnd?.(inside.audit, end);
      return true;
    });
    return { list: asked, count: 0, what: isNew ? 'sent' : 'sentAlready', ...(isNew && { changes: end }) };
  },
  changes: ({ changes }) => changes,
  card: listToldCard,
});

/** How a list that was sent to the owners stands; its card asks for this when somebody looks at it. */
export const listAsked = defineOperation({
  name: 'member.list-asked',
  phrases: [],
  summary: 'Show a list that somebody wants to have added',
  example: '',
  input: z.object({ list: listId }),
  scopes: reads,
  run: async ({ list }, services): Promise<ListAsked> => listWithRows(await listFor(list, services), services),
  card: listAskedCard,
});

/**
 * Says no to a list; its sender hears of it.
 * @throws AppError `list.settled` when somebody was faster, `group.not-owner`
 */
export const declineList = defineOperation({
  name: 'member.list-decline',
  phrases: [],
  summary: 'Say no to a list that somebody wants to have added',
  example: '',
  input: z.object({ list: listId }),
  scopes: reads,

  async run({ list: id }, services): Promise<ListAsked & { end: Change }> {
    const { store, caller, recordEnd } = services;
    const list = await listFor(id, services);
    await refuseUnlessOwner(list.group.id, services);
    const actor = { id: caller.userId, displayName: caller.displayName };
    const end: Change = { outcome: 'refused', groupId: list.group.id, code: 'list.declined' };
    const isFirst = await store.atomically(async (inside) => {
      if (!(await inside.lists.move(caller.tenantId, id, ['asked'], 'declined', { actor }))) return false;
      await inside.jobs.enqueue([tellListJob(list, 'declined')]);
      await recordEnd?.(inside.audit, end);
      return true;
    });
    if (!isFirst) throw listSettled();
    return { ...(await listWithRows({ ...list, actor, state: 'declined' as const }, services)), end };
  },
  changes: ({ end }) => end,
  card: listAskedCard,
});

/**
 * A list is decided as a whole by one owner: where the rule wants anything else, people are asked for one by one.
 * @throws AppError `list.rule`, `group.no-owners`
 */
async function ownersToAsk(group: Group, services: Services): Promise<readonly PersonRef[]> {
  const approval = await approvalFor({ kind: 'add-member', group, isOwner: false }, services);
  const [stage, ...others] = approval?.stages ?? [];
  if (stage?.by.kind === 'owners' && stage.decides === 'any' && others.length === 0) return stage.approvers;
  throw listAgainstRule(group.displayName);
}

async function refuseUnlessOwner(groupId: string, { directory, caller }: Services): Promise<void> {
  const owners = await directory.ownersOf(groupId);
  if (!owners.some(({ id }) => id === caller.userId)) throw onlyOwners(await directory.group(groupId), owners);
}
