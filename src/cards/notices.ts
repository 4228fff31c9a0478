import type { CardMessage } from '../ports/messenger.ts';
import { defineCard } from './define-card.ts';
import { anyReader } from './reader.ts';

// None of these shows a time, so they need no reader.
const nobody = anyReader(new Date(0));

export const welcome = defineCard<undefined>('welcome', {
  samples: { always: undefined },
  text: () => 'Welcome to Muster: find, join and look after your groups. Say “help” to see how.',
  view: () => ({}),
});

export const signedOut = defineCard<undefined>('done', {
  samples: { always: undefined },
  text: () => 'You are signed out of Muster.',
  view: () => ({
    title: 'You are signed out',
    sentence: 'Muster has forgotten your sign-in. It asks again when you want something that needs it.',
    detail: '',
    hasDetail: false,
    actions: [],
  }),
});

export const answeredInPrivate = defineCard<undefined>('done', {
  samples: { always: undefined },
  text: () => 'The answer is in your own chat with Muster.',
  view: () => ({
    title: 'Answered in your own chat',
    sentence: 'The answer is only for you, so it is in your chat with Muster.',
    detail: '',
    hasDetail: false,
    actions: [],
  }),
});

/** The first message in a new conversation. */
export const welcomeCard = (): CardMessage => welcome(undefined, nobody);
/** After `sign out`. */
export const signedOutCard = (): CardMessage => signedOut(undefined, nobody);
/** In a channel or group chat, when the answer went to the caller's own chat. */
export const answeredInPrivateCard = (): CardMessage => answeredInPrivate(undefined, nobody);
