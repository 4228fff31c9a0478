import type { ApprovalStage } from '../domain/approvals.ts';
import type { Trial } from '../domain/policy-trial.ts';
import { outcomesOf, type TrialTally } from '../domain/trial-tally.ts';
import { plain } from './escape.ts';

/** What a policy would have changed about requests of the past, in one sentence. Plain text. */
export function trialSentence(tally: TrialTally, days: number): string {
  const { requests, changed, tooLate, withoutReason } = tally;
  if (requests === 0) return `Nobody asked for anything in the last ${days} days, so there is nothing to try it on.`;
  const lines: [number, string][] = [
    [requests - changed, 'would have gone the same way'],
    [outcomesOf(tally, 'free'), 'would have been done at once'],
    [outcomesOf(tally, 'asked'), 'would have had to be asked for'],
    [outcomesOf(tally, 'more'), 'would have needed more stages'],
    [outcomesOf(tally, 'fewer'), 'would have needed fewer stages'],
    [outcomesOf(tally, 'others'), 'would have been decided by others, or by more or fewer of them'],
    [tooLate, 'would have lapsed before they were decided'],
    [withoutReason, 'would have been sent back for a reason'],
  ];
  const told = lines.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return `Of ${requests === 1 ? '1 request' : `${requests} requests`} of the last ${days} days ${told.join(', ')}.`;
}

/** What would have gone otherwise with one. Plain text. */
export function trialWords({ outcome, before, after, isTooLate, isWithoutReason, rule }: Trial): string {
  const notes = [
    ...(outcome === 'same' ? [] : [`${stagesWords(before)} → ${stagesWords(after)}`]),
    ...(isTooLate ? ['would have lapsed'] : []),
    ...(isWithoutReason ? ['no reason was given'] : []),
  ];
  return `${notes.join('; ')}, by “${plain(rule, 60)}”`;
}

function stagesWords(stages: readonly ApprovalStage[]): string {
  return stages.length === 0 ? 'nobody' : stages.map(stageWords).join(', then ');
}

function stageWords({ by, decides }: ApprovalStage): string {
  const isAll = decides === 'all';
  switch (by.kind) {
    case 'people':
      return plain(by.principalNames.join(isAll ? ' and ' : ' or '), 120);
    case 'group':
      return isAll ? 'everybody in an Entra group' : 'somebody in an Entra group';
    case 'owners':
      return isAll ? 'every owner' : 'an owner';
    case 'manager':
      return 'the manager';
    case 'admins':
      return isAll ? 'every administrator' : 'an administrator';
  }
}
