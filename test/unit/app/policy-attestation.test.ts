import { describe, expect, it } from 'vitest';
import { policyIn } from '../../../src/app/policy.ts';

function problemsIn(source: string): string[] {
  const read = policyIn(source);
  return 'problems' in read ? read.problems.map(({ key, expected }) => `${key}: ${expected}`) : [];
}

describe('rules about confirming groups that cannot be meant', () => {
  it.each([
    ['everyDays: 30, answerDays: 30', 'attestation.0.answerDays: less than everyDays, 30'],
    ['escalate: { afterDays: 30, to: admins }', 'attestation.0.escalate.afterDays: less than answerDays, 30'],
    ['remindAfterDays: 30', 'attestation.0.remindAfterDays: less than 30, when the time is over'],
    [
      'remindAfterDays: 10, escalate: { afterDays: 10, to: admins }',
      'attestation.0.remindAfterDays: less than 10, when others are asked',
    ],
    ['classifications: [Secret]', 'attestation.0.classifications.0: one of creation.classifications'],
    ['asks: []', 'attestation.0.asks'],
    ['everyDays: 1', 'attestation.0.everyDays'],
    ['escalate: { afterDays: 3, to: owners }', 'attestation.0.escalate.to'],
  ])('%s', (keys, problem) => {
    const source = `admins: [ada@contoso.com]\ncreation: { classifications: [Internal] }\nattestation: [{ name: A, ${keys} }]`;
    expect(problemsIn(source).join('\n')).toContain(problem);
  });

  it('escalate to administrators whom nobody names', () => {
    expect(problemsIn('attestation: [{ name: A, escalate: { afterDays: 3 } }]')).toEqual([
      'attestation.0.escalate.to: people: the key `admins` names nobody',
    ]);
  });

  it('stand behind one that matches every group, or have the name of another', () => {
    expect(problemsIn('attestation: [{ name: A }, { name: B, groups: [x] }]')).toEqual([
      'attestation.1: it before “A”, which matches every group',
    ]);
    expect(problemsIn('attestation: [{ name: A, groups: [x] }, { name: A }]')[0]).toContain('different names');
  });
});
