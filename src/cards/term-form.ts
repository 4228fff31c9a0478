import type { PersonRef } from '../domain/people.ts';
import { defineCard } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { formView, type Field } from './form.ts';
import { groupData, type GroupField } from './group-field.ts';
import { ada, guild, oddGroup } from './samples.ts';

/** A form for how long somebody is to be a member. */
export interface TermForm extends GroupField {
  /** Who was chosen already. */
  picked?: PersonRef;
  /** What was said of the end already. */
  until: string;
  problems?: Partial<Record<'person' | 'until', string>>;
}

export const termFormCard = defineCard<TermForm>('form', {
  samples: {
    empty: { groups: [guild, oddGroup], until: '' },
    typed: { until: '' },
    begun: { group: guild, picked: ada, until: 'Friday' },
    wrong: { group: guild, until: 'soon', problems: { person: 'Say for whom.', until: 'Until when is “soon”?' } },
  },
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { picked, until, problems = {} } = data;
    const person: Field = {
      kind: 'people',
      id: 'picked',
      label: 'Who',
      isRequired: true,
      ...(picked && { value: [picked] }),
      problem: problems.person,
    };
    const end: Field = {
      kind: 'text',
      id: 'until',
      label: 'Until when',
      isRequired: true,
      value: until,
      maxLength: 100,
      placeholder: 'Friday, 15 March, for two weeks',
      problem: problems.until,
    };
    return formView({
      title: titleOf(data, escapeText),
      sentence: 'Both hear of it a day before, and you end it or let it go on with one press.',
      fields: [...groupFieldsOf(data), person, end],
      send: { title: 'Set the end', verb: 'term.set', data: { ...groupData(data), sent: 'yes' } },
    });
  },
});

function titleOf({ group }: TermForm, show: typeof plain): string {
  return `A membership for a time${group ? ` in ${show(group.displayName, 120)}` : ''}`;
}

function groupFieldsOf({ group, groups = [] }: TermForm): Field[] {
  if (group) return [];
  if (groups.length === 0) return [{ kind: 'text', id: 'group', label: 'Group', isRequired: true, maxLength: 256 }];
  const choices = groups.map(({ id, displayName }) => ({ value: id, title: displayName }));
  return [{ kind: 'choice', id: 'group', label: 'Group', isRequired: true, choices }];
}
