import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { GroupNews } from '../domain/group-news.ts';
import type { Governance } from '../ports/governance.ts';
import type { Reader } from './batch.ts';
import { isForgotten, isPlace, placeIn, placeQuery } from './delta-place.ts';
import { doings } from './doings.ts';
import { instant, parsed } from './group-shape.ts';
import type { Link } from './link.ts';

const fields = 'id,displayName,description,visibility,createdDateTime,members';
/** One question reads so many pages; the next one goes on where it ended. */
const mostPages = 20;

const removed = z.object({ reason: z.string().nullish() });
const newsShape = z.object({
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
  value: z.array(
    z.object({
      id: z.guid(),
      displayName: z.string().nullish(),
      createdDateTime: instant.nullish(),
      '@removed': removed.optional(),
      'members@delta': z.array(z.object({ id: z.string(), '@removed': removed.optional() })).optional(),
    }),
  ),
});
type Raw = z.infer<typeof newsShape>['value'][number];

/**
 * What changed about groups since a place in the stream.
 * @see https://learn.microsoft.com/graph/api/group-delta
 */
export function groupNewsOver({ reader }: Link): Pick<Governance, 'newsPlace' | 'newsSince'> {
  return {
    async newsPlace() {
      const body = await readPage(reader, `$deltatoken=latest&$select=${fields}`);
      return placeIn(body);
    },

    async newsSince({ token, askedAt }) {
      if (!isPlace(token)) throw expired();
      const news = new Map<string, GroupNews>();
      let place = token;
      for (let page = 0; page < mostPages; page++) {
        const body = await readPage(reader, placeQuery(place));
        // A large group comes in pieces, one after the other.
        for (const raw of body.value) news.set(raw.id, joined(news.get(raw.id), newsFrom(raw, askedAt)));
        place = placeIn(body);
        if (body['@odata.deltaLink'] !== undefined) break;
      }
      return { news: [...news.values()], token: place };
    },
  };
}

async function readPage(reader: Reader, query: string): Promise<z.infer<typeof newsShape>> {
  try {
    return parsed(newsShape, await reader.read({ path: `/groups/delta?${query}` }, doings.search));
  } catch (error) {
    throw isForgotten(error) ? expired(error) : error;
  }
}

/** Graph keeps its stream for some days or weeks. */
function expired(cause?: unknown): AppError {
  return new AppError('conflict', {
    code: 'delta.expired',
    advice: 'It is too long ago: Microsoft 365 does not know any more what changed since then.',
    cause,
  });
}

function newsFrom(raw: Raw, askedAt: Date): GroupNews {
  const members = raw['members@delta'] ?? [];
  const left = members.filter((member) => member['@removed']).length;
  return {
    id: raw.id,
    what: whatOf(raw, askedAt),
    ...(raw.displayName && { displayName: raw.displayName }),
    joined: members.length - left,
    left,
  };
}

function whatOf(raw: Raw, askedAt: Date): GroupNews['what'] {
  if (raw['@removed']) return raw['@removed'].reason === 'deleted' ? 'gone' : 'deleted';
  return raw.createdDateTime && raw.createdDateTime >= askedAt ? 'new' : 'changed';
}

function joined(before: GroupNews | undefined, news: GroupNews): GroupNews {
  if (!before) return news;
  return { ...before, ...news, joined: before.joined + news.joined, left: before.left + news.left };
}
