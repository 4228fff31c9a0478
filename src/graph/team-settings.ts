import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import { gifRatings, teamSwitches, type TeamSettings, type TeamSwitch } from '../domain/team-settings.ts';
import type { Teams } from '../ports/teams.ts';
import type { Reader } from './batch.ts';
import { bodyOf } from './client.ts';
import { parsed } from './group-shape.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { noTeam, reading, teamPath } from './read-team.ts';
import type { Doing } from './refusals.ts';
import { refusalOf } from './refusals.ts';

const changing: Doing = {
  denied: { code: 'team-settings.denied', advice: 'Only owners of the team may change how it is set up.' },
  notFound: noTeam,
};
const archiving: Doing = {
  denied: { code: 'team-archive.denied', advice: 'Only owners of the team may archive it or bring it back.' },
  notFound: noTeam,
};

/** What Graph calls each switch. */
const places: Record<TeamSwitch, readonly [section: string, name: string]> = {
  membersMakeChannels: ['memberSettings', 'allowCreateUpdateChannels'],
  membersMakePrivateChannels: ['memberSettings', 'allowCreatePrivateChannels'],
  membersDeleteChannels: ['memberSettings', 'allowDeleteChannels'],
  membersAddApps: ['memberSettings', 'allowAddRemoveApps'],
  membersAddTabs: ['memberSettings', 'allowCreateUpdateRemoveTabs'],
  membersAddConnectors: ['memberSettings', 'allowCreateUpdateRemoveConnectors'],
  guestsMakeChannels: ['guestSettings', 'allowCreateUpdateChannels'],
  guestsDeleteChannels: ['guestSettings', 'allowDeleteChannels'],
  membersEditMessages: ['messagingSettings', 'allowUserEditMessages'],
  membersDeleteMessages: ['messagingSettings', 'allowUserDeleteMessages'],
  ownersDeleteMessages: ['messagingSettings', 'allowOwnerDeleteMessages'],
  mentionTeam: ['messagingSettings', 'allowTeamMentions'],
  mentionChannels: ['messagingSettings', 'allowChannelMentions'],
  gifs: ['funSettings', 'allowGiphy'],
  stickers: ['funSettings', 'allowStickersAndMemes'],
  ownMemes: ['funSettings', 'allowCustomMemes'],
};
const rating = ['funSettings', 'giphyContentRating'] as const;

const sections = ['memberSettings', 'guestSettings', 'messagingSettings', 'funSettings'] as const;
const section = z.record(z.string(), z.unknown()).nullish();
const settingsShape = z.object({
  memberSettings: section,
  guestSettings: section,
  messagingSettings: section,
  funSettings: section,
});

/** How teams are set up, over Graph. */
export function teamSettingsOver({ reader, writer }: Link): Pick<Teams, 'settings' | 'changeSettings' | 'setArchived'> {
  return {
    settings: (groupId) => readSettings(reader, groupId),
    changeSettings: (groupId, changes) => changeSettings(writer, groupId, changes),
    setArchived: (groupId, options) => setArchived(writer, groupId, options),
  };
}

/** What Graph does not say is off. @see https://learn.microsoft.com/graph/api/team-get */
async function readSettings(reader: Reader, groupId: string): Promise<TeamSettings> {
  const raw: Record<string, Record<string, unknown> | null | undefined> = parsed(
    settingsShape,
    await reader.read({ path: `${teamPath(groupId)}?$select=${sections.join(',')}` }, reading),
  );
  const isOn = teamSwitches.map((one) => [one, raw[places[one][0]]?.[places[one][1]] === true]);
  const said = String(raw[rating[0]]?.[rating[1]]).toLowerCase();
  const switches = Object.fromEntries(isOn) as Record<TeamSwitch, boolean>;
  return { ...switches, gifRating: gifRatings.find((one) => one === said) ?? 'moderate' };
}

/** @see https://learn.microsoft.com/graph/api/team-update */
async function changeSettings(
  { client, scopes }: Writer,
  groupId: string,
  changes: Partial<TeamSettings>,
): Promise<void> {
  const body: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(changes)) {
    const [part, name] = key === 'gifRating' ? rating : places[key as TeamSwitch];
    body[part] = { ...body[part], [name]: value };
  }
  const reply = await client.send({ method: 'PATCH', path: teamPath(groupId), body, isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, changing, scopes);
}

/**
 * Graph takes the work on and says where its outcome can be read.
 * @see https://learn.microsoft.com/graph/api/team-archive
 */
async function setArchived(
  writer: Writer,
  groupId: string,
  { isArchived, isSiteReadOnly }: { isArchived: boolean; isSiteReadOnly?: boolean | undefined },
): Promise<'done' | 'begun'> {
  const path = `${teamPath(groupId)}/${isArchived ? 'archive' : 'unarchive'}`;
  const body = isArchived ? { shouldSetSpoSiteReadOnlyForMembers: isSiteReadOnly ?? false } : undefined;
  const reply = await writer.client.send({ method: 'POST', path, body, isRead: false });
  if (reply.status === 400) throw cannotArchive();
  if (reply.status >= 400) throw refusalOf(reply, archiving, writer.scopes);
  return outcomeAt(writer, groupId, reply.headers.get('location') ?? '');
}

const waitsMs = [0, 700, 1500, 3000];
const operationShape = z.object({ status: z.string() });

/** Where nothing can be read of it, the work goes on all the same. */
async function outcomeAt({ client }: Writer, groupId: string, location: string): Promise<'done' | 'begun'> {
  const id = /operations[(/]'?([0-9a-f-]{36})/i.exec(location)?.[1];
  if (id === undefined) return 'begun';
  const path = `${teamPath(groupId)}/operations/${id.toLowerCase()}`;
  for (const waitMs of waitsMs) {
    if (waitMs > 0 && !(await client.budget.wait(waitMs, client.signal))) break;
    const reply = await client.send({ method: 'GET', path, isRead: true });
    if (reply.status >= 400) return 'begun';
    const { status } = parsed(operationShape, bodyOf(reply));
    if (status === 'succeeded') return 'done';
    if (status === 'failed' || status === 'invalid')
      throw new AppError('upstream', {
        code: 'team-archive.failed',
        advice: 'Teams took this on but could not do it. Please try again in a few minutes.',
      });
  }
  return 'begun';
}

function cannotArchive(): AppError {
  return new AppError('denied', {
    code: 'team.no-owner',
    advice: 'Teams archives no team that has no owner. An administrator can give it one.',
  });
}
