import { groupRoles, type GroupRole, type PersonProfile } from '../domain/memberships.ts';
import { defineCard, openAction, openDialog } from './define-card.ts';
import { escapeText, plain } from './escape.ts';
import { ada, gus, longNamed, otherScript } from './samples.ts';
import { avatarOf } from './words.ts';

export interface PersonShown {
  person: PersonProfile;
  isMe: boolean;
  /** Administrator roles that reach groups. */
  roles: readonly GroupRole[];
}

const filled = {
  department: 'Design',
  jobTitle: 'Illustrator',
  officeLocation: 'Ghent 2',
  companyName: 'Contoso',
  country: 'Belgium',
};

export const personShownCard = defineCard<PersonShown>('group-shown', {
  samples: {
    me: { person: { ...ada, ...filled }, isMe: true, roles: groupRoles.slice(0, 2) },
    somebody: { person: { ...otherScript, department: '*R&D*' }, isMe: false, roles: [] },
    guest: { person: gus, isMe: false, roles: [] },
    longName: { person: { ...gus, ...longNamed, jobTitle: longNamed.displayName }, isMe: false, roles: [] },
  },
  text: ({ person, isMe }) => (isMe ? `You are ${plain(person.displayName)}` : plain(person.displayName)),
  view: ({ person, isMe, roles }) => ({
    ...avatarOf(person),
    name: escapeText(person.displayName),
    badges: [isMe ? 'You' : '', person.isGuest ? 'Guest' : '', escapeText(person.jobTitle ?? '', 120)]
      .filter((badge) => badge !== '')
      .join(' · '),
    description: '',
    hasDescription: false,
    facts: factsOf(person, roles),
    nextStep: roles.length > 0 ? 'An administrator can change groups that somebody else owns.' : '',
    actions: actionsOf(person, isMe),
  }),
});

function factsOf(person: PersonProfile, roles: readonly GroupRole[]): { title: string; value: string }[] {
  const facts = [
    { title: 'Department', value: person.department },
    { title: 'Office', value: person.officeLocation },
    { title: 'Company', value: person.companyName },
    { title: 'Country', value: person.country },
    { title: 'Mail', value: person.mail },
    { title: 'Sign-in name', value: person.principalName === person.mail ? undefined : person.principalName },
    { title: roles.length === 1 ? 'Role' : 'Roles', value: roles.map(({ displayName }) => displayName).join(', ') },
  ];
  return facts.flatMap(({ title, value }) => (value ? [{ title, value: escapeText(value, 120) }] : []));
}

function actionsOf({ id }: PersonProfile, isMe: boolean): Record<string, unknown>[] {
  if (isMe)
    return [
      openAction('My groups', 'group.mine', {}),
      openAction('All, nested too', 'me.groups', {}),
      openAction('What I own', 'me.owned', {}),
      openAction('People near me', 'person.near', {}),
    ];
  return [
    openAction('Groups', 'member.of', { who: id, kind: 'person' }),
    openAction('Roles', 'member.roles', { who: id, kind: 'person' }),
    openDialog('Add to a group…', 'member.add', { people: id }),
  ];
}
