import type { Group } from '../domain/groups.ts';
import { defineCard, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { ada, guild, longNamed } from './samples.ts';

const ends = ['added', 'already', 'repeated', 'unknown', 'ambiguous', 'refused', 'notReached'] as const;
type End = (typeof ends)[number];

/** What became of one pasted row. */
interface ManyRow {
  /** As it was pasted. */
  wanted: string;
  /** Whom it means, where that was found. */
  name?: string;
  what: End;
}

export interface ManyAdded {
  group: Pick<Group, 'id' | 'displayName'>;
  rows: readonly ManyRow[];
}

const everything = ends.map((what): ManyRow => ({ wanted: `${what}@contoso.com`, name: ada.displayName, what }));
const manyUnknown = Array.from({ length: 500 }, (_, index): ManyRow => ({
  wanted: `*somebody*.${String(index)}@contoso.com`,
  what: 'unknown',
}));
const mostNamed = 20;

const samples: Record<string, ManyAdded> = {
  everything: { group: guild, rows: everything },
  nobodyFound: { group: { ...guild, ...longNamed }, rows: manyUnknown },
};

/** What became of a pasted list: how many of each kind, with names; what failed is ready to be mended and sent again. */
export const manyAddedCard = defineCard<ManyAdded>('form', {
  samples,
  asks: () => false,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { group, rows } = data;
    const again = rows.filter(({ what }) => isToMend(what));
    return formView({
      title: titleOf(data, escapeText),
      sentence: ends.flatMap((what) => linesFor(what, rows)).join('\n\n'),
      fields:
        again.length === 0
          ? []
          : [
              {
                kind: 'text',
                id: 'people',
                label: 'Mend these and send them again',
                isMultiline: true,
                value: again
                  .map(({ wanted }) => wanted)
                  .join('\n')
                  .slice(0, 4000),
                maxLength: 24_000,
              },
            ],
      send:
        again.length === 0
          ? { title: 'Add more', verb: 'member.add-many', data: { group: group.id } }
          : { title: 'Send again', verb: 'member.add-many', data: { group: group.id, confirmed: 'yes' } },
      others: [openAction('Members', 'member.list', { group: group.id })],
    });
  },
});

function isToMend(what: End): boolean {
  return what === 'unknown' || what === 'ambiguous' || what === 'notReached';
}

function titleOf({ group, rows }: ManyAdded, show: (text: string, maxLength: number) => string): string {
  const count = rows.filter(({ what }) => what === 'added').length;
  const name = show(group.displayName, 120);
  if (count === 0) return `Nobody was added to ${name}`;
  return count === 1 ? `1 person was added to ${name}` : `${String(count)} people were added to ${name}`;
}

const words: Record<End, string> = {
  added: 'Added',
  already: 'In it already',
  repeated: 'Named twice',
  unknown: 'Not found in the directory',
  ambiguous: 'Several people are called so; write the address',
  refused: 'Refused: guests may not be let in, or the group is full',
  notReached: 'Not added: Microsoft 365 did not answer, or the bot had to stop',
};

function linesFor(what: End, rows: readonly ManyRow[]): string[] {
  const of = rows.filter((row) => row.what === what);
  if (of.length === 0) return [];
  const named = of.slice(0, mostNamed).map(({ name, wanted }) => escapeText(name ?? wanted, 60));
  if (of.length > named.length) named.push(`and ${String(of.length - named.length)} more`);
  return [`**${words[what]} (${String(of.length)}):** ${named.join(', ')}`];
}
