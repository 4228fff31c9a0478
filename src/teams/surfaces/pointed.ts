import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Caller } from '../../domain/people.ts';
import { pointsAtGroup, pointsHere } from '../../operations/grammar/pronouns.ts';
import { mentionsOf } from '../command-text.ts';
import { rootOf } from '../references.ts';
import { withoutWords } from './failures.ts';
import type { FrontDoorParts } from './parts.ts';

type Input = Record<string, unknown>;
type Parts = Pick<FrontDoorParts, 'topics' | 'store' | 'adapter' | 'log'>;

/**
 * What was said, with ids instead of words that point: “it” and “this team” for a group, and mentions for people. Where
 * nothing is pointed at, the field is left out, and the operation asks.
 */
export async function withPointedAt(input: Input, activity: Activity, caller: Caller, parts: Parts): Promise<Input> {
  const { group, ...rest } = await withMentioned(input, activity, parts);
  if (typeof group !== 'string' || !pointsAtGroup(group)) return { ...rest, ...(group !== undefined && { group }) };
  const groupId = await groupPointedAt(group, activity, caller, parts);
  return { ...rest, ...(groupId !== undefined && { group: groupId }) };
}

async function groupPointedAt(
  words: string,
  activity: Activity,
  caller: Caller,
  parts: Parts,
): Promise<string | undefined> {
  const here = await groupOfChannel(activity, caller, parts);
  if (here !== undefined && pointsHere(words)) return here;
  return (await parts.topics.last(caller, activity.conversation.id)) ?? here;
}

const teamsData = z.object({ team: z.object({ id: z.string(), aadGroupId: z.guid().optional().catch(undefined) }) });

async function groupOfChannel(activity: Activity, { tenantId }: Caller, { store }: Parts): Promise<string | undefined> {
  if (activity.conversation.conversationType !== 'channel') return undefined;
  const team = teamsData.safeParse(activity.channelData).data?.team;
  return team?.aadGroupId ?? (await store.conversations.get(tenantId, rootOf(activity.conversation.id)))?.groupId;
}

/** Names of people who were mentioned become their ids: two of one name stay two people. */
async function withMentioned(input: Input, activity: Activity, parts: Parts): Promise<Input> {
  const mentions = mentionsOf(activity);
  const changed: Input = { ...input };
  for (const field of ['person', 'people']) {
    const said = input[field];
    if (typeof said !== 'string') continue;
    let [left, done] = [said, ''];
    for (const { id, name } of mentions) {
      const at = left.indexOf(name);
      const userId = at < 0 ? undefined : await directoryIdOf(id, activity, parts);
      if (userId === undefined) continue;
      // Teams may make two mentions of one person: of the first and of the last name.
      const between = left.slice(0, at);
      done = between.trim() === '' && done.endsWith(userId) ? done : done + between + userId;
      left = left.slice(at + name.length);
    }
    changed[field] = done + left;
  }
  return changed;
}

/** @returns undefined where the conversation does not tell: the name is looked up then */
async function directoryIdOf(id: string, activity: Activity, { adapter, log }: Parts): Promise<string | undefined> {
  try {
    const conversationId = teamsData.safeParse(activity.channelData).data?.team.id ?? rootOf(activity.conversation.id);
    return await adapter.directoryIdOf(id, { activity, conversationId });
  } catch (error) {
    log.info(withoutWords(error), 'Who was mentioned is not known');
    return undefined;
  }
}
