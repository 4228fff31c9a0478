import type { DeletedGroup, Group } from '../domain/groups.ts';
import type { Person } from '../domain/people.ts';
import type { Conversation, Post } from '../domain/talk.ts';
import type { GroupRequest, RequestStatus } from '../domain/requests.ts';
import { newStage, plainTerms } from '../domain/stages.ts';

/** What the cards' samples show. */
export const guild: Group = {
  id: '11111111-0000-4000-8000-000000000001',
  displayName: 'Design Guild',
  description: 'Everybody who cares how things look and feel.',
  mail: 'design-guild@contoso.com',
  kind: 'microsoft365',
  visibility: 'private',
  isDynamic: false,
  isSynced: false,
  hasTeam: true,
  createdAt: new Date('2025-03-01T09:00:00Z'),
  expiresAt: new Date('2027-03-01T09:00:00Z'),
};

/** Can be brought back for some days more. */
export const deletedGuild: DeletedGroup = {
  id: guild.id,
  displayName: 'Design Guild',
  kind: 'microsoft365',
  deletedAt: new Date('2026-01-02T09:00:00Z'),
};

/** What the guild talks about. */
export const talk: Conversation = {
  id: 'AAQkAGU4NzY=',
  topic: 'Grid for the spring issue',
  preview: 'I have put two drafts into the folder.',
  senders: ['Ada Lovelace', 'Grace Hopper'],
  lastPostAt: new Date('2026-01-05T09:00:00Z'),
};
export const post: Post = {
  id: 'AAMkAGU4NzY=',
  from: 'Ada Lovelace',
  at: new Date('2026-01-05T09:00:00Z'),
  text: 'I have put two drafts into the folder.\nWhich one do you like?',
  hasAttachments: true,
};

/** Its name is Markdown, a mention, a link and right-to-left all at once. */
export const oddGroup: Group = {
  ...guild,
  id: '11111111-0000-4000-8000-000000000002',
  displayName: '**R&D** <at>Everyone</at> [free](https://evil.example) קבוצה 🚀',
  visibility: 'public',
  kind: 'security',
  hasTeam: false,
};

export const ada: Person = person(1, 'Ada Lovelace');
export const grace: Person = person(2, 'Grace Hopper');

function person(number: number, displayName: string): Person {
  const principalName = `${/^[a-z]+/u.exec(displayName.toLowerCase())?.[0] ?? 'm.alzahrani'}@contoso.com`;
  return { id: `22222222-0000-4000-8000-00000000000${number}`, displayName, principalName, isGuest: false };
}

export const alan: Person = person(3, 'Alan Turing');
/** From another organisation. */
export const gus: Person = {
  ...person(4, 'Gus Guest'),
  principalName: 'gus_fabrikam.com#EXT#@contoso.com',
  isGuest: true,
};

/** A name of 256 characters without a place to break it, as long as the directory allows. */
export const longNamed = {
  id: guild.id,
  displayName: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerk'.repeat(5).slice(0, 256),
};
/** Written from right to left, in letters that have no capitals. */
export const otherScript: Person = person(5, 'مريم الزهراني');

export const arabicGroup: Group = { ...guild, displayName: 'فريق التصميم 🎨', description: 'كل من يهتم بالشكل' };

const decidedStatuses: readonly RequestStatus[] = ['approved', 'done', 'rejected', 'failed'];

export function requestSample(status: RequestStatus = 'pending'): GroupRequest {
  return {
    id: '33333333-0000-4000-8000-000000000001',
    tenantId: '44444444-0000-4000-8000-000000000001',
    kind: 'join',
    group: { id: guild.id, displayName: guild.displayName },
    requester: { id: ada.id, displayName: ada.displayName },
    reason: 'I draw the icons.',
    stages: [newStage({ kind: 'owners' }, [{ id: grace.id, displayName: grace.displayName }])],
    stage: 0,
    carriers: [],
    terms: plainTerms,
    revision: 0,
    status,
    createdAt: new Date('2026-01-05T09:00:00Z'),
    lapsesAt: new Date('2026-01-12T09:00:00Z'),
    ...(decidedStatuses.includes(status) && {
      decision: {
        by: { id: grace.id, displayName: grace.displayName },
        at: new Date('2026-01-06T10:30:00Z'),
        outcome: status === 'rejected' ? ('rejected' as const) : ('approved' as const),
        reason: status === 'rejected' ? 'The guild is full until spring.' : '',
      },
    }),
    ...(status === 'failed' && { failureCode: 'member.denied' }),
  };
}

/** Ada asks for a group with a team. */
export function newGroup(status: RequestStatus = 'pending'): GroupRequest {
  const sample = requestSample(status);
  const details = {
    displayName: 'Tide Pool',
    mailNickname: 'tide-pool',
    description: 'Everything between high and low water.',
    visibility: 'private' as const,
    hasTeam: true,
    owners: [{ id: alan.id, displayName: alan.displayName }],
    classification: 'Internal',
  };
  return { ...sample, kind: 'create', group: { id: sample.id, displayName: 'Tide Pool' }, details };
}

/** The group is there, its team not yet. */
export function unfinishedGroup(): GroupRequest {
  const group = { id: guild.id, displayName: 'Tide Pool' };
  return { ...newGroup('failed'), group, failureCode: 'team.not-ready' };
}

/** Ada asks that Alan be added. */
export function aboutAlan(status: RequestStatus = 'pending'): GroupRequest {
  const subject = { id: alan.id, displayName: alan.displayName };
  return { ...requestSample(status), kind: 'add-member', subject, reason: 'He knows the grid.' };
}

/** Ada, a member, asks for a team on the guild. */
export function teamOnGuild(status: RequestStatus = 'pending'): GroupRequest {
  const failure = status === 'failed' ? { failureCode: 'team.not-ready' } : {};
  return { ...requestSample(status), kind: 'team', reason: 'We want to chat.', ...failure };
}

/** Ada, an owner, put it there herself, and Teams did not know the group yet. */
export function ownTeam(status: RequestStatus): GroupRequest {
  const by = { id: ada.id, displayName: ada.displayName };
  const at = new Date('2026-01-05T09:00:00Z');
  return { ...teamOnGuild(status), reason: '', stages: [], decision: { by, at, outcome: 'approved', reason: '' } };
}
