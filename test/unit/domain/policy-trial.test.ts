import { describe, expect, it } from 'vitest';
import type { ApprovalRule, ApprovalStage } from '../../../src/domain/approvals.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { tryRules } from '../../../src/domain/policy-trial.ts';
import type { GroupRequest } from '../../../src/domain/requests.ts';
import { newStage } from '../../../src/domain/stages.ts';
import { ada, days, grace, group, joinRequest, startOfTest } from '../../support/builders.ts';

const guild = group('Design Guild');
const byOwners: ApprovalStage = { by: { kind: 'owners' }, decides: 'any' };
const byManager: ApprovalStage = { by: { kind: 'manager' }, decides: 'any' };
const people = (...principalNames: string[]): ApprovalStage => ({
  by: { kind: 'people', principalNames },
  decides: 'any',
});

const rule = (stages: ApprovalStage[], change: Partial<ApprovalRule> = {}): ApprovalRule => ({
  name: 'Ours',
  kinds: ['join', 'create', 'team'],
  stages,
  carriedOutBy: 'approver',
  isReasonRequired: false,
  lapsesAfterDays: 7,
  ...change,
});
const asked = (stages: ApprovalStage[], change: Partial<GroupRequest> = {}): GroupRequest =>
  joinRequest(guild, { stages: stages.map(({ by, decides }) => newStage(by, [grace], { decides })), ...change });
const trial = (rules: ApprovalRule[], request: GroupRequest, classification?: string) =>
  tryRules([...rules, ...defaultPolicy.approvals], request, classification);

describe('trying rules on a request of the past', () => {
  it.each<[string, ApprovalStage[], ApprovalStage[], string]>([
    ['the same people', [byOwners], [byOwners], 'same'],
    ['the same people, named otherwise', [people('A@x.y', 'b@x.y')], [people('B@x.y', 'a@x.y')], 'same'],
    ['nobody any more', [byOwners], [], 'free'],
    ['somebody now', [], [byManager], 'asked'],
    ['one stage more', [byOwners], [byManager, byOwners], 'more'],
    ['one stage less', [byManager, byOwners], [byOwners], 'fewer'],
    ['somebody else', [byOwners], [byManager], 'others'],
    ['all instead of one', [byOwners], [{ ...byOwners, decides: 'all' }], 'others'],
    ['others of the same sort', [people('a@x.y')], [people('b@x.y')], 'others'],
  ])('%s: %j → %j', (_name, before, after, outcome) => {
    expect(trial([rule(after)], asked(before))).toMatchObject({ outcome, rule: 'Ours', before, after });
  });

  it('the first rule that fits the group holds, by the name and the classification that it has', () => {
    const named = rule([byManager], { groups: ['design *'] });
    const classified = rule([byManager], { classifications: ['Confidential'] });
    expect(trial([named], asked([byOwners])).outcome).toBe('others');
    expect(trial([classified], asked([byOwners]), 'confidential').outcome).toBe('others');
    expect(trial([classified], asked([byOwners]), 'Internal')).toMatchObject({ outcome: 'same', rule: 'Joining' });
    const plan = {
      displayName: 'Tide Pool',
      mailNickname: 'tide-pool',
      description: '',
      visibility: 'private',
    } as const;
    const wish: Partial<GroupRequest> = {
      kind: 'create',
      details: { ...plan, hasTeam: false, owners: [], classification: 'Confidential' },
    };
    expect(trial([classified], asked([], wish)).outcome).toBe('asked');
  });

  it('what an owner did alone needs the owners no more than it did', () => {
    expect(trial([], asked([], { kind: 'team' })).outcome).toBe('same');
    expect(trial([rule([byManager, byOwners])], asked([], { kind: 'team' }))).toMatchObject({
      outcome: 'asked',
      after: [byManager],
    });
  });

  it('sees what would have lapsed before it was decided, and what had no reason', () => {
    const decision = {
      by: ada,
      at: new Date(startOfTest.getTime() + days(5)),
      outcome: 'approved',
      reason: '',
    } as const;
    const late = asked([byOwners], { decision, reason: ' ' });
    const strict = rule([byOwners], { lapsesAfterDays: 4, isReasonRequired: true });
    expect(trial([strict], late)).toMatchObject({ outcome: 'same', isTooLate: true, isWithoutReason: true });
    expect(trial([rule([byOwners])], late)).toMatchObject({ isTooLate: false, isWithoutReason: false });
    expect(trial([{ ...strict, stages: [] }], late)).toMatchObject({ isTooLate: false, isWithoutReason: false });
  });
});
