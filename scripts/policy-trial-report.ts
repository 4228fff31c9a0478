import type { ApprovalStage, ApproverSource } from '../src/domain/approvals.ts';
import { plain } from '../src/cards/escape.ts';
import { ruledKinds } from '../src/domain/policy.ts';
import { trialOutcomes, type Trial, type TrialOutcome } from '../src/domain/policy-trial.ts';
import type { RequestKind } from '../src/domain/request-kinds.ts';
import type { GroupRequest } from '../src/domain/requests.ts';

export interface Tried {
  request: GroupRequest;
  trial: Trial;
}

const kindTitles: Readonly<Record<RequestKind, string>> = {
  join: 'joining',
  'add-member': 'adding people',
  create: 'new groups',
  team: 'teams',
  owner: 'owners',
  visibility: 'public or private',
  delete: 'deleting',
  rename: 'reserved names',
};
const columns: Readonly<Record<TrialOutcome, string>> = {
  same: 'the same',
  free: 'at once',
  asked: 'asked first',
  more: 'more stages',
  fewer: 'fewer stages',
  others: 'asks others',
};
const mostListed = 50;

/** What a policy would have changed: in words, as a table by kind, and one by one. */
export function trialReport(tried: readonly Tried[], days: number): string {
  if (tried.length === 0)
    return `Nobody asked for anything in the last ${days} days, so there is nothing to try it on.\n`;
  const changed = tried
    .filter(({ trial }) => isChanged(trial))
    .sort((a, b) => b.request.createdAt.getTime() - a.request.createdAt.getTime());
  const parts = [summary(tried, days), tableOf(tried)];
  if (changed.length > 0)
    parts.push(['What would have gone otherwise, the newest first:', ...listed(changed)].join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function isChanged({ outcome, isTooLate, isWithoutReason }: Trial): boolean {
  return outcome !== 'same' || isTooLate || isWithoutReason;
}

function summary(tried: readonly Tried[], days: number): string {
  const count = (wanted: (trial: Trial) => boolean): number => tried.filter(({ trial }) => wanted(trial)).length;
  const lines: [number, string][] = [
    [count((trial) => !isChanged(trial)), 'would have gone the same way'],
    [count(({ outcome }) => outcome === 'free'), 'would have been done at once'],
    [count(({ outcome }) => outcome === 'asked'), 'would have had to be asked for'],
    [count(({ outcome }) => outcome === 'more'), 'would have needed more stages'],
    [count(({ outcome }) => outcome === 'fewer'), 'would have needed fewer stages'],
    [count(({ outcome }) => outcome === 'others'), 'would have been decided by others'],
    [count(({ isTooLate }) => isTooLate), 'would have lapsed before they were decided'],
    [count(({ isWithoutReason }) => isWithoutReason), 'would have been sent back for a reason'],
  ];
  const told = lines.filter(([number]) => number > 0).map(([number, words]) => `${number} ${words}`);
  return `Of ${tried.length === 1 ? '1 request' : `${tried.length} requests`} of the last ${days} days ${told.join(', ')}.`;
}

function tableOf(tried: readonly Tried[]): string {
  const rows = ruledKinds.flatMap((kind) => {
    const ofKind = tried.filter(({ request }) => request.kind === kind);
    if (ofKind.length === 0) return [];
    const counts = trialOutcomes.map((one) => ofKind.filter(({ trial }) => trial.outcome === one).length);
    return [[kindTitles[kind], String(ofKind.length), ...counts.map((count) => (count === 0 ? '·' : String(count)))]];
  });
  const all = [['', 'requests', ...trialOutcomes.map((one) => columns[one])], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function listed(changed: readonly Tried[]): string[] {
  const lines = changed.slice(0, mostListed).map(({ request, trial }) => {
    const { createdAt, kind, group, requester } = request;
    const what = `${createdAt.toISOString().slice(0, 10)}  ${kindTitles[kind]}, ${plain(group.displayName, 60)} (${plain(requester.displayName, 40)})`;
    const notes = [
      ...(trial.outcome === 'same' ? [] : [`${stagesWords(trial.before)} → ${stagesWords(trial.after)}`]),
      ...(trial.isTooLate ? ['would have lapsed'] : []),
      ...(trial.isWithoutReason ? ['no reason was given'] : []),
    ];
    return `  ${what}: ${notes.join('; ')}, by “${plain(trial.rule, 60)}”`;
  });
  const more = changed.length - lines.length;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}

function stagesWords(stages: readonly ApprovalStage[]): string {
  if (stages.length === 0) return 'nobody';
  return stages.map(({ by, decides }) => `${decides === 'all' ? 'all of ' : ''}${sourceWords(by)}`).join(', then ');
}

function sourceWords(source: ApproverSource): string {
  switch (source.kind) {
    case 'people':
      return plain(source.principalNames.join(' or '), 120);
    case 'group':
      return 'an Entra group';
    case 'owners':
    case 'manager':
    case 'admins':
      return source.kind;
  }
}
