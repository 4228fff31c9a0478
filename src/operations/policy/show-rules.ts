import { z } from 'zod';
import { rulesShownCard, type RulesShown } from '../../cards/rules-shown.ts';
import { sourceKey } from '../../cards/rule-words.ts';
import { ruleFor, type ApprovalRule, type ApproverSource } from '../../domain/approvals.ts';
import { asksAbout, attestationRuleFor, type AttestationRule } from '../../domain/attestation.ts';
import { peopleFrom } from '../../domain/approver-sources.ts';
import { auditReaderRoles } from '../../domain/audit-readers.ts';
import type { Group } from '../../domain/groups.ts';
import { ruledKinds, type Policy } from '../../domain/policy.ts';
import type { RequestKind } from '../../domain/request-kinds.ts';
import { defineOperation } from '../define-operation.ts';
import { maybeGroupName } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';

/** Nobody's group is meant. */
const groupsInGeneral = /^(?:an? |any |our )?(?:new )?(?:groups?|teams?)$/iu;

/**
 * Says who has to agree to what: in general, or in one group. Names are read with the caller's own right, so nobody learns
 * of a member whom the directory hides from them. Administrators also hear that the policy's file is wrong.
 * @throws AppError `group.not-found`
 */
export const showRules = defineOperation({
  name: 'rules.show',
  phrases: [
    'policy',
    'show policy',
    'show the policy',
    'our policy',
    'the policy',
    'rules',
    'show the rules',
    'policy for',
    'policy of',
    'rules for',
    'rules of',
    'who can approve',
    'who may approve',
    'who approves',
    'who has to agree',
    'who has to approve',
    'approvers',
    'approvers of',
  ],
  sayings: [
    'what are the rules for|of|in {group}',
    'what is the policy for|of|in {group}',
    'what is our|the policy',
    'what are our|the rules',
    'what rules apply to {group}',
    'which rules apply to {group}',
    'who has to agree|approve in|for {group}',
    'who can|may|has|must|needs to? approve|agree in|for {group}',
    'who do i need to ask to join {group}',
    'who has to agree to|on a? new groups?',
    'who can|may approve a? new groups?',
  ],
  summary: 'Show who has to agree to what, in general or in a group',
  example: 'policy for Design Guild',
  argument: 'group',
  input: z.object({ group: maybeGroupName.transform((words) => (groupsInGeneral.test(words) ? '' : words)) }),
  scopes: ['User.Read', 'GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ group: wanted }, services): Promise<RulesShown> {
    const group = wanted === '' ? undefined : await resolveGroup(services.directory, wanted);
    const kinds = group ? kindsOf(group, services.policy) : generalKinds(services.policy);
    const [people, isOwner, isTold] = await Promise.all([
      namesIn(kinds, group, services),
      group === undefined ? false : isOwnerOf(group, services),
      services.policyFault !== undefined && isAdministrator(services),
    ]);
    const { policyFault: fault, policy } = services;
    return {
      ...(group && { group }),
      kinds,
      people,
      isOwner,
      attestation: confirmingRules(policy, group),
      ...(policy.quietHours && { quietHours: policy.quietHours }),
      ...(isTold && fault && { fault }),
    };
  },
  card: rulesShownCard,
});

type Kinds = RulesShown['kinds'];

/** What can be asked for of a group that is there, each with the one rule that holds. */
function kindsOf(group: Group, { approvals, members }: Policy): Kinds {
  return ruledKinds
    .filter((kind) => kind !== 'create' && isPossible(kind, group, members))
    .flatMap((kind) => {
      const rule = ruleFor(approvals, { kind, group });
      return rule ? [{ kind, rules: [rule] }] : [];
    });
}

/** Whether and how a group is confirmed, as far as that can be asked of it; all rules where no group is meant. */
function confirmingRules({ attestation }: Policy, group: Group | undefined): AttestationRule[] {
  if (!group) return [...attestation];
  const rule = group.kind === 'microsoft365' ? attestationRuleFor(attestation, group) : undefined;
  return rule && asksAbout(rule.asks, group).length > 0 ? [rule] : [];
}

function isPossible(kind: RequestKind, group: Group, { mayAskForTeam }: Policy['members']): boolean {
  if (kind === 'team') return group.kind === 'microsoft365' && !group.hasTeam && mayAskForTeam;
  if (kind === 'join') return group.visibility !== 'public';
  return kind !== 'visibility' || group.kind === 'microsoft365';
}

/** Each kind with the rules that can hold, up to the one that matches every group. */
function generalKinds({ approvals, members }: Policy): Kinds {
  return ruledKinds
    .filter((kind) => kind !== 'team' || members.mayAskForTeam)
    .map((kind) => {
      const rules = approvals.filter(({ kinds }) => kinds.includes(kind));
      const last = rules.findIndex(({ groups, classifications }) => !groups && !classifications);
      return { kind, rules: rules.slice(0, last + 1) };
    });
}

async function namesIn(kinds: Kinds, group: Group | undefined, services: Services): Promise<RulesShown['people']> {
  const sources = new Map(
    kinds.flatMap(({ rules }) => rules.flatMap(sourcesOf)).map((source) => [sourceKey(source), source]),
  );
  const named = await Promise.all(
    [...sources].map(async ([key, source]) => [key, await namesOf(source, group, services)] as const),
  );
  return Object.fromEntries(named.filter(([, names]) => names.length > 0));
}

function sourcesOf({ stages, passesFor, escalation }: ApprovalRule): ApproverSource[] {
  return [...stages.map(({ by }) => by), ...(passesFor ? [passesFor] : []), ...(escalation ? [escalation.to] : [])];
}

/** Of a manager the caller knows more than a name would tell. */
async function namesOf(source: ApproverSource, group: Group | undefined, services: Services): Promise<string[]> {
  if (source.kind === 'manager') return [];
  const { directory, approvers, policy, caller } = services;
  const about = { requesterId: caller.userId, ...(group && { groupId: group.id }) };
  const people = (await unlessRefused(peopleFrom(source, about, policy, { ...approvers, ...directory }))) ?? [];
  return people.map(({ displayName }) => displayName);
}

async function isOwnerOf(group: Group, { directory, caller }: Services): Promise<boolean> {
  const owners = await unlessRefused(directory.ownersOf(group.id));
  return owners?.some(({ id }) => id === caller.userId) ?? false;
}

/** Whoever the policy names as such, or holds a role for it. */
async function isAdministrator(services: Services): Promise<boolean> {
  const { policy, caller, memberships, directory, approvers } = services;
  const { admins } = policy;
  const held = await unlessRefused(memberships.whichGiveRole({ kind: 'person', id: caller.userId }, auditReaderRoles));
  if (held?.length) return true;
  const lookup = { ...approvers, ...directory };
  const named = admins && (await unlessRefused(peopleFrom(admins, { requesterId: caller.userId }, {}, lookup)));
  return named?.some(({ id }) => id === caller.userId) ?? false;
}
