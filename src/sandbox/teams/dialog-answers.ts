import { z } from 'zod';
import type { Dialog, DialogOutcome } from '../page/api.ts';
import type { SignInButton } from './chats.ts';
import type { BotAnswer } from './delivery.ts';
import { signInActions, signInLink } from './extension.ts';
import { unreachable } from './world.ts';

const card = z.looseObject({ type: z.literal('AdaptiveCard') });
const attachment = z.object({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: card });
/** Without one the dialog is small. */
const size = z.union([z.int().positive(), z.enum(['small', 'medium', 'large'])]).default('small');
const task = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('continue'),
    value: z.object({ title: z.string().default(''), height: size, width: size, card: attachment }),
  }),
  z.object({ type: z.literal('message'), value: z.string() }),
]);
const extension = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auth'), suggestedActions: signInActions }),
  z.object({ type: z.literal('result'), attachments: z.tuple([attachment], z.unknown()) }),
  z.object({
    type: z.literal('botMessagePreview'),
    activityPreview: z.looseObject({ type: z.literal('message'), attachments: z.tuple([attachment], z.unknown()) }),
  }),
]);
const answer = z.object({ task: task.nullish(), composeExtension: extension.nullish() });

/** What the client does next; `auth` asks for a sign-in in a popup. */
export type DialogResult = Exclude<DialogOutcome, { kind: 'signIn' }> | { kind: 'auth'; button: SignInButton };

/** Which invoke was answered: the two families take different answers. */
export interface Answered {
  step: 'fetch' | 'submit';
  family: 'task' | 'composeExtension';
}

const failed: DialogResult = { kind: 'error', text: unreachable };

/**
 * Reads what the bot answered to `task/*`, `composeExtension/fetchTask` or `composeExtension/submitAction`. There is no silent
 * sign-in here: only the message extension may ask for a sign-in, and only in a popup.
 * @see https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/task-modules/task-modules-bots
 */
export function readDialogAnswer({ status, body }: BotAnswer, { step, family }: Answered): DialogResult {
  if (status < 200 || status >= 300) return failed;
  const parsed = answer.safeParse(body ?? {});
  if (!parsed.success) return failed;
  const { task: next, composeExtension } = parsed.data;
  if (next) return next.type === 'message' ? { kind: 'message', text: next.value } : opened(next.value);
  if (composeExtension) return family === 'task' ? failed : composed(composeExtension, step);
  return step === 'submit' ? { kind: 'closed' } : failed;
}

function opened({
  card: { content },
  ...frame
}: Omit<Dialog, 'card'> & { card: { content: Dialog['card'] } }): DialogResult {
  return { kind: 'dialog', dialog: { ...frame, card: content } };
}

function composed(said: z.infer<typeof extension>, step: Answered['step']): DialogResult {
  if (said.type === 'auth') return { kind: 'auth', button: signInLink(said.suggestedActions) };
  if (step === 'fetch') return failed;
  if (said.type === 'result') return { kind: 'insert', card: said.attachments[0].content };
  const { activityPreview } = said;
  return { kind: 'preview', card: activityPreview.attachments[0].content, activity: activityPreview };
}
