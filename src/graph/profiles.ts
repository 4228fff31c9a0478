import { z } from 'zod';
import { groupThemes, type GroupChanges, type GroupProfile, type MailSettings } from '../domain/group-profile.ts';
import { AppError } from '../domain/errors.ts';
import type { NameProblem } from '../domain/name-problems.ts';
import type { Profiles } from '../ports/profiles.ts';
import type { Reader } from './batch.ts';
import { nameProblemsIn } from './check-name.ts';
import { doings } from './doings.ts';
import { parsed } from './group-shape.ts';
import { groupPath } from './groups.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { unlessDenied } from './members.ts';
import { personPath, readHasPhoto, readPhoto, readPhotoSides, writeGroupPhoto, writeOwnPhoto } from './photos.ts';
import type { Doing } from './refusals.ts';
import { refusalOf } from './refusals.ts';

export function profilesOver({ reader, writer, callerId }: Link): Profiles {
  return {
    read: (groupId) => readProfile(reader, groupId),
    mailSettings: (groupId) => readMailSettings(reader, groupId),
    nameProblems: (groupId, displayName) => readNameProblems(writer, groupId, displayName),
    change: (groupId, changes) => changeProfile(writer, groupId, changes),
    changeMailSettings: (groupId, changes) => changeMailSettings(writer, groupId, changes),
    photoSides: (groupId) => readPhotoSides(reader, groupId),
    groupHasPhoto: (groupId) => readHasPhoto(reader, groupPath(groupId)),
    personHasPhoto: (userId) => readHasPhoto(reader, userId === callerId ? '/me' : personPath(userId)),
    groupPhoto: (groupId, side) => readPhoto(reader, groupPath(groupId), side),
    personPhoto: (userId, side) => readPhoto(reader, userId === callerId ? '/me' : personPath(userId), side),
    setGroupPhoto: (groupId, picture) => writeGroupPhoto(writer, groupId, picture),
    setOwnPhoto: (_, picture) => writeOwnPhoto(writer, picture),
  };
}

const changing: Doing = {
  denied: { code: 'profile.denied', advice: 'Only an owner of the group or an administrator may change it.' },
};

const profileShape = z.object({
  classification: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
  theme: z.string().nullish(),
});

/** @see https://learn.microsoft.com/graph/api/group-get */
async function readProfile(reader: Reader, groupId: string): Promise<GroupProfile> {
  const path = `${groupPath(groupId)}?$select=id,classification,preferredLanguage,theme`;
  const raw = parsed(profileShape, await reader.read({ path }, doings.readGroup));
  const theme = groupThemes.find((one) => one === raw.theme);
  return {
    ...(raw.classification && { classification: raw.classification }),
    ...(raw.preferredLanguage && { language: raw.preferredLanguage }),
    ...(theme && { theme }),
  };
}

const mailShape = z.object({
  allowExternalSenders: z.boolean().nullish(),
  autoSubscribeNewMembers: z.boolean().nullish(),
  hideFromAddressLists: z.boolean().nullish(),
  hideFromOutlookClients: z.boolean().nullish(),
});

/** Exchange answers these: only for one group at a time and only when they are selected. */
async function readMailSettings(reader: Reader, groupId: string): Promise<MailSettings | undefined> {
  const path = `${groupPath(groupId)}?$select=id,${Object.keys(mailShape.shape).join(',')}`;
  const raw = parsed(mailShape, await unlessDenied(reader.read({ path }, doings.readGroup), {}));
  const { allowExternalSenders, autoSubscribeNewMembers, hideFromAddressLists, hideFromOutlookClients } = raw;
  if (typeof allowExternalSenders !== 'boolean') return undefined;
  return {
    allowExternalSenders,
    autoSubscribeNewMembers: autoSubscribeNewMembers ?? false,
    hideFromAddressLists: hideFromAddressLists ?? false,
    hideFromOutlookClients: hideFromOutlookClients ?? false,
  };
}

/** @see https://learn.microsoft.com/graph/api/group-validateproperties */
async function readNameProblems(
  { client, scopes }: Writer,
  groupId: string,
  displayName: string,
): Promise<NameProblem[]> {
  const path = `${groupPath(groupId)}/validateProperties`;
  const reply = await client.send({ method: 'POST', path, body: { displayName }, isRead: true });
  if (reply.status < 400) return [];
  const problems = reply.status === 422 ? nameProblemsIn(reply, { displayName, mailNickname: '' }) : [];
  if (problems.length === 0) throw refusalOf(reply, changing, scopes);
  return problems;
}

/** Setting what is so already is no error. @see https://learn.microsoft.com/graph/api/group-update */
async function changeProfile({ client, scopes }: Writer, groupId: string, changes: GroupChanges): Promise<void> {
  const body = bodyOf(changes);
  const reply = await client.send({ method: 'PATCH', path: groupPath(groupId), body, isRead: false });
  if (reply.status < 400) return;
  const names = { displayName: changes.displayName ?? '', mailNickname: '' };
  const [problem] = changes.displayName === undefined ? [] : nameProblemsIn(reply, names);
  if (problem) throw new AppError('conflict', { code: `name.${problem.reason}`, advice: 'This name does not do.' });
  throw refusalOf(reply, changing, scopes);
}

function bodyOf({ displayName, description, visibility, classification, language, theme }: GroupChanges) {
  return {
    ...(displayName !== undefined && { displayName }),
    ...(description !== undefined && { description: orNull(description) }),
    ...(visibility && { visibility: visibility === 'public' ? 'Public' : 'Private' }),
    ...(classification !== undefined && { classification: orNull(classification) }),
    ...(language !== undefined && { preferredLanguage: orNull(language) }),
    ...(theme !== undefined && { theme: orNull(theme) }),
  };
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

/** A request of its own: Graph refuses one that holds properties of the directory and of the mailbox. */
async function changeMailSettings(
  { client, scopes }: Writer,
  groupId: string,
  changes: Partial<MailSettings>,
): Promise<void> {
  const reply = await client.send({ method: 'PATCH', path: groupPath(groupId), body: { ...changes }, isRead: false });
  if (reply.status >= 400) throw refusalOf(reply, changing, scopes);
}
