import { membershipControl, type Group, type Standing } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { ada, grace, guild, oddGroup } from './samples.ts';
import { avatarOf, roleWord, traitsOf } from './words.ts';

export interface GroupShown {
  group: Group;
  standing: Standing;
  /** Undefined where it cannot be one, or the directory does not say. */
  isFavorite?: boolean;
  /** Undefined where the directory does not say. */
  owners?: readonly PersonRef[];
  memberCount?: number;
  /** The caller's own request for this group, while it is open. */
  openRequestId?: string;
}

const member = { isMember: true, isOwner: false };
const nobody = { isMember: false, isOwner: false };

export const groupShownCard = defineCard<GroupShown>('group-shown', {
  samples: {
    member: { group: guild, standing: member, isFavorite: true, owners: [ada, grace], memberCount: 12 },
    stranger: { group: guild, standing: nobody, isFavorite: false, owners: [ada], memberCount: 1 },
    asked: { group: guild, standing: nobody, owners: [ada], openRequestId: '33333333-0000-4000-8000-000000000001' },
    unsaid: { group: { ...guild, visibility: 'hiddenMembership' }, standing: nobody },
    mailGroup: { group: { ...guild, kind: 'distribution', hasTeam: false }, standing: member, owners: [] },
    ownerless: { group: { ...oddGroup, isDynamic: true }, standing: nobody, owners: [] },
  },
  text: ({ group }) => `${plain(group.displayName)}: ${traitsOf(group)}`,
  view: (data, reader) => ({
    ...avatarOf(data.group),
    name: escapeText(data.group.displayName),
    badges: [roleWord(data.standing), traitsOf(data.group)].filter((badge) => badge !== '').join(' · '),
    description: escapeParagraphs(data.group.description ?? '', 500),
    hasDescription: (data.group.description ?? '') !== '',
    facts: factsOf(data, reader),
    nextStep: nextStep(data),
    actions: actionsOf(data),
  }),
});

function factsOf(
  { group, owners, memberCount, isFavorite }: GroupShown,
  reader: Reader,
): { title: string; value: string }[] {
  const facts = [
    { title: owners?.length === 1 ? 'Owner' : 'Owners', value: ownersOf(group, owners) },
    { title: 'Members', value: memberCount === undefined ? '' : String(memberCount) },
    { title: 'Mail', value: escapeText(group.mail ?? '') },
    { title: 'Favourite', value: isFavorite ? 'Yes' : '' },
    { title: 'Created', value: longDate(group.createdAt, reader) },
    {
      title: group.expiresAt && group.expiresAt < reader.now ? 'Expired' : 'Expires',
      value: group.expiresAt ? `${longDate(group.expiresAt, reader)} (${relativeTime(group.expiresAt, reader)})` : '',
    },
  ];
  return facts.filter(({ value }) => value !== '');
}

/** Who runs a group that is kept elsewhere is not always written in the directory: “none” could be wrong. */
function ownersOf(group: Group, owners: GroupShown['owners']): string {
  if (owners === undefined) return '';
  const named = owners.slice(0, 5).map((owner) => escapeText(owner.displayName, 60));
  if (owners.length > named.length) named.push(`${owners.length - named.length} more`);
  return named.join(', ') || (isKeptElsewhere(group) ? '' : 'None');
}

function isKeptElsewhere(group: Group): boolean {
  return ['onPremises', 'exchange'].includes(membershipControl(group));
}

function nextStep({ group, standing, owners, openRequestId }: GroupShown): string {
  switch (membershipControl(group)) {
    case 'dynamic':
      return 'A rule decides who is a member, so nobody can join or leave by hand.';
    case 'onPremises':
      return 'Your IT department keeps its members in your organisation’s own directory.';
    case 'exchange':
      return 'This is a mail group. Its owners change its members in Outlook, or an administrator does.';
    case 'byHand':
      break;
  }
  if (standing.isMember) return standing.isOwner ? 'You own this group.' : 'You are a member of this group.';
  if (openRequestId !== undefined) return 'You have asked to join. An owner decides.';
  if (standing.isOwner) return 'You own this group but are not a member. You can join at once.';
  if (joinsAtOnce(group)) return 'Anybody can join at once.';
  return owners?.length === 0
    ? 'It has no owner who could let you in. Ask an administrator.'
    : 'You can ask to join; an owner decides.';
}

function joinsAtOnce(group: Group): boolean {
  return group.kind === 'microsoft365' && group.visibility === 'public';
}

function actionsOf({ group, standing, isFavorite, openRequestId, owners }: GroupShown): Record<string, unknown>[] {
  const data = { group: group.id };
  const actions: Record<string, unknown>[] = [];
  const isByHand = membershipControl(group) === 'byHand';
  if (isByHand && !standing.isMember) {
    if (openRequestId !== undefined)
      actions.push(openAction('Show my request', 'request.show', { requestId: openRequestId }));
    else if (standing.isOwner || joinsAtOnce(group)) actions.push(executeAction('Join', 'group.join', data));
    else if (owners?.length !== 0) actions.push(executeAction('Ask to join', 'group.join', data));
  }
  if (isFavorite !== undefined) {
    actions.push(
      isFavorite
        ? executeAction('Unfavourite', 'group.unfavorite', data)
        : executeAction('Favourite', 'group.favorite', data),
    );
  }
  if (isByHand && standing.isMember) actions.push(executeAction('Leave', 'group.leave', data));
  return actions;
}
