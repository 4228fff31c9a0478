import { Application } from '@microsoft/teams-ai/lib/Application.js';
import type { Storage, TurnContext } from 'botbuilder';
import type { InvokeAnswer } from './sign-in/sign-in.ts';
import { answerCardAction } from './surfaces/card-action.ts';
import { cardActionInvoke, dialogInvokes } from './surfaces/answers.ts';
import { answerMessage } from './surfaces/chat.ts';
import { answerDialog } from './surfaces/dialog.ts';
import { answerQuery, queriedOperation } from './surfaces/extension.ts';
import { sendCard } from './surfaces/messages.ts';
import type { FrontDoorParts } from './surfaces/parts.ts';
import { answerSignIn, signInInvokes } from './surfaces/sign-in-turns.ts';

/**
 * Which activity goes to which door. teams-ai routes and nothing else: its sign-in takes another person's token, its
 * typing timer is one for all turns, and it shows one person's view of a card to everybody once a card refreshes. So
 * every answer to an invoke is given here, and state that matters is in our own store.
 * @param options.storage for the SDK's turn state; ours is written beside it
 */
export function createApplication(parts: FrontDoorParts, options: { storage?: Storage } = {}): Application {
  const application = new Application({ ...options, startTypingTimer: false, removeRecipientMention: false });

  application.addRoute(is('message'), (turn) => answerMessage(turn, parts));
  application.addRoute(
    (turn) => Promise.resolve(turn.activity.type === 'installationUpdate' && turn.activity.action === 'add'),
    async (turn) => {
      await sendCard(turn, parts.cards.welcome());
    },
  );

  application.addRoute(
    isInvoke(cardActionInvoke),
    answering((turn) => answerCardAction(turn, parts)),
    true,
  );
  application.messageExtensions.query(
    (turn) =>
      Promise.resolve(
        turn.activity.name === 'composeExtension/query' && queriedOperation(turn.activity.value, parts) !== undefined,
      ),
    async (turn) => {
      await answering((context) => answerQuery(context, parts))(turn);
      return {};
    },
  );
  for (const name of dialogInvokes)
    application.addRoute(
      isInvoke(name),
      answering((turn) => answerDialog(turn, parts)),
      true,
    );
  for (const name of signInInvokes)
    application.addRoute(
      isInvoke(name),
      answering((turn) => answerSignIn(name, turn, parts)),
      true,
    );
  return application;
}

function is(type: string) {
  return (turn: TurnContext): Promise<boolean> => Promise.resolve(turn.activity.type === type);
}

function isInvoke(name: string) {
  return (turn: TurnContext): Promise<boolean> =>
    Promise.resolve(turn.activity.type === 'invoke' && turn.activity.name === name);
}

function answering(answer: (turn: TurnContext) => Promise<InvokeAnswer>) {
  return async (turn: TurnContext): Promise<void> => {
    await turn.sendActivity({ type: 'invokeResponse', value: await answer(turn) });
  };
}
