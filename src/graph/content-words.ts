import type { Doing } from './refusals.ts';

/** What Graph's refusals mean where something is read or written that a group keeps. */
export const keeping = {
  denied: {
    code: 'content.denied',
    advice: 'Only people in this group may look into what it keeps. Join it first, or ask its owners.',
  },
  notFound: {
    code: 'content.not-found',
    advice: 'This is not there, or not any more. A new group gets its site, files and notebooks some minutes later.',
  },
} as const satisfies Doing;
