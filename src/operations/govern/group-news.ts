import { z } from 'zod';
import { groupNewsCard, type GroupsNews } from '../../cards/group-news.ts';
import { AppError } from '../../domain/errors.ts';
import type { GroupNews, NewsPlace } from '../../domain/group-news.ts';
import { defineOperation } from '../define-operation.ts';
import type { Services } from '../operation.ts';
import { unlessRefused } from '../resolve-group.ts';

/** Names of so many deleted groups are looked up. */
const mostLookedUp = 15;

/**
 * Says what changed about groups since the person asked last. Where they stand is kept; the first question begins.
 * @see https://learn.microsoft.com/graph/api/group-delta
 */
export const showNews = defineOperation({
  name: 'delta.show',
  phrases: [
    'what changed',
    'what has changed',
    'what changed since last time',
    'what is new',
    "what's new",
    'news about groups',
    'which groups are new',
  ],
  summary: 'Show which groups are new, changed or deleted since you asked last',
  example: 'what changed',
  input: z.object({}),
  scopes: ['Group.Read.All'],

  async run(_, services): Promise<GroupsNews> {
    const { governance, store, clock, caller } = services;
    const { tenantId, userId } = caller;
    const place = await store.newsPlaces.get(tenantId, userId);
    const askedAt = clock.now();
    const found = place && (await newsUnlessExpired(place, services));
    const token = found?.token ?? (await governance.newsPlace());
    const news = await Promise.all((found?.news ?? []).map((one, at) => named(one, at, services)));
    await store.newsPlaces.set(tenantId, userId, { token, askedAt });
    if (!place) return { news: [] };
    return found ? { since: place.askedAt, news } : { news: [], isExpired: true };
  },
  card: groupNewsCard,
});

async function newsUnlessExpired(
  place: NewsPlace,
  { governance }: Services,
): Promise<{ news: GroupNews[]; token: string } | undefined> {
  try {
    return await governance.newsSince(place);
  } catch (error) {
    if (error instanceof AppError && error.code === 'delta.expired') return undefined;
    throw error;
  }
}

/** A deletion comes without a name; what can be brought back still has one. */
async function named(news: GroupNews, at: number, { lifecycle }: Services): Promise<GroupNews> {
  if (news.what !== 'deleted' || news.displayName !== undefined || at >= mostLookedUp) return news;
  const group = await unlessRefused(lifecycle.deletedGroup(news.id));
  return group ? { ...news, displayName: group.displayName } : { ...news, what: 'gone' };
}
