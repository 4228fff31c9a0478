import { randomUUID } from 'node:crypto';
import type { StoredConversation, StoredMessage } from './chats.ts';
import { localTimestamp, type ClientSettings } from './client-settings.ts';
import type { OutgoingActivity } from './delivery.ts';
import type { TeamsPerson } from './people.ts';
import type { TeamsWorld } from './world.ts';

/** Where something happened: a conversation, and for a channel the thread. */
export interface Place {
  conversation: StoredConversation;
  rootId?: string;
}

/** The fields that every activity has. */
export function envelope(world: TeamsWorld, person: TeamsPerson, place: Place): Record<string, unknown> {
  const now = world.clock.now();
  const client = world.clients.of(person.id);
  return {
    timestamp: now.toISOString(),
    localTimestamp: localTimestamp(now, client.timeZone),
    localTimezone: client.timeZone,
    serviceUrl: world.serviceUrl,
    channelId: 'msteams',
    from: { id: person.mri, name: person.displayName, aadObjectId: person.id },
    conversation: conversationAccount(world, place),
    recipient: { id: world.bot.mri, name: world.bot.name },
    entities: [clientInfo(client)],
    channelData: channelData(world, place.conversation),
    locale: client.locale,
  };
}

export function clientInfo({ locale, timeZone }: ClientSettings): Record<string, unknown> {
  const country = new Intl.Locale(locale).maximize().region ?? 'US';
  return { type: 'clientInfo', locale, country, platform: 'Web', timezone: timeZone };
}

/** An invoke with a new id; a repeated one keeps the id that it had. */
export function invoke(
  world: TeamsWorld,
  person: TeamsPerson,
  place: Place,
  name: string,
  value: Record<string, unknown>,
  more: Record<string, unknown> = {},
): OutgoingActivity {
  return withConversation(world, place, {
    ...envelope(world, person, place),
    ...more,
    type: 'invoke',
    id: `f:${randomUUID()}`,
    name,
    value,
  });
}

/** Adds the conversation in a shape that the compiler knows. */
export function withConversation<T extends { type: string; id: string }>(
  world: TeamsWorld,
  place: Place,
  activity: T,
): T & { conversation: { id: string } } {
  return { ...activity, conversation: conversationAccount(world, place) };
}

/** Where a message stands, for what happens on it. */
export function placeOf(conversation: StoredConversation, message: StoredMessage): Place {
  return conversation.kind === 'channel' ? { conversation, rootId: message.rootId } : { conversation };
}

function conversationAccount(world: TeamsWorld, { conversation, rootId }: Place): { id: string } {
  const id = rootId === undefined ? conversation.id : `${conversation.id};messageid=${rootId}`;
  return {
    ...(conversation.kind === 'personal' ? {} : { isGroup: true }),
    ...{ conversationType: conversation.kind, tenantId: world.tenantId },
    id,
  };
}

function channelData(world: TeamsWorld, conversation: StoredConversation): Record<string, unknown> {
  const tenant = { id: world.tenantId };
  if (conversation.team === undefined) return { tenant };
  return {
    teamsChannelId: conversation.id,
    teamsTeamId: conversation.team.id,
    channel: { id: conversation.id },
    team: { id: conversation.team.id },
    tenant,
  };
}
