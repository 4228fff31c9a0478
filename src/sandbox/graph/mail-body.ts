import { z } from 'zod';
import type { ItemBody, Recipient } from '../tenant/mail-records.ts';
import { readJson } from './body.ts';
import { badRequest } from './errors.ts';
import type { Call } from './types.ts';

/** The text of a message or an event, of a type in any case. */
export const itemBody = z
  .looseObject({ contentType: z.string().optional(), content: z.string().nullish() })
  .transform(({ contentType = '', content }, context): ItemBody => {
    const type = contentType.toLowerCase();
    if (type !== 'html' && type !== 'text' && type !== '') {
      context.addIssue({ code: 'custom', message: 'type of a body' });
      return z.NEVER;
    }
    return { contentType: type === 'html' ? 'html' : 'text', content: content ?? '' };
  });

/** Somebody with a mail address; without a name the address stands for it. */
export const recipient = z
  .looseObject({ emailAddress: z.looseObject({ name: z.string().nullish(), address: z.string().min(1).max(320) }) })
  .transform(({ emailAddress: { name, address } }): Recipient => ({
    emailAddress: { name: name === undefined || name === null || name === '' ? address : name, address },
  }));

/**
 * The body of a call to Exchange, which takes names of properties in upper and lower case.
 * @throws GraphError 400 that names the property which is wrong
 */
export function readMailBody<T>(call: Call, shape: z.ZodType<T>): T {
  const parsed = shape.safeParse(inLowerCase(readJson(call)));
  if (parsed.success) return parsed.data;
  const property = parsed.error.issues[0]?.path.join('/') ?? '';
  throw badRequest(`The value of the property '${property}' is missing or not valid.`, 'ErrorInvalidPropertySet');
}

function inLowerCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inLowerCase);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name.charAt(0).toLowerCase() + name.slice(1), inLowerCase(inner)]),
  );
}

/** @returns HTML as Exchange keeps it: a whole document, without scripts */
export function storedBody({ contentType, content }: ItemBody): ItemBody {
  if (contentType === 'text') return { contentType, content };
  const safe = withoutElements(content, ['script']);
  if (/<html[\s>]/i.test(safe)) return { contentType, content: safe };
  const head = '<head>\r\n<meta http-equiv="Content-Type" content="text/html; charset=utf-8">\r\n</head>';
  return { contentType, content: `<html>\r\n${head}\r\n<body>\r\n${safe}\r\n</body>\r\n</html>\r\n` };
}

/** @returns a body as the caller prefers it: as it is, or as text */
export function shownBody(body: ItemBody, asText: boolean): ItemBody {
  return asText ? { contentType: 'text', content: plainText(body) } : body;
}

/** The first words of a body. */
export function previewOf(body: ItemBody): string {
  return plainText(body).trim().slice(0, 255);
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function plainText({ contentType, content }: ItemBody): string {
  if (contentType === 'text') return content;
  return withoutElements(content, ['head', 'style', 'script'])
    .replace(/\s+/g, ' ')
    .replace(/<br\b[^<>]*>|<\/(p|div|li|tr|h\d) ?>/gi, '\r\n')
    .replace(/<[^<>]*>/g, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => decodeEntity(name) ?? whole)
    .replace(/ ?\r\n ?/g, '\r\n')
    .trim();
}

/** Cuts elements out with what is in them; one that does not end takes the rest along. Linear, whatever the text is. */
function withoutElements(html: string, names: readonly string[]): string {
  const start = new RegExp(`<(${names.join('|')})(?=[\\s/>])`, 'gi');
  const lower = html.toLowerCase();
  let kept = '';
  let from = 0;
  for (let match = start.exec(html); match; match = start.exec(html)) {
    kept += html.slice(from, match.index);
    const end = lower.indexOf(`</${(match[1] ?? '').toLowerCase()}`, match.index);
    const close = end < 0 ? -1 : lower.indexOf('>', end);
    if (close < 0) return kept;
    from = close + 1;
    start.lastIndex = from;
  }
  return kept + html.slice(from);
}

function decodeEntity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
