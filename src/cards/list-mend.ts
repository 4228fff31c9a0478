import type { GroupList } from '../domain/people-lists.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView } from './form.ts';
import { listSample, verbFor } from './list-words.ts';

export interface ListMend {
  list: GroupList;
  /** Rows that were not done, as they were written, a line each. */
  lines: readonly string[];
  /** Present when there are more. */
  after?: number;
}

/** Rows that were not done, as text to be mended, copied or sent again: one page of them. */
export const listMendCard = defineCard<ListMend>('form', {
  samples: {
    some: { list: listSample, lines: ['somebody@contoso.com', 'A. Nobody'], after: 120 },
    none: { list: listSample, lines: [] },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { list, lines, after } = data;
    const group = list.group.id;
    return formView({
      title: titleOf(data, escapeText),
      sentence:
        lines.length === 0
          ? 'Nothing is left to mend.'
          : 'Mend them here and send them again, or copy them into your file.',
      fields:
        lines.length === 0
          ? []
          : [
              {
                kind: 'text',
                id: 'people',
                label: 'Rows',
                isMultiline: true,
                value: lines.join('\n'),
                maxLength: 24_000,
              },
            ],
      send:
        lines.length === 0
          ? { title: 'Send another list', verb: verbFor(list.kind), data: { group } }
          : { title: 'Send again', verb: verbFor(list.kind), data: { group, confirmed: 'yes' } },
      others: [
        ...(after === undefined
          ? []
          : [openAction('The next ones', 'member.list-mend', { list: list.id, after: String(after) })]),
        executeAction('All rows', 'member.list-rows', { list: list.id }),
      ],
    });
  },
});

function titleOf({ list }: ListMend, show: (text: string, maxLength: number) => string): string {
  return `What was not done for ${show(list.group.displayName, 120)}`;
}
