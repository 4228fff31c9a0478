import type { PersonRef } from '../domain/people.ts';
import { newStage, type RequestStage } from '../domain/stages.ts';
import { reasonField, whoIsAsked } from './asking-words.ts';
import { defineCard, executeAction } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { groupData, groupFieldView, type GroupField } from './group-field.ts';
import { ada, alan, grace, guild, gus, oddGroup } from './samples.ts';

export interface AddForm extends GroupField {
  /** Adds at once; else the owners are asked. */
  isOwner: boolean;
  /** Who was named already; the form then asks only for a reason. */
  subjects: readonly PersonRef[];
  /** Who was named before the group was: these stand in the fields. */
  begun?: { picked: readonly PersonRef[]; typed: string };
  /** Who will be asked, where that is known already. */
  stages?: readonly RequestStage[];
  isReasonRequired?: boolean;
  /** It was sent without the reason that is wanted. */
  isReasonMissing?: boolean;
  /** For how long, as it was said; empty for good. */
  until?: string;
  /** What stands in the field for it, where it was asked before. */
  reason?: string;
  /** Names that fit nobody. */
  unknown?: readonly string[];
  /** The form was sent without anybody in it. */
  isNobodyNamed: boolean;
}

export const addFormCard = defineCard<AddForm>('add-form', {
  samples: {
    owner: { group: guild, isOwner: true, subjects: [], isNobodyNamed: false },
    nobodyNamed: { group: guild, isOwner: true, subjects: [], isNobodyNamed: true },
    member: { group: guild, isOwner: false, subjects: [], isNobodyNamed: false },
    named: {
      group: guild,
      isOwner: false,
      subjects: [alan, gus],
      stages: [newStage({ kind: 'owners' }, [ada, grace])],
      isReasonRequired: true,
      isReasonMissing: true,
      unknown: ['Bob'],
      isNobodyNamed: false,
    },
    anyGroup: { groups: [guild, oddGroup], isOwner: false, subjects: [], isNobodyNamed: false },
    begun: { isOwner: false, subjects: [], begun: { picked: [alan], typed: 'Gus' }, isNobodyNamed: false },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { isOwner, subjects, isNobodyNamed, begun = { picked: [], typed: '' } } = data;
    return {
      ...groupFieldView(data),
      picked: begun.picked.map(({ id }) => id).join(','),
      pickedChoices: begun.picked.map(({ id, displayName }) => ({ value: id, title: plain(displayName, 80) })),
      typed: plain(begun.typed, 4000),
      title: titleOf(data, escapeText),
      explanation: explanationOf(data),
      asksWhom: subjects.length === 0,
      isNobodyNamed,
      asksWhy: !isOwner,
      ...reasonField('Why?', {
        isRequired: data.isReasonRequired ?? false,
        isMissing: data.isReasonMissing ?? false,
        value: data.reason,
      }),
      until: plain(data.until ?? '', 100),
      hasUntil: (data.until ?? '') !== '',
      actions: actionsOf(data),
    };
  },
});

function actionsOf(data: AddForm): Record<string, unknown>[] {
  const { group, isOwner, subjects } = data;
  const about = groupData(data);
  const people = subjects.length === 0 ? {} : { people: subjects.map(({ id }) => id).join(';') };
  const title = isOwner || !group ? 'Add' : 'Send request';
  const send = executeAction(title, 'member.add', { ...about, ...people, confirmed: 'yes' });
  const back = { ...executeAction('Not now', 'group.show', about), associatedInputs: 'none' };
  return [{ ...send, style: 'positive' }, ...(group ? [back] : [])];
}

function titleOf({ group, isOwner, subjects }: AddForm, show: (text: string, maxLength: number) => string): string {
  if (!group) return 'Add people to a group';
  const name = show(group.displayName, 120);
  if (isOwner) return `Add people to ${name}`;
  return `Ask to add ${subjects.length === 0 ? 'people' : namesOf(subjects, show)} to ${name}`;
}

function explanationOf({ group, isOwner, subjects, stages, unknown = [] }: AddForm): string {
  if (!group) return 'Where you own the group they become members at once; else its owners decide.';
  if (isOwner) return 'They become members at once.';
  const requests = subjects.length > 1 ? 'Each is a request of its own. ' : '';
  const who = stages ? whoIsAsked(stages) : 'Its owners decide.';
  const missing =
    unknown.length === 0 ? '' : ` Nobody was found for ${listOf(unknown.map((name) => escapeText(name, 60)))}.`;
  return `${requests}${who} You hear here as soon as it is decided.${missing}`;
}

function namesOf(people: readonly PersonRef[], show: (text: string, maxLength: number) => string): string {
  const names = people.slice(0, 3).map(({ displayName }) => show(displayName, 60));
  return listOf(people.length > names.length ? [...names, `${people.length - names.length} more`] : names);
}

function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}
