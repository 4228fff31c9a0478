import type { AttestationRule } from '../domain/attestation.ts';
import { problemAt, type PolicyProblem } from './policy-problems.ts';
import type { GivenPolicy } from './policy-shape.ts';

/** @returns what no key of a rule about confirming groups can know alone */
export function attestationProblems({ attestation, creation, admins }: GivenPolicy): PolicyProblem[] {
  return attestation.flatMap((rule, index) => [
    ...days(rule, index),
    ...unlisted(rule, index, creation.classifications),
    ...(rule.escalation?.to.kind === 'admins' && !admins
      ? [problemAt(['attestation', index, 'escalate', 'to'], 'admins', 'people: the key `admins` names nobody')]
      : []),
    ...hidden(attestation, index),
  ]);
}

function days(
  { everyDays, answerDays, remindAfterDays: remind, escalation }: AttestationRule,
  index: number,
): PolicyProblem[] {
  const path = ['attestation', index];
  const found: PolicyProblem[] = [];
  if (answerDays >= everyDays)
    found.push(problemAt([...path, 'answerDays'], String(answerDays), `less than everyDays, ${everyDays}`));
  if (escalation && escalation.afterDays >= answerDays)
    found.push(
      problemAt(
        [...path, 'escalate', 'afterDays'],
        String(escalation.afterDays),
        `less than answerDays, ${answerDays}`,
      ),
    );
  const first = Math.min(answerDays, escalation?.afterDays ?? answerDays);
  if (remind !== undefined && remind >= first)
    found.push(
      problemAt(
        [...path, 'remindAfterDays'],
        String(remind),
        `less than ${first}, when ${first < answerDays ? 'others are asked' : 'the time is over'}`,
      ),
    );
  return found;
}

function unlisted(
  { classifications = [] }: AttestationRule,
  index: number,
  listed: readonly string[],
): PolicyProblem[] {
  if (listed.length === 0) return [];
  return classifications.flatMap((one, at) =>
    listed.includes(one)
      ? []
      : [problemAt(['attestation', index, 'classifications', at], one, 'one of creation.classifications')],
  );
}

/** A rule that no group ever reaches was surely not meant so. */
function hidden(rules: readonly AttestationRule[], index: number): PolicyProblem[] {
  const before = rules.slice(0, index).find(({ groups, classifications }) => !groups && !classifications);
  if (!before) return [];
  return [
    problemAt(
      ['attestation', index],
      'a rule that is never reached',
      `it before “${before.name}”, which matches every group`,
    ),
  ];
}
