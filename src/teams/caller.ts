import type { Activity } from 'botbuilder';
import { LRUCache } from 'lru-cache';
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

/** Whether `Intl` knows a zone, which takes it long to find out. The names come from clients, so only some are kept. */
const zones = new LRUCache<string, string>({ max: 500 });

function knownTimeZone(...candidates: (string | undefined)[]): string {
  for (const candidate of candidates) {
    const zone = candidate && zoneNamed(candidate);
    if (zone) return zone;
  }
  return 'UTC';
}

function zoneNamed(name: string): string | undefined {
  const known = zones.get(name);
  if (known !== undefined || name.length > 100) return known;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    zones.set(name, timeZone);
    return timeZone;
  } catch {
    return undefined;
  }
}
