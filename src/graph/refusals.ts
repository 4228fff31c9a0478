import { z } from 'zod';
import { AppError, SignInRequired } from '../domain/errors.ts';
import { claimsOf } from './claims.ts';

/** What Graph answered. */
export interface Reply {
  status: number;
  headers: Headers;
  /** Parsed JSON, or plain text; undefined when there is none. */
  body: unknown;
  /** The body was announced as, or should have been, JSON and is not. */
  malformed: boolean;
  /** An earlier attempt of this write may have worked although its answer was an error. */
  inDoubt: boolean;
}

/** What was being done, which decides the words that the person reads. */
export type Doing =
  | 'readGroup'
  | 'readMembers'
  | 'readOwn'
  | 'readPerson'
  | 'search'
  | 'searchPeople'
  | 'addMember'
  | 'removeMember'
  | 'addOwner'
  | 'removeOwner'
  | 'favorite'
  | 'subscribe'
  | 'renew'
  | 'createGroup'
  | 'enableTeam';

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
  | 'throttled'
  | 'busy'
  | 'broken'
  | 'unexpected';

const errorBody = z.object({ error: z.object({ code: z.string().default(''), message: z.string().default('') }) });

/** Graph gives `Request_BadRequest` for very different things: only here the text has to decide. English on every tenant. */
const badRequests: readonly [RegExp, Refusal][] = [
  [/added object references already exist/i, 'alreadyPresent'],
  [/removed object references do not exist/i, 'notPresent'],
  [/must have at least one owner/i, 'lastOwner'],
  [/objects? being referenced don.t exist/i, 'notReplicated'],
  [/invalid object identifier/i, 'notFound'],
  [/on-premises mastered/i, 'onPremises'],
  [/mail-enabled security groups? and or distribution list/i, 'exchangeManaged'],
];

/** Says what an error reply means: status and code first, text only where there is nothing else. */
export function classify(reply: Reply): Refusal {
  const parsed = errorBody.safeParse(reply.body);
  const { code, message } = parsed.success ? parsed.data.error : { code: '', message: '' };
  switch (reply.status) {
    case 400:
      return badRequests.find(([text]) => text.test(message))?.[1] ?? 'unexpected';
    case 401:
      return /insufficient_claims/i.test(reply.headers.get('www-authenticate') ?? '') ? 'claims' : 'signIn';
    case 403:
      return code === 'Directory_QuotaExceeded' ? 'full' : 'denied';
    case 404:
      return 'notFound';
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
      return new AppError('denied', { ...denials[doing], cause });
    case 'full':
      return new AppError('conflict', {
        code: 'group.full',
        advice: 'The group has as many members or owners as a group can have.',
        cause,
      });
    case 'notFound':
      return notThere(doing, cause);
    case 'alreadyPresent':
      if (doing === 'addOwner') return ownerAlready(cause);
      return new AppError('conflict', {
        code: 'member.already-present',
        advice: 'This person is a member of the group already.',
        cause,
      });
    case 'notPresent':
      return doing === 'removeOwner' ? notAnOwner(cause) : notAMember(cause);
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
    case 'throttled':
    case 'busy':
      return throttled(reply, cause);
    case 'broken':
    case 'unexpected':
      return unusable(reply.status >= 500 ? 'graph.unavailable' : 'graph.refused', cause);
  }
}

const denials: Record<Doing, { code: string; advice: string }> = {
  readGroup: { code: 'group.denied', advice: 'You may not see this group. Its owners can tell you more.' },
  readMembers: { code: 'member.read-denied', advice: 'Only members and owners of this group may see who is in it.' },
  readOwn: {
    code: 'directory.denied',
    advice: 'Your organisation does not let you read this. An administrator can change it.',
  },
  search: {
    code: 'directory.search-denied',
    advice:
      'Your account may not look through the groups of this organisation, as is usual for guests. “My groups” shows the groups that you are in; for others, ask somebody who works there.',
  },
  addMember: { code: 'member.denied', advice: 'Only an owner of the group or an administrator may add members.' },
  removeMember: { code: 'member.denied', advice: 'Only an owner of the group or an administrator may remove members.' },
  readPerson: { code: 'person.denied', advice: 'You may not look at this person in the directory.' },
  searchPeople: {
    code: 'directory.people-denied',
    advice:
      'Your account may not look people up in this organisation. That is usual for guests: ask an owner of the group, or an administrator.',
  },
  addOwner: { code: 'owner.denied', advice: 'Only an owner of the group or an administrator may add owners.' },
  removeOwner: { code: 'owner.denied', advice: 'Only an owner of the group or an administrator may remove owners.' },
  subscribe: { code: 'subscription.denied', advice: 'Only members can have the group’s mail sent to them.' },
  renew: { code: 'renew.denied', advice: 'Only an owner of the group or an administrator may renew it.' },
  createGroup: {
    code: 'group.create-denied',
    advice: 'Your organisation does not let you create groups. An administrator can, or can change it.',
  },
  enableTeam: { code: 'team.denied', advice: 'Only an owner of the group or an administrator may put a team on it.' },
  favorite: { code: 'favorite.denied', advice: 'Only members can mark a group as a favourite.' },
};

/** No such group, or none that the caller may know of: both are told alike. */
export function groupNotFound(cause?: unknown): AppError {
  return new AppError('notFound', {
    code: 'group.not-found',
    advice: 'There is no such group, or you may not see it.',
    cause,
  });
}

/** A service failed in a way that the person cannot mend. */
export function unusable(code: string, cause?: unknown): AppError {
  return new AppError('upstream', {
    code,
    advice: 'Microsoft 365 did not answer as it should. Please try again in a few minutes.',
    cause,
  });
}

function notThere(doing: Doing, cause: unknown): AppError {
  if (doing === 'removeMember') return notAMember(cause);
  if (doing === 'removeOwner') return notAnOwner(cause);
  return doing === 'readPerson' ? personNotFound(cause) : groupNotFound(cause);
}

/** Also for an id that is none. */
export function personNotFound(cause?: unknown): AppError {
  return new AppError('notFound', {
    code: 'person.not-found',
    advice: 'There is no such person in the directory.',
    cause,
  });
}

function ownerAlready(cause: unknown): AppError {
  return new AppError('conflict', {
    code: 'owner.already-present',
    advice: 'This person is an owner of the group already.',
    cause,
  });
}

function notAnOwner(cause: unknown): AppError {
  return new AppError('conflict', {
    code: 'owner.not-present',
    advice: 'This person is not an owner of the group.',
    cause,
  });
}

function notAMember(cause: unknown): AppError {
  return new AppError('conflict', {
    code: 'member.not-present',
    advice: 'This person is not a member of the group.',
    cause,
  });
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
