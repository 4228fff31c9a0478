import { z } from 'zod';
import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { holdersListCard, type HoldersList } from '../../cards/holders-list.ts';
import type { Holder, NamedSubject } from '../../domain/memberships.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { findSubject, subjectInput } from './find-subject.ts';
import { pageFrom, pageStart } from './page-of.ts';

const name = 'member.of';
const summary = 'Show all groups of somebody, or of a group, nested ones too';

/**
 * Everything that holds a person, a group or a device: groups at any depth, and administrator roles where they are asked for.
 * @throws AppError `person.not-found`, `group.not-found`, `member.read-denied`
 * @see https://learn.microsoft.com/graph/api/directoryobject-getmembergroups
 */
export const memberOf = defineOperation({
  name,
  phrases: ['groups of', 'all groups of', 'show groups of', 'memberships of', 'groups around'],
  sayings: [
    'which|what groups is|has {who} in|inside|got?',
    'in|of which|what groups is {who} a? member?',
    'where is {who} a? member|nested|inside',
    'what groups|memberships does|do {who} have|has',
    'which|what groups does|do {who} belong to',
  ],
  summary,
  example: 'groups of ada@contoso.com',
  argument: 'who',
  input: subjectInput.extend({
    what: z.enum(['groups', 'access', 'everything'], { error: 'This button is broken. Ask again.' }).default('groups'),
    from: pageStart,
  }),
  scopes: ['Directory.Read.All'],

  async run({ what, from, ...said }, services): Promise<{ choose: ChoosePerson } | { list: HoldersList }> {
    const found = await findSubject(said, services, { what });
    if ('choose' in found) return { choose: { ...found.choose, operation: { name, summary } } };
    const holders = await holdersOf(found.subject, what, services);
    return { list: { of: 'subject', subject: found.subject, what, ...pageFrom(holders, from) } };
  },
  card: (result, reader) =>
    'choose' in result ? choosePersonCard(result.choose, reader) : holdersListCard(result.list, reader),
});

/** Of a group Graph tells by itself which hold it directly; of others it gives ids, whose names are asked for after. */
async function holdersOf(
  subject: NamedSubject,
  what: 'groups' | 'access' | 'everything',
  { memberships }: Services,
): Promise<Holder[]> {
  if (subject.kind === 'group' && what === 'groups') return memberships.groupsAround(subject.id);
  const ids = await memberships.idsAround(subject, { roles: what === 'everything', securityOnly: what === 'access' });
  return memberships.things(ids);
}
