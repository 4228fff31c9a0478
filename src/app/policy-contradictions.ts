import type { ApprovalRule, ApproverSource } from '../domain/approvals.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import { attestationProblems } from './policy-attestation-problems.ts';
import { problemAt, type PolicyProblem } from './policy-problems.ts';
import type { GivenPolicy } from './policy-shape.ts';

/** @returns what no key can know alone */
export function contradictions(policy: GivenPolicy): PolicyProblem[] {
  const rules = policy.approvals ?? [];
  return [
    ...templates(policy),
    ...attestationProblems(policy),
    ...rules.flatMap((rule, index) => [
      ...rights(rule, index),
      ...days(rule, index),
      ...unlisted(rule, index, policy.creation.classifications),
      ...withoutAdmins(rule, index, policy),
      ...hidden(rules, index),
    ]),
  ];
}

function templates({ creation }: GivenPolicy): PolicyProblem[] {
  return creation.templates.flatMap(({ visibility, classification }, index) => {
    const path = ['creation', 'templates', index];
    const found: PolicyProblem[] = [];
    if (visibility && !creation.visibilities.includes(visibility))
      found.push(problemAt([...path, 'visibility'], visibility, 'one of creation.visibilities'));
    if (classification && !creation.classifications.includes(classification))
      found.push(problemAt([...path, 'classification'], classification, 'one of creation.classifications'));
    return found;
  });
}

/** What somebody asks for who does not own the group; the rest is asked for by its owners. */
const byOthers: ReadonlySet<RequestKind> = new Set(['join', 'add-member', 'owner', 'team']);

/** A manager has no right over a group, and a new group has no owners: whoever carries it out has to be able to. */
function rights({ kinds, stages, carriedOutBy }: ApprovalRule, index: number): PolicyProblem[] {
  const path = ['approvals', index];
  const last = stages.at(-1)?.by.kind;
  const others = kinds.filter((kind) => byOthers.has(kind));
  const existing = kinds.filter((kind) => kind !== 'create' && (last !== undefined || byOthers.has(kind)));
  const found: PolicyProblem[] = [];
  if (others.length > 0 && carriedOutBy === 'requester')
    found.push(problemAt([...path, 'carriedOutBy'], carriedOutBy, `approver or owner for ${others.join(', ')}`));
  if (existing.length > 0 && carriedOutBy === 'approver' && last !== 'owners' && last !== 'admins')
    found.push(
      problemAt(
        [...path, 'stages'],
        last === undefined ? 'nobody' : `${nameOf(last)} last`,
        `owners (or admins) in the last stage for ${existing.join(', ')}, whose right carries it out, or \`carriedOutBy: owner\``,
      ),
    );
  return [...found, ...(kinds.includes('create') ? withoutOwners({ stages, carriedOutBy }, path) : [])];
}

function withoutOwners(
  { stages, carriedOutBy }: Pick<ApprovalRule, 'stages' | 'carriedOutBy'>,
  path: readonly PropertyKey[],
): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  if (carriedOutBy === 'owner')
    found.push(problemAt([...path, 'carriedOutBy'], 'owner', 'approver or requester: a new group has no owners yet'));
  for (const [at, { by }] of stages.entries())
    if (by.kind === 'owners')
      found.push(
        problemAt([...path, 'stages', at, 'by'], 'owners', 'somebody else for create: a new group has no owners yet'),
      );
  return found;
}

function days({ remindAfterDays: remind, escalation, lapsesAfterDays: lapse }: ApprovalRule, index: number) {
  const path = ['approvals', index];
  const found: PolicyProblem[] = [];
  if (escalation && escalation.afterDays >= lapse)
    found.push(
      problemAt(
        [...path, 'escalate', 'afterDays'],
        String(escalation.afterDays),
        `less than lapsesAfterDays, ${lapse}`,
      ),
    );
  const first = Math.min(lapse, escalation?.afterDays ?? lapse);
  if (remind !== undefined && remind >= first)
    found.push(
      problemAt(
        [...path, 'remindAfterDays'],
        String(remind),
        `less than ${first}, when ${first < lapse ? 'others are asked' : 'the request lapses'}`,
      ),
    );
  return found;
}

function unlisted({ classifications }: ApprovalRule, index: number, listed: readonly string[]): PolicyProblem[] {
  if (listed.length === 0) return [];
  return (classifications ?? []).flatMap((one, at) =>
    listed.includes(one)
      ? []
      : [problemAt(['approvals', index, 'classifications', at], one, 'one of creation.classifications')],
  );
}

function withoutAdmins({ stages, passesFor, escalation }: ApprovalRule, index: number, { admins }: GivenPolicy) {
  if (admins) return [];
  const uses: [PropertyKey[], ApproverSource | undefined][] = [
    ...stages.map(({ by }, at): [PropertyKey[], ApproverSource] => [['stages', at, 'by'], by]),
    [['passesFor'], passesFor],
    [['escalate', 'to'], escalation?.to],
  ];
  return uses
    .filter(([, source]) => source?.kind === 'admins')
    .map(([path]) => problemAt(['approvals', index, ...path], 'admins', 'people: the key `admins` names nobody'));
}

/** A rule that none of its requests ever reaches was surely not meant so. */
function hidden(rules: readonly ApprovalRule[], index: number): PolicyProblem[] {
  const { kinds = [] } = rules[index] ?? {};
  const before = rules.slice(0, index).filter(({ groups, classifications }) => !groups && !classifications);
  const isHidden = kinds.every((kind) => before.some((rule) => rule.kinds.includes(kind)));
  if (!isHidden) return [];
  const names = before.map(({ name }) => `“${name}”`).join(', ');
  return [
    problemAt(['approvals', index], 'a rule that is never reached', `it before ${names}, which matches every group`),
  ];
}

function nameOf(kind: ApproverSource['kind']): string {
  return kind === 'people' || kind === 'group' ? 'others' : kind;
}
