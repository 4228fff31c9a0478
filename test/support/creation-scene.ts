import type { ApproverSource } from '../../src/domain/approvals.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { requestGroup } from '../../src/operations/creation/request-group.ts';
import type { Outcome } from '../../src/operations/operation.ts';
import { ada, alan, creationRule, grace, group, mallory, person, walk, wordsOn, world } from './builders.ts';

/** Who has to agree to new groups, where somebody has to. */
export const board: Extract<ApproverSource, { kind: 'people' }> = {
  kind: 'people',
  principalNames: [grace.principalName, 'ALAN@contoso.com'],
};
export const gus = person('Gus Guest', { isGuest: true });
export const draftId = '55555555-0000-4000-8000-000000000001';

type Asked = Partial<Policy['creation']> & {
  approvers?: ApproverSource;
  lapsesAfterDays?: number;
  admins?: Policy['admins'];
};

export function policyOf({ approvers, lapsesAfterDays, admins, ...creation }: Asked): Policy {
  const own = approvers ? [creationRule(approvers, lapsesAfterDays === undefined ? {} : { lapsesAfterDays })] : [];
  return {
    ...defaultPolicy,
    ...(admins && { admins }),
    approvals: [...own, ...defaultPolicy.approvals],
    creation: { ...defaultPolicy.creation, ...creation },
  };
}

export function scene(asked: Asked = {}, groups = [group('Design Guild')], suffixes: Record<string, string> = {}) {
  const directory = { groups, people: [ada, grace, alan, mallory, gus], admins: [grace, alan], suffixes };
  return world({ directory, policy: policyOf(asked) });
}
export type Scene = ReturnType<typeof scene>;

export const filled = { draftId, step: 'send', displayName: 'Tide Pool', description: 'Low water.', hasTeam: 'true' };

/** What stands in a field of a form. */
export function fieldOf({ card }: Outcome, id: string): Record<string, unknown> {
  const found: Record<string, unknown>[] = [];
  walk(card, (node) => {
    if (node['id'] === id) found.push(node);
  });
  return found[0] ?? {};
}

export async function requested(place: Scene, raw: Record<string, unknown> = {}): Promise<string> {
  const outcome = await place.ask(requestGroup, ada, { ...filled, ...raw });
  if (!outcome.shows) throw new Error(`Not sent: ${wordsOn(outcome)}`);
  return outcome.shows.requestId;
}

export async function requestIn(place: Scene, id: string) {
  const { tenantId } = place.as(ada).caller;
  const found = await place.store.requests.get(tenantId, id);
  if (!found) throw new Error('no such request');
  return found;
}
