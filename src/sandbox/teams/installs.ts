import { randomUUID } from 'node:crypto';
import { envelope, withConversation } from './activities.ts';
import type { OutgoingActivity } from './delivery.ts';
import type { StoredConversation } from './chats.ts';
import { personalChatId } from './chats.ts';
import type { TeamsPerson } from './people.ts';
import type { TeamsWorld } from './world.ts';

/** Installs and removals of the app, and the events by which the bot hears of them. */
export interface Installs {
  /** The person's chat with the bot; the app is installed on the way unless somebody has removed it. */
  personalChat(person: TeamsPerson): StoredConversation;
  /** Follows a change of `Grants.installed`. */
  apply(person: TeamsPerson): void;
  /** Adds the app to a conversation of several people, or takes it away; a team has it in all its channels or in none. */
  put(person: TeamsPerson, conversation: StoredConversation, installed: boolean): void;
  /** The app installs itself for somebody, by Graph. */
  byApp(personId: string): 'installed' | 'present';
  /** Delivers the install events that the bot has not accepted yet; to be called again while it is there. */
  deliverPending(): Promise<void>;
}

export function createInstalls(world: TeamsWorld): Installs {
  let delivering: Promise<void> | undefined;
  const attempts = new Map<string, number>();
  const deliverPending = (): Promise<void> =>
    (delivering ??= deliverAll(world, attempts).finally(() => {
      delivering = undefined;
    }));
  const apply = (person: TeamsPerson): void => {
    const chat = findOrCreate(world, person);
    const { installed } = world.grants(person.id);
    if (installed === chat.botInstalled) return;
    chat.botInstalled = installed;
    chat.installPending = installed;
    world.chats.changed();
    world.emit({ kind: 'conversations' }, [person.id]);
    // Install events are brought by `deliverPending`, which runs whenever the bot is there.
    if (!installed) void world.delivery.send(removed(world, person, chat), 'message');
  };
  return {
    deliverPending,
    apply,
    put: (person, conversation, installed) => {
      const places = conversation.team === undefined ? [conversation] : channelsOfTeam(world, conversation.team.id);
      if (places.every((place) => place.botInstalled === installed)) return;
      const main = places.find((place) => place.team?.general) ?? conversation;
      for (const place of places) place.botInstalled = installed;
      Object.assign(main, { installPending: installed, installedBy: person.id });
      world.chats.changed();
      world.emit({ kind: 'conversations' }, world.members(main));
      if (installed) void deliverPending();
      else void tellRemoved(world, person, main);
    },
    byApp: (personId) => {
      const person = world.people.byId(personId);
      if (person === undefined || world.grants(personId).installed) return 'present';
      world.setInstalled(personId, true);
      apply(person);
      void deliverPending();
      return 'installed';
    },
    personalChat: (person) => {
      if (!world.installDecided(person.id)) world.setInstalled(person.id, true);
      apply(person);
      return findOrCreate(world, person);
    },
  };
}

function channelsOfTeam(world: TeamsWorld, teamId: string): StoredConversation[] {
  return world.chats.all().filter(({ team }) => team?.id === teamId);
}

async function tellRemoved(world: TeamsWorld, person: TeamsPerson, conversation: StoredConversation): Promise<void> {
  const membersRemoved = [{ id: world.bot.mri }];
  const channelData = teamChannelData(world, conversation, 'teamMemberRemoved');
  await world.delivery.send(
    event(world, person, conversation, 'conversationUpdate', { membersRemoved, channelData }),
    'message',
  );
  await world.delivery.send(removed(world, person, conversation), 'message');
}

function findOrCreate(world: TeamsWorld, person: TeamsPerson): StoredConversation {
  const id = personalChatId(world.bot.id, person.id);
  return (
    world.chats.find(id) ??
    world.chats.put({
      id,
      kind: 'personal',
      title: world.bot.name,
      subtitle: 'App',
      memberIds: [person.id],
      botInstalled: false,
      installPending: false,
      messages: [],
      readUpTo: {},
    })
  );
}

/** A bot that is just starting refuses what it will take a second later; one that always refuses is left in peace. */
const mostAttempts = 20;

async function deliverAll(world: TeamsWorld, attempts: Map<string, number>): Promise<void> {
  for (const conversation of world.chats.all().filter((one) => one.installPending)) {
    const [first = ''] = world.members(conversation);
    const person = world.people.byId(conversation.installedBy ?? first);
    if (person === undefined) continue;
    const events = [added(world, person, conversation), installed(world, person, conversation)];
    // Teams promises no order.
    if (Math.random() < 0.5) events.reverse();
    for (const event of events) {
      const { status } = await world.delivery.send(event, 'message');
      if (status === 0) return;
      const attempt = (attempts.get(conversation.id) ?? 0) + 1;
      attempts.set(conversation.id, attempt);
      if ((status < 200 || status >= 300) && attempt < mostAttempts) return;
    }
    attempts.delete(conversation.id);
    conversation.installPending = false;
    world.chats.changed();
  }
}

function added(world: TeamsWorld, person: TeamsPerson, conversation: StoredConversation): OutgoingActivity {
  const bot = { id: world.bot.mri };
  const personal = conversation.kind === 'personal';
  return event(world, person, conversation, 'conversationUpdate', {
    membersAdded: personal ? [bot, { id: person.mri, aadObjectId: person.id }] : [bot],
    channelData: teamChannelData(world, conversation, 'teamMemberAdded'),
  });
}

function teamChannelData(world: TeamsWorld, { id, team }: StoredConversation, eventType: string): unknown {
  const tenant = { id: world.tenantId };
  if (team === undefined) return { tenant };
  return {
    tenant,
    eventType,
    team: { id: team.id, name: team.name, aadGroupId: team.groupId },
    settings: { selectedChannel: { id } },
  };
}

function installed(world: TeamsWorld, person: TeamsPerson, conversation: StoredConversation): OutgoingActivity {
  return installation(world, person, conversation, 'add');
}

function removed(world: TeamsWorld, person: TeamsPerson, conversation: StoredConversation): OutgoingActivity {
  return installation(world, person, conversation, 'remove');
}

function installation(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  action: string,
): OutgoingActivity {
  const { team } = conversation;
  return event(world, person, conversation, 'installationUpdate', {
    action,
    channelData: {
      tenant: { id: world.tenantId },
      source: { name: 'message' },
      settings: { selectedChannel: { id: conversation.id } },
      ...(team === undefined ? {} : { team: { id: team.id, name: team.name, aadGroupId: team.groupId } }),
    },
  });
}

function event(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  type: string,
  more: Record<string, unknown>,
): OutgoingActivity {
  const place = { conversation };
  return withConversation(world, place, { ...envelope(world, person, place), ...more, type, id: `f:${randomUUID()}` });
}
