import { BlockList, isIP, type LookupFunction } from 'node:net';
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { Agent, request, type Dispatcher } from 'undici';
import type { Cloud } from '../../domain/clouds.ts';
import { AppError } from '../../domain/errors.ts';
import { fileLimitBytes } from '../../domain/text-files.ts';
import type { Files } from '../../ports/files.ts';

const connectLimitMs = 5_000;
const wholeLimitMs = 20_000;

/**
 * Connections to where files lie. A name that leads to an address inside a network is not followed there, whoever wrote it
 * into the name service; only the sandbox is on this machine.
 */
export function filePool({ name }: Pick<Cloud, 'name'>): Agent {
  const connect = { timeout: connectLimitMs, ...(name !== 'sandbox' && { lookup: lookupOutside as LookupFunction }) };
  return new Agent({ connect, headersTimeout: wholeLimitMs, bodyTimeout: wholeLimitMs });
}

const inside = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  inside.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  inside.addSubnet(net, prefix, 'ipv6');

/** Whether an IP address is one of this machine, of a private network or of nobody. IPv4 inside IPv6 counts as what it is. */
export function isInside(address: string): boolean {
  const family = isIP(address);
  return family === 0 || inside.check(address, family === 4 ? 'ipv4' : 'ipv6');
}

type Answer = (error: Error | null, address?: string | LookupAddress[], family?: number) => void;

/** Looks a name up as the system does, and finds no address that is inside. */
function lookupOutside(hostname: string, options: LookupOptions, answer: Answer): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const outside = error ? [] : addresses.filter(({ address }) => !isInside(address));
    const [first] = outside;
    if (!first) answer(error ?? new Error('The address is inside a network'));
    else if (options.all) answer(null, outside);
    else answer(null, first.address, first.family);
  });
}

/**
 * Fetches what people attached in a chat. The address comes with the activity and carries its own key: it goes to the file
 * hosts of the cloud's row only, without any token of ours, and redirects are not followed.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function createFiles({ cloud, pool }: { cloud: Cloud; pool: Dispatcher }): Files {
  return {
    async fetch(address) {
      if (!isFileAddress(address, cloud)) throw notFromChat();
      try {
        const { statusCode, headers, body } = await request(address, {
          dispatcher: pool,
          signal: AbortSignal.timeout(wholeLimitMs),
        });
        const refusal = refusalOf(statusCode, Number(headers['content-length'] ?? 0));
        if (!refusal) return await readWhole(body);
        // Giving up is an error to the stream, which nobody else would hear.
        body.on('error', () => undefined).destroy();
        throw refusal;
      } catch (error) {
        throw error instanceof AppError ? error : unreachable(error);
      }
    },
  };
}

/** HTTPS, one of the row's hosts or a name below one that begins with a dot, its usual port, and no user name. */
export function isFileAddress(address: string, { fileHosts }: Pick<Cloud, 'fileHosts'>): boolean {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username !== '' || url.password !== '') return false;
  return fileHosts.some((host) =>
    host.startsWith('.') ? url.port === '' && url.host.endsWith(host) : url.host === host,
  );
}

/** What can be known before a byte of the file is read. */
function refusalOf(status: number, announcedBytes: number): AppError | undefined {
  if ([401, 403, 404, 410].includes(status))
    return new AppError('notFound', {
      code: 'file.gone',
      advice: 'This file cannot be opened any more. Send it again.',
    });
  if (status !== 200) return unreachable(`HTTP ${status}`);
  return announcedBytes >= fileLimitBytes ? tooLarge() : undefined;
}

async function readWhole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size >= fileLimitBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function notFromChat(): AppError {
  return new AppError('denied', {
    code: 'file.not-from-chat',
    advice: 'Only files that were attached in this chat can be read.',
  });
}

function tooLarge(): AppError {
  return new AppError('input', {
    code: 'file.too-large',
    advice: 'This file is too large for a list of people: it has to have less than 5 MB.',
    field: 'file',
  });
}

function unreachable(cause: unknown): AppError {
  return new AppError('upstream', {
    code: 'file.unreachable',
    advice: 'The file could not be fetched. Please send it again.',
    cause,
  });
}
