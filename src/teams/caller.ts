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
  const { from, conversation } = activity;
  const userId = guid.safeParse(from?.aadObjectId).data;
  const tenantId = conversation && tenantOf({ ...activity, conversation });
  if (!from || !userId || !tenantId) return undefined;
  return {
    tenantId,
    userId: userId.toLowerCase(),
    teamsUserId: from.id,
    displayName: (from as { name?: string }).name ?? '',
    locale: 'en-US',
    timeZone: 'UTC',
    ...clientSettings(activity),
  };
}

/** @returns the language and the zone of the client that sent an activity, each if it says one that `Intl` knows */
export function clientSettings(activity: Partial<Activity>): { locale?: string; timeZone?: string } {
  const { localTimezone, entities } = activity;
  const said = (entities ?? []).map((entity) => clientInfo.safeParse(entity).data?.timezone);
  const locale = knownLocale(activity.locale);
  const timeZone = knownTimeZone(localTimezone, ...said);
  return { ...(locale !== undefined && { locale }), ...(timeZone !== undefined && { timeZone }) };
}

function knownLocale(locale: string | null | undefined): string | undefined {
  if (typeof locale !== 'string' || locale.length > 100) return undefined;
  try {
    return Intl.getCanonicalLocales(locale)[0];
  } catch {
    return undefined;
  }
}

/** Whether `Intl` knows a zone, which takes it long to find out. The names come from clients, so only some are kept. */
const zones = new LRUCache<string, string>({ max: 500 });

function knownTimeZone(...candidates: (string | undefined)[]): string | undefined {
  for (const candidate of candidates) {
    const zone = candidate && zoneNamed(candidate);
    if (zone) return zone;
  }
  return undefined;
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
