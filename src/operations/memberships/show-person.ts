import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { personShownCard, type PersonShown } from '../../cards/person-shown.ts';
import { nobodyCalled } from '../../domain/member-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { maybePersonName } from '../inputs.ts';
import { unlessRefused } from '../resolve-group.ts';
import { searchPerson } from '../resolve-person.ts';
import { rolesOf } from './roles.ts';

const name = 'person.show';
const summary = 'Show who somebody is';

/** @throws AppError `person.not-found`, `person.denied` @see https://learn.microsoft.com/graph/api/user-get */
export const showPerson = defineOperation({
  name,
  phrases: ['who is', "who's", 'show person', 'profile of', 'look up'],
  summary,
  example: 'who is Ada Lovelace',
  argument: 'person',
  input: z.object({ person: maybePersonName }),
  scopes: ['User.Read.All'],

  async run({ person: wanted }, services): Promise<{ choose: ChoosePerson } | { shown: PersonShown }> {
    const { caller, directory, memberships } = services;
    const search = await searchPerson(directory, caller, wanted === '' ? 'me' : wanted);
    if (!('person' in search)) {
      if (search.candidates.length === 0) throw nobodyCalled([wanted]);
      const choices = search.candidates.map((person) => ({ person, data: { person: person.id } }));
      return { choose: { wanted, choices, operation: { name, summary } } };
    }
    const { id } = search.person;
    const [person, roles] = await Promise.all([
      memberships.profile(id),
      unlessRefused(rolesOf({ kind: 'person', id }, memberships)),
    ]);
    return { shown: { person, isMe: id === caller.userId, roles: roles ?? [] } };
  },
  card: (result, reader) =>
    'choose' in result ? choosePersonCard(result.choose, reader) : personShownCard(result.shown, reader),
});

/** @see https://learn.microsoft.com/graph/api/user-get */
export const whoAmI = defineOperation({
  name: 'me.show',
  phrases: ['who am i', 'whoami', 'my profile', 'about me', 'show my profile'],
  summary: 'Show who you are to the directory, and your roles',
  example: 'who am I',
  input: z.object({}),
  scopes: ['User.Read'],

  async run(_, { caller, memberships }): Promise<PersonShown> {
    const [person, roles] = await Promise.all([
      memberships.me(),
      unlessRefused(rolesOf({ kind: 'person', id: caller.userId }, memberships)),
    ]);
    return { person, isMe: true, roles: roles ?? [] };
  },
  card: personShownCard,
});
