import type { Doing } from './refusals.ts';
import { notAMember, personWords } from './refusals.ts';

const notAnOwner = { code: 'owner.not-present', advice: 'This person is not an owner of the group.' };

/** What is done with groups, people and memberships. What has a file of its own in this folder says it there. */
export const doings = {
  readGroup: { denied: { code: 'group.denied', advice: 'You may not see this group. Its owners can tell you more.' } },
  readMembers: {
    denied: { code: 'member.read-denied', advice: 'Only members and owners of this group may see who is in it.' },
  },
  readOwn: {
    denied: {
      code: 'directory.denied',
      advice: 'Your organisation does not let you read this. An administrator can change it.',
    },
  },
  search: {
    denied: {
      code: 'directory.search-denied',
      advice:
        'Your account may not look through the groups of this organisation, as is usual for guests. “My groups” shows the groups that you are in; for others, ask somebody who works there.',
    },
  },
  addMember: {
    denied: { code: 'member.denied', advice: 'Only an owner of the group or an administrator may add members.' },
  },
  removeMember: {
    denied: { code: 'member.denied', advice: 'Only an owner of the group or an administrator may remove members.' },
    notPresent: notAMember,
  },
  readPerson: {
    denied: { code: 'person.denied', advice: 'You may not look at this person in the directory.' },
    notFound: personWords,
  },
  searchPeople: {
    denied: {
      code: 'directory.people-denied',
      advice:
        'Your account may not look people up in this organisation. That is usual for guests: ask an owner of the group, or an administrator.',
    },
  },
  addOwner: {
    denied: { code: 'owner.denied', advice: 'Only an owner of the group or an administrator may add owners.' },
    alreadyPresent: { code: 'owner.already-present', advice: 'This person is an owner of the group already.' },
  },
  removeOwner: {
    denied: { code: 'owner.denied', advice: 'Only an owner of the group or an administrator may remove owners.' },
    notPresent: notAnOwner,
  },
  subscribe: {
    denied: { code: 'subscription.denied', advice: 'Only members can have the group’s mail sent to them.' },
  },
  renew: { denied: { code: 'renew.denied', advice: 'Only an owner of the group or an administrator may renew it.' } },
  createGroup: {
    denied: {
      code: 'group.create-denied',
      advice: 'Your organisation does not let you create groups. An administrator can, or can change it.',
    },
  },
  favorite: { denied: { code: 'favorite.denied', advice: 'Only members can mark a group as a favourite.' } },
} satisfies Record<string, Doing>;
