import { AppError } from '../domain/errors.ts';
import type { Group } from '../domain/groups.ts';
import { ruleText } from '../domain/membership-rule.ts';
import type { Creations, NewKindOfGroup } from '../ports/creations.ts';
import type { Reader } from './batch.ts';
import { nameProblemsIn } from './check-name.ts';
import { doings } from './doings.ts';
import { isGuid } from './escape.ts';
import { groupFields, parseGroup } from './group-shape.ts';
import type { Link } from './link.ts';
import type { Writer } from './members.ts';
import { addOwner, isAmong, readOwners } from './members.ts';
import type { Doing, Reply } from './refusals.ts';
import { classify, groupNotFound, refusalOf, unusable } from './refusals.ts';
import { previewRule } from './rule-preview.ts';
import { setUpTeam } from './team-set-up.ts';

const making: Doing = {
  denied: {
    code: 'group.create-denied',
    advice:
      'Your organisation does not let you create such groups. A Groups Administrator or a User Administrator can, or can change it.',
  },
};
const makingByRule: Doing = {
  denied: {
    code: 'dynamic.denied',
    advice:
      'Groups with a rule are made by administrators: a Groups Administrator, a User Administrator, an Intune Administrator or a Global Administrator. Your organisation needs Microsoft Entra ID P1 for them, too.',
  },
};

/** New groups of other kinds, over Graph. */
export function creationsOver({ reader, writer, callerId }: Link): Creations {
  return {
    make: (uniqueName, wish) => makeOnce(reader, writer, callerId, uniqueName, wish),
    preview: (rule) => previewRule(reader, rule),
    setUpTeam: (groupId, channels) => setUpTeam(writer, groupId, channels),
  };
}

/** What an attempt made that died half way is found by its name and gone on with. */
async function makeOnce(
  reader: Reader,
  writer: Writer,
  callerId: string,
  uniqueName: string,
  wish: NewKindOfGroup,
): Promise<Group> {
  const group = (await madeBefore(reader, uniqueName)) ?? (await post(reader, writer, uniqueName, wish));
  // Administrators do not own the security groups that they make, unless they say so.
  const owners = await unlessTooNew(readOwners(reader, group.id), []);
  if (!isAmong(owners, callerId)) await ownIt(writer, group.id, callerId);
  return group;
}

/** @see https://learn.microsoft.com/graph/api/group-post-groups */
async function post(reader: Reader, writer: Writer, uniqueName: string, wish: NewKindOfGroup): Promise<Group> {
  const { client, scopes } = writer;
  const reply = await client.send({ method: 'POST', path: '/groups', body: bodyOf(uniqueName, wish), isRead: false });
  if (reply.status < 400) {
    const group = reply.malformed || reply.body === undefined ? undefined : parseGroup(reply.body);
    const made = group ?? (await madeBefore(reader, uniqueName));
    if (made) return made;
    throw unusable('group.not-ready');
  }
  // An attempt before this one may have made it.
  const made = reply.inDoubt ? await madeBefore(reader, uniqueName) : undefined;
  if (made) return made;
  throw refusalToMake(reply, wish, scopes);
}

function bodyOf(uniqueName: string, { kind, displayName, mailNickname, description, rule }: NewKindOfGroup) {
  const isUnified = kind === 'microsoft365';
  return {
    displayName,
    mailNickname,
    uniqueName,
    ...(description !== '' && { description }),
    groupTypes: [...(isUnified ? ['Unified'] : []), ...(rule ? ['DynamicMembership'] : [])],
    mailEnabled: isUnified,
    securityEnabled: !isUnified,
    ...(isUnified && { visibility: 'Private' }),
    ...(rule && { membershipRule: ruleText(rule), membershipRuleProcessingState: 'On' }),
  };
}

function refusalToMake(reply: Reply, wish: NewKindOfGroup, scopes: readonly string[]): AppError {
  const [problem] = nameProblemsIn(reply, wish);
  if (problem) return new AppError('conflict', { code: `name.${problem.reason}`, advice: 'This name does not do.' });
  const refusal = classify(reply);
  if (refusal === 'full')
    return new AppError('denied', {
      code: 'group.quota',
      advice: 'You have created as many groups as one person may. An administrator can create this one.',
    });
  if (refusal === 'unexpected' && wish.rule)
    return new AppError('conflict', { code: 'rule.refused', advice: 'Microsoft Entra does not take this rule.' });
  return refusalOf(reply, wish.rule ? makingByRule : making, scopes);
}

async function madeBefore(reader: Reader, uniqueName: string): Promise<Group | undefined> {
  if (!isGuid(uniqueName)) throw groupNotFound();
  const path = `/groups(uniqueName='${uniqueName}')?$select=${groupFields}`;
  return unlessTooNew(reader.read({ path }, doings.readGroup).then(parseGroup), undefined);
}

async function ownIt(writer: Writer, groupId: string, callerId: string): Promise<void> {
  try {
    await addOwner(writer, groupId, callerId);
  } catch (error) {
    // It is there; that its maker does not own it yet is mended when the form is sent again.
    if (!(error instanceof AppError) || error.kind === 'signIn') throw error;
    if (error.code !== 'owner.already-present') throw unusable('group.not-ready', error);
  }
}

async function unlessTooNew<T, U>(value: Promise<T>, otherwise: U): Promise<T | U> {
  try {
    return await value;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return otherwise;
    throw error;
  }
}
