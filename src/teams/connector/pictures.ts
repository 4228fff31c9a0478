import { Agent, request, type Dispatcher } from 'undici';
import type { Cloud } from '../../domain/clouds.ts';
import { AppError } from '../../domain/errors.ts';
import { pictureLimitBytes } from '../../domain/pictures.ts';
import type { Pictures } from '../../ports/pictures.ts';
import { isTrustedServiceUrl } from '../service-urls.ts';
import type { ConnectorToken } from './connector-token.ts';

const connectLimitMs = 5_000;
const wholeLimitMs = 10_000;

/** Pictures are larger than anything else that the connector answers, so they have a pool of their own. */
export function picturePool(): Agent {
  return new Agent({ connect: { timeout: connectLimitMs }, headersTimeout: wholeLimitMs, bodyTimeout: wholeLimitMs });
}

/**
 * Fetches what people pasted into a chat. The address comes with the activity: our token goes with it to the hosts of the
 * cloud's row only, to no other path than attachments have, and redirects are not followed.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function createPictures(parts: { cloud: Cloud; token: ConnectorToken; pool: Dispatcher }): Pictures {
  return {
    async fetch(address) {
      if (!isAttachment(address, parts.cloud)) throw notFromChat();
      const first = await parts.token.get();
      const refused = await fetchOnce(address, first, parts.pool);
      if (refused !== 'unauthorized') return refused;
      parts.token.reject(first);
      const again = await fetchOnce(address, await parts.token.get(), parts.pool);
      if (again === 'unauthorized') throw unreachable('HTTP 401');
      return again;
    },
  };
}

function isAttachment(address: string, cloud: Cloud): boolean {
  if (!isTrustedServiceUrl(address, cloud)) return false;
  return /\/v3\/attachments\/[^/]+\/views\/[^/]+$/.test(new URL(address).pathname);
}

async function fetchOnce(address: string, token: string, pool: Dispatcher): Promise<Uint8Array | 'unauthorized'> {
  try {
    const { statusCode, headers, body } = await request(address, {
      dispatcher: pool,
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(wholeLimitMs),
    });
    const refusal = refusalOf(statusCode, Number(headers['content-length'] ?? 0));
    if (!refusal) return await readWhole(body);
    // Giving up is an error to the stream, which nobody else would hear.
    body.on('error', () => undefined).destroy();
    if (refusal === 'unauthorized') return refusal;
    throw refusal;
  } catch (error) {
    throw error instanceof AppError ? error : unreachable(error);
  }
}

/** What can be known before a byte of the picture is read. */
function refusalOf(status: number, announcedBytes: number): AppError | 'unauthorized' | undefined {
  if (status === 401) return 'unauthorized';
  if (status === 404 || status === 410)
    return new AppError('notFound', {
      code: 'picture.gone',
      advice: 'This picture is not there any more. Send it again.',
    });
  if (status !== 200) return unreachable(`HTTP ${status}`);
  return announcedBytes >= pictureLimitBytes ? tooLarge() : undefined;
}

async function readWhole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size >= pictureLimitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function notFromChat(): AppError {
  return new AppError('denied', {
    code: 'picture.not-from-chat',
    advice: 'Only pictures that were pasted into this chat can be used.',
  });
}

function tooLarge(): AppError {
  return new AppError('input', {
    code: 'picture.too-large',
    advice: 'This picture is too large: it has to have less than 4 MB.',
    field: 'picture',
  });
}

function unreachable(cause: unknown): AppError {
  return new AppError('upstream', {
    code: 'picture.unreachable',
    advice: 'Teams did not hand over the picture. Please try again.',
    cause,
  });
}
