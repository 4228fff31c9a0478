import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { Caller } from '../domain/people.ts';
import { tenantOf } from './inbound/envelope.ts';

const guid = z.guid();
const clientInfo = z.object({ type: z.literal('clientInfo'), timezone: z.string() });

/**
 * The person who sent an activity, as the channel names them.
 * @returns undefined when the channel gives no directory id (anonymous and some federated people): Muster cannot act
 *   for this account then
 */
export function callerOf(activity: Partial<Activity>): Caller | undefined {
  const { from, conversation, locale, localTimezone, entities } = activity;
  const userId = guid.safeParse(from?.aadObjectId).data;
  const tenantId = conversation && tenantOf({ ...activity, conversation });
  if (!from || !userId || !tenantId) return undefined;
  return {
    tenantId,
    userId: userId.toLowerCase(),
    teamsUserId: from.id,
    displayName: (from as { name?: string }).name ?? '',
    locale: knownLocale(locale),
    timeZone: knownTimeZone(
      localTimezone,
      ...(entities ?? []).map((entity) => clientInfo.safeParse(entity).data?.timezone),
    ),
  };
}

function knownLocale(locale: string | undefined): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en-US';
  } catch {
    return 'en-US';
  }
}

function knownTimeZone(...candidates: (string | undefined)[]): string {
  for (const timeZone of candidates) {
    try {
      if (timeZone) return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
    } catch {
      continue;
    }
  }
  return 'UTC';
}
