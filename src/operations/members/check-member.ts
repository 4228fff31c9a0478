import { choosePersonCard, type ChoosePerson } from '../../cards/choose-person.ts';
import { memberCheckedCard, type MemberChecked } from '../../cards/member-checked.ts';
import { z } from 'zod';
import { nobodyCalled } from '../../domain/member-errors.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName } from '../inputs.ts';
import { resolveGroup, unlessRefused } from '../resolve-group.ts';
import { isMe, searchPerson } from '../resolve-person.ts';

type Checking = { choose: ChoosePerson } | { checked: MemberChecked };

const name = 'member.check';
const summary = 'Say whether somebody is in a group';

/**
 * Says whether somebody is a member of a group, by membership of their own. A hidden membership stays hidden, as Graph
 * decides.
 * @throws AppError `person.not-found`
 * @see https://learn.microsoft.com/graph/api/group-list-members
 */
export const checkMember = defineOperation({
  name,
  phrases: ['is somebody in', 'check member'],
  sayings: [
    'is|was {person} in|inside {group}',
    'am {person:i} in|inside {group}',
    'is|am {person} already? a|an? member|part of|in {group}',
    'does|do {person} belong to {group}',
    'check|see|tell me? if|whether {person} is in|a|part|member? of? {group}',
    'if|whether {person} is in {group}',
  ],
  summary,
  example: 'is Ada Lovelace in Design Guild',
  input: z.object({
    group: groupName,
    person: z.string({ error: 'Whom? Say “is Ada Lovelace in Design Guild”.' }).trim().min(1).max(256),
  }),
  scopes: ['GroupMember.Read.All', 'User.ReadBasic.All'],

  async run({ group: wanted, person: who }, { directory, caller }): Promise<Checking> {
    const group = await resolveGroup(directory, wanted);
    const search = await searchPerson(directory, caller, who);
    if ('candidates' in search) {
      if (search.candidates.length === 0) throw nobodyCalled([who]);
      const choices = search.candidates.map((person) => ({ person, data: { group: group.id, person: person.id } }));
      return { choose: { wanted: who, choices, operation: { name, summary } } };
    }
    const { person } = search;
    const [isMember, owners] = await Promise.all([
      directory.hasMember(group.id, person.id),
      unlessRefused(directory.ownersOf(group.id)),
    ]);
    const isOwner = (owners ?? []).some(({ id }) => id === person.id);
    return { checked: { group, person, isMember, isOwner, isSelf: isMe(person.id, caller) } };
  },
  card: (checking, reader) =>
    'choose' in checking ? choosePersonCard(checking.choose, reader) : memberCheckedCard(checking.checked, reader),
});
