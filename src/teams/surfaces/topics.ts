import type { Storage } from 'botbuilder';
import { z } from 'zod';
import type { Caller } from '../../domain/people.ts';
import type { Clock } from '../../ports/clock.ts';
import { rootOf } from '../references.ts';

const lastsMs = 4 * 3_600_000;
const topic = z.object({ groupId: z.guid(), until: z.iso.datetime() });

/** Which group somebody was shown last in a conversation: what “it” means there. Every instance knows it. */
export interface Topics {
  /** @returns the group's id; undefined when none was shown in the last hours */
  last(caller: Caller, conversationId: string): Promise<string | undefined>;
  note(caller: Caller, conversationId: string, groupId: string): Promise<void>;
}

/** @param storage the SDK's; without one nothing is remembered */
export function createTopics(storage: Storage | undefined, clock: Clock): Topics {
  return {
    async last(caller, conversationId) {
      const key = keyOf(caller, conversationId);
      const known = topic.safeParse((await storage?.read([key]))?.[key]).data;
      return known && new Date(known.until) > clock.now() ? known.groupId : undefined;
    },
    async note(caller, conversationId, groupId) {
      const until = new Date(clock.now().getTime() + lastsMs).toISOString();
      // Whoever writes last is right: what was shown last is meant.
      await storage?.write({ [keyOf(caller, conversationId)]: { groupId, until, eTag: '*' } });
    },
  };
}

function keyOf({ tenantId, userId }: Caller, conversationId: string): string {
  return `topic/${tenantId}/${userId}/${rootOf(conversationId)}`;
}
