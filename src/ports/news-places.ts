import type { NewsPlace } from '../domain/group-news.ts';

/** Where each person stands in the stream of what changes about groups. */
export interface NewsPlaceStore {
  get(tenantId: string, userId: string): Promise<NewsPlace | undefined>;
  set(tenantId: string, userId: string, place: NewsPlace): Promise<void>;
}
