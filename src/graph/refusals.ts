import { z } from 'zod';
import { AppError, SignInRequired } from '../domain/errors.ts';
import { claimsOf } from './claims.ts';

/** What Graph answered. */
export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON, plain text, or the bytes of a picture; undefined when there is none. */
  body: unknown;
  /** The body was announced as, or should have been, JSON and is not. */
  malformed: boolean;
  /** An earlier attempt of this write may have worked although its answer was an error. */
  inDoubt: boolean;
}

/** A code for logs and tests, and what the person reads. */
export interface Words {
  code: string;
  advice: string;
}

/** What was being done, which decides what a refusal means and how the person reads it. */
export interface Doing {
  /** 403. */
  denied: Words;
  /** 404; the group when absent, or what `notPresent` says where something was to be removed. */
  notFound?: Words;
  /** There is no mailbox that would keep it; as `notFound` when absent. */
  noMailbox?: Words;
  /** What was to be added is there already; a member when absent. */
  alreadyPresent?: Words;
  /** What was to be removed is not there; a member when absent. */
  notPresent?: Words;
}

export type Refusal =
  | 'signIn'
  | 'claims'
  | 'denied'
  | 'full'
  | 'notFound'
  | 'alreadyPresent'
  | 'notPresent'
  | 'lastOwner'
  | 'onPremises'
  | 'exchangeManaged'
  | 'notReplicated'
  | 'taken'
  | 'changed'
  | 'stale'
  | 'tooLarge'
  | 'noMailbox'
  | 'throttled'
  | 'busy'
  | 'broken'
  | 'unexpected';

const errorBody = z.object({ error: z.object({ code: z.string().default(''), message: z.string().default('') }) });

/** Graph gives `Request_BadRequest` for very different things: only here the text has to decide. English on every tenant. */
const badRequests: readonly [RegExp, Refusal][] = [
  [/added object references already exist/i, 'alreadyPresent'],
  [/conflicting object with one or more|already exists on the object/i, 'alreadyPresent'],
  [/removed object references do not exist/i, 'notPresent'],
  [/must have at least one owner/i, 'lastOwner'],
  [/objects? being referenced don.t exist/i, 'notReplicated'],
  [/invalid object identifier/i, 'notFound'],
  [/on-premises mastered/i, 'onPremises'],
  [/mail-enabled security groups? and or distribution list/i, 'exchangeManaged'],
  [/another object with the same value/i, 'taken'],
];

/** Codes that say by themselves what is the matter, whatever the status. */
const tellingCodes: Readonly<Record<string, Refusal>> = {
  Directory_ExpiredPageToken: 'stale',
  syncStateNotFound: 'stale',
  resyncRequired: 'stale',
  ErrorNonExistentMailbox: 'noMailbox',
  MailboxNotEnabledForRESTAPI: 'noMailbox',
  Request_MultipleObjectsWithSameKeyValue: 'taken',
};

/** Says what an error reply means: status and code first, text only where there is nothing else. */
export function classify(reply: Reply): Refusal {
  const parsed = errorBody.safeParse(reply.body);
  const { code, message } = parsed.success ? parsed.data.error : { code: '', message: '' };
  const told = tellingCodes[code];
  if (told) return told;
  switch (reply.status) {
    case 400:
      return badRequests.find(([text]) => text.test(message))?.[1] ?? 'unexpected';
    case 401:
      return /insufficient_claims/i.test(reply.headers.get('www-authenticate') ?? '') ? 'claims' : 'signIn';
    case 403:
      return code === 'Directory_QuotaExceeded' ? 'full' : 'denied';
    case 404:
      return 'notFound';
    case 409:
    case 412:
      return 'changed';
    case 410:
      return 'stale';
    case 413:
      return 'tooLarge';
    case 429:
      return 'throttled';
    case 503:
      return reply.headers.has('retry-after') ? 'busy' : 'broken';
    default:
      return reply.status >= 500 ? 'broken' : 'unexpected';
  }
}

/** Turns an error reply into what the rest of the bot understands. */
export function refusalOf(reply: Reply, doing: Doing, scopes: readonly string[]): AppError {
  const cause = { status: reply.status, code: errorBody.safeParse(reply.body).data?.error.code };
  const refusal = classify(reply);
  switch (refusal) {
    case 'signIn':
      return new SignInRequired('noToken', scopes);
    case 'claims':
      return new SignInRequired('interaction', scopes, claimsOf(reply.headers.get('www-authenticate') ?? ''));
    case 'denied':
      return new AppError('denied', { ...doing.denied, cause });
    case 'full':
      return new AppError('conflict', {
        code: 'group.full',
        advice: 'The group has as many members or owners as a group can have.',
        cause,
      });
    case 'notFound':
      // What is to be removed and is not there is as it should be.
      if (doing.notPresent) return new AppError('conflict', { ...doing.notPresent, cause });
      return new AppError('notFound', { ...(doing.notFound ?? groupWords), cause });
    case 'alreadyPresent':
      return new AppError('conflict', { ...(doing.alreadyPresent ?? memberAlready), cause });
    case 'notPresent':
      return new AppError('conflict', { ...(doing.notPresent ?? notAMember), cause });
    case 'lastOwner':
      return new AppError('denied', {
        code: 'owner.last',
        advice: 'A group needs an owner, and this is the only one. Make somebody else an owner first.',
        cause,
      });
    case 'onPremises':
      return cannotChange(
        'The group is kept on premises. Its membership is changed there, by an administrator.',
        cause,
      );
    case 'exchangeManaged':
      return cannotChange('The group is managed in Exchange. Its membership is changed there.', cause);
    case 'notReplicated':
      return new AppError('upstream', {
        code: 'group.not-ready',
        advice: 'The group is so new that it is not ready everywhere yet. Please try again in a minute.',
        cause,
      });
    case 'taken':
      return new AppError('conflict', {
        code: 'graph.taken',
        advice: 'Something else in your organisation has this name or address already. Please choose another one.',
        cause,
      });
    case 'changed':
      return new AppError('conflict', {
        code: 'graph.changed',
        advice: 'Somebody else changed it at the same time, so nothing was done. Please look at it again.',
        cause,
      });
    case 'stale':
      return new AppError('input', {
        code: 'page.stale',
        advice: 'This list is out of date. Please ask for it again.',
        field: 'next',
        cause,
      });
    case 'tooLarge':
      return new AppError('input', {
        code: 'graph.too-large',
        advice: 'This is more than Microsoft 365 takes at once. Please make it shorter or smaller.',
        cause,
      });
    case 'noMailbox':
      // Whose picture or event is looked for has none without a mailbox.
      if (doing.notFound && !doing.noMailbox) return new AppError('notFound', { ...doing.notFound, cause });
      return new AppError('conflict', { ...(doing.noMailbox ?? noMailboxWords), cause });
    case 'throttled':
    case 'busy':
      return throttled(reply, cause);
    case 'broken':
    case 'unexpected':
      return unusable(reply.status >= 500 ? 'graph.unavailable' : 'graph.refused', cause);
  }
}

/** No such group, or none that the caller may know of: both are told alike. */
const groupWords: Words = { code: 'group.not-found', advice: 'There is no such group, or you may not see it.' };
export const personWords: Words = { code: 'person.not-found', advice: 'There is no such person in the directory.' };
export const noMailboxWords: Words = {
  code: 'graph.no-mailbox',
  advice: 'There is no mailbox for this. With new groups and new people it can take some hours until there is.',
};
const memberAlready: Words = {
  code: 'member.already-present',
  advice: 'This person is a member of the group already.',
};
export const notAMember: Words = { code: 'member.not-present', advice: 'This person is not a member of the group.' };

export function groupNotFound(cause?: unknown): AppError {
  return new AppError('notFound', { ...groupWords, cause });
}

/** A service failed in a way that the person cannot mend. */
export function unusable(code: string, cause?: unknown): AppError {
  return new AppError('upstream', {
    code,
    advice: 'Microsoft 365 did not answer as it should. Please try again in a few minutes.',
    cause,
  });
}

/** Also for an id that is none. */
export function personNotFound(cause?: unknown): AppError {
  return new AppError('notFound', { ...personWords, cause });
}

function cannotChange(advice: string, cause: unknown): AppError {
  return new AppError('denied', { code: 'group.cannot-change', advice, cause });
}

function throttled(reply: Reply, cause: unknown): AppError {
  const retryAfterSeconds = retryAfterMs(reply.headers);
  return new AppError('throttled', {
    code: 'graph.throttled',
    advice: 'Microsoft 365 is busy just now. Please try again in a minute.',
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds: Math.ceil(retryAfterSeconds / 1000) }),
    cause,
  });
}

/** `Retry-After` in milliseconds: seconds, which Graph also sends as a fraction, or an HTTP date. */
export function retryAfterMs(headers: Headers): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}
