import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, primary } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { groupData, groupFieldView, type GroupField } from './group-field.ts';
import { ada, guild, oddGroup } from './samples.ts';

/** A form for somebody's part in a group. */
export interface PersonForm extends GroupField {
  what: 'remove' | 'addOwner' | 'dropOwner' | 'appoint' | 'handOver';
  /** For `appoint`: the search for an owner that this ends. */
  searchId?: string;
  /** Who was chosen already. */
  picked?: PersonRef;
  /** Who was named already, as it was said. */
  typed: string;
  /** The form was sent without saying whom. */
  isNobodyNamed: boolean;
}

type Show = (text: string, maxLength: number) => string;

/** Asks whom, and in which group where that is not known, before anybody is looked for. */
export const personFormCard = defineCard<PersonForm>('person-form', {
  samples: {
    remove: { what: 'remove', group: guild, typed: '', isNobodyNamed: false },
    addOwner: { what: 'addOwner', groups: [guild, oddGroup], picked: ada, typed: '', isNobodyNamed: false },
    handOver: { what: 'handOver', group: guild, typed: '', isNobodyNamed: false },
    dropOwner: { what: 'dropOwner', typed: 'Ada', isNobodyNamed: true },
    appoint: { what: 'appoint', group: guild, searchId: guild.id, typed: '', isNobodyNamed: false },
  },
  asks: () => true,
  text: (data) => titleOf(data, plain),
  view: (data) => {
    const { picked, typed, isNobodyNamed } = data;
    return {
      ...groupFieldView(data),
      title: titleOf(data, escapeText),
      explanation: explanationOf(data),
      isNobodyNamed,
      picked: picked?.id ?? '',
      pickedChoices: picked ? [{ value: picked.id, title: plain(picked.displayName, 80) }] : [],
      typed: plain(typed, 256),
      actions: actionsOf(data),
    };
  },
});

function titleOf({ what, group }: PersonForm, show: Show): string {
  const name = group ? show(group.displayName, 120) : 'a group you own';
  switch (what) {
    case 'remove':
      return `Remove somebody from ${name}`;
    case 'addOwner':
    case 'appoint':
      return `Make somebody an owner of ${name}`;
    case 'dropOwner':
      return `Drop an owner of ${name}`;
    case 'handOver':
      return `Hand over ${name}`;
  }
}

function explanationOf({ what }: PersonForm): string {
  switch (what) {
    case 'remove':
    case 'dropOwner':
      return 'You are asked once more before anything happens.';
    case 'handOver':
      return 'They become an owner in your place. You are asked once more before anything happens.';
    case 'addOwner':
      return 'They can manage it from then on, as you can.';
    case 'appoint':
      return 'It is done with your own right as an administrator. They hear of it at once.';
  }
}

function actionsOf(data: PersonForm): Record<string, unknown>[] {
  const about = groupData(data);
  const send = (title: string, verb: string): Record<string, unknown> =>
    executeAction(title, verb, { ...about, sent: 'yes' });
  switch (data.what) {
    case 'remove':
      return [send('Go on', 'member.remove')];
    case 'addOwner':
      return [{ ...send('Make owner', 'owner.add'), style: 'positive' }];
    case 'dropOwner':
      return [send('Go on', 'owner.remove')];
    case 'appoint':
      return [primary(executeAction('Make owner', 'ownerless.appoint', { searchId: data.searchId, sent: 'yes' }))];
    case 'handOver':
      return [send('Go on', 'owner.hand-over')];
  }
}
