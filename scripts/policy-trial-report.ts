import { plain } from '../src/cards/escape.ts';
import { trialSentence, trialWords } from '../src/cards/policy-trial-words.ts';
import { ruledKinds } from '../src/domain/policy.ts';
import { trialOutcomes, type TrialOutcome } from '../src/domain/policy-trial.ts';
import type { TrialTally } from '../src/domain/trial-tally.ts';
import type { RequestKind } from '../src/domain/request-kinds.ts';

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
/** How many are listed one by one. */
export const mostListed = 50;

/** What a policy would have changed: in words, as a table by kind, and one by one. */
export function trialReport(tally: TrialTally, days: number): string {
  const parts = [trialSentence(tally, days)];
  if (tally.requests > 0) parts.push(tableOf(tally));
  if (tally.changed > 0) parts.push(['What would have gone otherwise, the newest first:', ...listed(tally)].join('\n'));
  return `${parts.join('\n\n')}\n`;
}

function tableOf({ kinds }: TrialTally): string {
  const rows = ruledKinds.flatMap((kind) => {
    const ofKind = kinds.get(kind);
    if (!ofKind) return [];
    const counts = trialOutcomes.map((one) => ofKind[one]);
    const sum = counts.reduce((before, count) => before + count, 0);
    return [[kindTitles[kind], String(sum), ...counts.map((count) => (count === 0 ? '·' : String(count)))]];
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

function listed({ newest, changed }: TrialTally): string[] {
  const lines = newest.map(({ request, trial }) => {
    const { createdAt, kind, group, requester } = request;
    const what = `${createdAt.toISOString().slice(0, 10)}  ${kindTitles[kind]}, ${plain(group.displayName, 60)} (${plain(requester.displayName, 40)})`;
    return `  ${what}: ${trialWords(trial)}`;
  });
  const more = changed - lines.length;
  return more > 0 ? [...lines, `  and ${more} more`] : lines;
}
