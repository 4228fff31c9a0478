import type { Group } from '../domain/groups.ts';
import type { ListKind } from '../domain/people-lists.ts';
import { mostInFile, mostPasted } from '../domain/people-table.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Field } from './form.ts';
import { verbFor } from './list-words.ts';
import { guild, oddGroup } from './samples.ts';

export interface ManyForm {
  kind: ListKind;
  /** Absent where it is still to be said. */
  group?: Group;
  /** Those to choose from; none where there are too many, or the directory does not say: then the name is typed. */
  groups?: readonly Group[];
  /** As it was pasted. */
  text: string;
  /** In plain words. */
  problem?: string;
}

/** Where a list of people is pasted. */
export const manyFormCard = defineCard<ManyForm>('form', {
  samples: {
    empty: { kind: 'add', group: guild, text: '' },
    anyGroup: { kind: 'add', groups: [guild, oddGroup], text: '' },
    typedGroup: { kind: 'remove', text: '' },
    remove: { kind: 'remove', group: guild, text: '' },
    wrong: {
      kind: 'add',
      group: oddGroup,
      text: 'Name;E-mail\nAda;ada@contoso.com',
      problem: 'Paste at least one name or address.',
    },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { kind, group, text, problem } = data;
    return formView({
      title: titleOf(data, escapeText),
      sentence: `Paste a list, also straight out of a table: a row each, with an address or a whole name. Up to ${String(mostPasted)} rows; a CSV or text file beside your message may have ${mostInFile.toLocaleString('en')}.`,
      fields: [
        ...groupField(data),
        {
          kind: 'text',
          id: 'people',
          label: 'People',
          isRequired: true,
          isMultiline: true,
          value: text.slice(0, 8000),
          maxLength: 24_000,
          placeholder: 'ada@contoso.com',
          problem,
        },
      ],
      send: {
        title: kind === 'add' ? 'Add them' : 'Go on',
        verb: verbFor(kind),
        data: { ...(group && { group: group.id }), confirmed: 'yes' },
      },
      others: group ? [executeAction('Not now', 'group.show', { group: group.id })] : [],
    });
  },
});

/** How a form asks for the group of a list. */
export function groupField({ group, groups = [] }: Pick<ManyForm, 'group' | 'groups'>): Field[] {
  if (group) return [];
  const common = { id: 'group', label: 'Group', isRequired: true } as const;
  if (groups.length === 0) return [{ ...common, kind: 'text', maxLength: 256 }];
  const choices = groups.map(({ id, displayName }) => ({ value: id, title: displayName }));
  return [{ ...common, kind: 'choice', choices }];
}

function titleOf({ kind, group }: ManyForm, show: (text: string, maxLength: number) => string): string {
  const name = group ? show(group.displayName, 120) : 'a group';
  return kind === 'add' ? `Add many people to ${name}` : `Take many people out of ${name}`;
}
