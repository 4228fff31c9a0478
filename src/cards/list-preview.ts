import type { Group } from '../domain/groups.ts';
import type { PeopleList } from '../domain/people-lists.ts';
import type { Encoding } from '../domain/text-files.ts';
import { confirmView } from './confirm.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { openListSample, rowWord, verbFor } from './list-words.ts';
import { groupField } from './many-form.ts';
import { guild, oddGroup } from './samples.ts';

export interface ListPreview {
  list: PeopleList;
  /** The first rows, as they stand in the list. */
  first: readonly string[];
  /** How many rows want somebody as an owner. */
  owners: number;
  /** Of a file: what it is called (may be empty), and how its letters were read. */
  file?: { name: string; encoding: Encoding; isGuess: boolean };
  /** Groups to choose from, where the list has none. */
  groups?: readonly Group[];
}

const draft = openListSample;
const first = ['ada@contoso.com', 'grace@contoso.com', '*Alan* Turing'];
const { tenantId, id, kind, sender, state, size, createdAt } = draft;
const homeless: PeopleList = { tenantId, id, kind, sender, state, size, createdAt };
const file = { name: 'guild [2026].csv', encoding: 'UTF-8', isGuess: false } as const;

/** What a list that was sent holds, before anything is done with it; asks for the group where there is none. */
export const listPreviewCard = defineCard<ListPreview>('form', {
  samples: {
    file: { list: draft, first, owners: 0, file },
    owners: { list: draft, first, owners: 2 },
    guessed: { list: draft, first, owners: 1, file: { ...file, encoding: 'Windows-1252', isGuess: true } },
    whichGroup: { list: homeless, first, owners: 0, file, groups: [guild, oddGroup] },
    typedGroup: { list: { ...homeless, kind: 'remove' }, first, owners: 0, file },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { list, groups, owners } = data;
    const { group } = list;
    return formView({
      title: titleOf(data, escapeText),
      sentence: sentenceOf(data),
      fields: group ? [] : groupField({ ...(groups && { groups }) }),
      send: group
        ? { title: 'Add them', verb: runVerb(owners > 0), data: { list: list.id } }
        : { title: 'Go on', verb: verbFor(list.kind), data: { list: list.id } },
      others: group ? [executeAction('Not now', 'group.show', { group: group.id })] : [],
    });
  },
});

/** The same before people are taken out of a group. */
export const listRemovalCard = defineCard<ListPreview>('confirm', {
  samples: { remove: { list: { ...draft, kind: 'remove' }, first, owners: 0, file } },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { list } = data;
    return confirmView({
      title: titleOf(data, escapeText),
      sentence: `${sentenceOf(data)}\n\nThey lose what the group gives them, such as its files, mail and team. Owners among them stop owning it, all but the last one. You can add them again.`,
      yes: { title: 'Take them out', verb: runVerb(true), data: { list: list.id } },
      no: { title: 'Leave as it is', verb: 'group.show', data: { group: list.group?.id ?? '' } },
    });
  },
});

/** Owners take a right that nobody has to consent to who only lets people in. */
export function runVerb(withOwners: boolean): string {
  return withOwners ? 'member.list-run-owners' : 'member.list-run';
}

function titleOf({ list }: ListPreview, show: (text: string, maxLength: number) => string): string {
  const { kind, group, size } = list;
  if (!group)
    return kind === 'add' ? `Add ${rowWord(size)} to which group?` : `Take ${rowWord(size)} out of which group?`;
  const name = show(group.displayName, 120);
  return kind === 'add' ? `Add ${rowWord(size)} to ${name}?` : `Take ${rowWord(size)} out of ${name}?`;
}

function sentenceOf({ list, first: named, owners, file: from }: ListPreview): string {
  const rest = list.size - named.length;
  const names = named.map((one) => escapeText(one, 60)).join(', ');
  const source =
    from &&
    `From ${from.name === '' ? 'your file' : `the file ${escapeText(from.name, 80)}`}, read as ${from.encoding}.`;
  const guess =
    from?.isGuess &&
    'The file does not say so itself: if letters such as é or š look wrong below, save it as “CSV UTF-8” and send it again.';
  const asOwners =
    list.kind === 'add' && owners > 0 && `${rowWord(owners)} of them as ${owners === 1 ? 'an owner' : 'owners'}.`;
  return [source, guess, `${names}${rest > 0 ? ` and ${String(rest)} more` : ''}`, asOwners]
    .filter((part) => typeof part === 'string')
    .join('\n\n');
}
