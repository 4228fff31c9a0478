import { z } from 'zod';
import type { SubmitAction } from '../page/api.ts';
import { execute } from './actions.ts';
import type { StoredConversation, StoredMessage } from './chats.ts';
import type { TeamsPerson } from './people.ts';
import type { Resumes } from './resumes.ts';
import type { TeamsWorld } from './world.ts';

const refreshable = z.object({
  refresh: z.object({
    action: z.object({
      type: z.literal('Action.Execute'),
      id: z.string().optional(),
      verb: z.string().optional(),
      data: z.record(z.string(), z.unknown()).default({}),
    }),
    userIds: z.array(z.string()).optional(),
  }),
});

const leastPauseMs = 60_000;
const mostPeople = 60;

/** Cards that bring themselves up to date for the person who looks at them. */
export interface Refreshes {
  /** The person opened the conversation: what was not refreshed within the last minute is. */
  opened(person: TeamsPerson, conversation: StoredConversation): void;
  /** The bot changed the message: it is refreshed for those who look at it, at once. */
  updated(conversation: StoredConversation, message: StoredMessage): void;
}

/** @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/up-to-date-views */
export function createRefreshes(world: TeamsWorld, resumes: Resumes): Refreshes {
  const last = new Map<string, number>();
  const now = (): number => world.clock.now().getTime();
  const run = (person: TeamsPerson, conversation: StoredConversation, message: StoredMessage): void => {
    const action = automaticAction(world, person, conversation, message);
    if (action === undefined) return;
    last.set(`${person.id}/${message.id}`, now());
    const asked = { as: person.id, conversation: conversation.id, message: message.id, action };
    // Each device refreshes for itself; a failure stays silent, the shared card is still there.
    for (let device = 0; device < world.grants(person.id).devices; device += 1) {
      void execute(world, resumes, { person, conversation, message }, asked, { trigger: 'automatic' });
    }
  };
  return {
    opened: (person, conversation) => {
      for (const message of conversation.messages.slice(-50)) {
        // Either way: the clock may have been moved back.
        if (Math.abs(now() - (last.get(`${person.id}/${message.id}`) ?? 0)) >= leastPauseMs)
          run(person, conversation, message);
      }
    },
    updated: (conversation, message) => {
      const watching = world.watching();
      for (const id of world.members(conversation).filter((member) => watching.has(member))) {
        const person = world.people.byId(id);
        if (person !== undefined) run(person, conversation, message);
      }
    },
  };
}

function automaticAction(
  world: TeamsWorld,
  person: TeamsPerson,
  conversation: StoredConversation,
  message: StoredMessage,
): SubmitAction['action'] | undefined {
  if (message.deleted || message.from !== 'bot' || !conversation.botInstalled) return undefined;
  const card = refreshable.safeParse(message.cards[0]);
  if (!card.success) return undefined;
  const { action, userIds } = card.data.refresh;
  const wanted =
    userIds === undefined
      ? world.members(conversation).length <= mostPeople
      : userIds.slice(0, mostPeople).some((id) => id === person.mri || id === person.id);
  if (!wanted) return undefined;
  const { id, verb, data } = action;
  return { type: 'Action.Execute', data, ...(id === undefined ? {} : { id }), ...(verb === undefined ? {} : { verb }) };
}
