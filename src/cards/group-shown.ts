import { membershipControl, type Group, type Standing } from '../domain/groups.ts';
import type { PersonRef } from '../domain/people.ts';
import { defineCard, executeAction, openAction, openDialog, primary } from './define-card.ts';
import { escapeParagraphs, escapeText, plain } from './escape.ts';
import { placesOf, withinReach } from './group-actions.ts';
import { longDate, relativeTime, type Reader } from './reader.ts';
import { ada, grace, guild, longNamed, oddGroup, otherScript } from './samples.ts';
import { avatarOf, roleWord, traitsOf } from './words.ts';

export interface GroupShown {
  group: Group;
  standing: Standing;
  /** Undefined where it cannot be one, or the directory does not say. */
  isFavorite?: boolean;
  /** Undefined where the directory does not say. */
  owners?: readonly PersonRef[];
  memberCount?: number;
  /** Whether the group's mail comes to the caller; undefined where it cannot, or the directory does not say. */
  isSubscribed?: boolean;
  /** The caller's own request for this group, while it is open. */
  openRequestId?: string;
}

const member = { isMember: true, isOwner: false };
const nobody = { isMember: false, isOwner: false };

export const groupShownCard = defineCard<GroupShown>('group-shown', {
  samples: {
    member: { group: guild, standing: member, isFavorite: true, owners: [ada, grace], memberCount: 12 },
    owner: {
      group: { ...guild, expiresAt: new Date('2026-01-20T09:00:00Z') },
      standing: { isMember: true, isOwner: true },
      isFavorite: false,
      isSubscribed: true,
      owners: [ada],
    },
    stranger: { group: guild, standing: nobody, isFavorite: false, owners: [ada], memberCount: 1 },
    asked: { group: guild, standing: nobody, owners: [ada], openRequestId: '33333333-0000-4000-8000-000000000001' },
    unsaid: { group: { ...guild, visibility: 'hiddenMembership' }, standing: nobody },
    mailGroup: { group: { ...guild, kind: 'distribution', hasTeam: false }, standing: member, owners: [] },
    longNames: { group: { ...guild, ...longNamed }, standing: nobody, owners: [otherScript, { ...ada, ...longNamed }] },
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
    actions: withinReach(actionsOf(data, reader), placesOf(data)),
  }),
});

function factsOf(
  { group, owners, memberCount, isFavorite, isSubscribed }: GroupShown,
  reader: Reader,
): { title: string; value: string }[] {
  const facts = [
    { title: owners?.length === 1 ? 'Owner' : 'Owners', value: ownersOf(group, owners) },
    { title: 'Members', value: memberCount === undefined ? '' : String(memberCount) },
    { title: 'Mail', value: escapeText(group.mail ?? '') },
    { title: 'Favourite', value: isFavorite ? 'Yes' : '' },
    { title: 'Mail to you', value: isSubscribed ? 'Subscribed' : '' },
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

const soonMs = 30 * 86_400_000;

/** What is most likely wanted comes first. */
function actionsOf(data: GroupShown, reader: Reader): Record<string, unknown>[] {
  const { group, standing, isFavorite, isSubscribed } = data;
  const about = { group: group.id };
  const { isMember, isOwner } = standing;
  const isByHand = membershipControl(group) === 'byHand';
  const isInside = isMember || isOwner;
  const isSoon = group.expiresAt !== undefined && group.expiresAt.getTime() - reader.now.getTime() < soonMs;
  const renew = isOwner && group.expiresAt ? [executeAction('Renew', 'group.renew', about)] : [];
  const urgent = [...(isByHand && !isMember ? joining(data) : []), ...(isSoon ? renew : [])];
  const mail = isSubscribed
    ? executeAction('Unsubscribe', 'group.unsubscribe', about)
    : executeAction('Subscribe', 'group.subscribe', about);
  return [
    ...urgent.map((action, index) => (index === 0 ? primary(action) : action)),
    ...(isInside || group.visibility !== 'hiddenMembership' ? [openAction('Members', 'member.list', about)] : []),
    ...(isByHand && isInside ? [openDialog(isOwner ? 'Add people…' : 'Ask to add people…', 'member.add', about)] : []),
    ...(isSoon ? [] : renew),
    ...(isOwner && group.kind === 'microsoft365' && isByHand ? [openDialog('Edit…', 'group.edit', about)] : []),
    ...(isFavorite === undefined
      ? []
      : isFavorite
        ? [executeAction('Unfavourite', 'group.unfavorite', about)]
        : [executeAction('Favourite', 'group.favorite', about)]),
    ...(isInside && isSubscribed !== undefined ? [mail] : []),
    ...teamOf(data),
    ...(isByHand && isMember ? [executeAction('Leave', 'group.leave', about)] : []),
  ];
}

/** The way to the team; where there is none, its owner may put one there. */
function teamOf({ group, standing: { isMember, isOwner } }: GroupShown): Record<string, unknown>[] {
  const about = { group: group.id };
  if (group.hasTeam) return isMember || isOwner ? [openAction('Team', 'team.show', about)] : [];
  const canHave = group.kind === 'microsoft365' && group.visibility !== 'hiddenMembership';
  return canHave && isOwner ? [openAction('Enable team', 'team.enable', about)] : [];
}

function joining({ group, standing, openRequestId, owners }: GroupShown): Record<string, unknown>[] {
  const about = { group: group.id };
  if (openRequestId !== undefined) return [openAction('Show my request', 'request.show', { requestId: openRequestId })];
  if (standing.isOwner || joinsAtOnce(group)) return [executeAction('Join', 'group.join', about)];
  return owners?.length === 0 ? [] : [executeAction('Ask to join', 'group.join', about)];
}
