import type { Dialog, DialogCall, DialogOutcome } from './api.ts';
import type { CardJson } from './card-runtime.ts';
import { client } from './client.ts';
import type { AfterSignIn } from './sign-in.ts';
import { type OpenDialog, placeKey, state, update } from './store.ts';
import { theme } from './theme.ts';

const unreachable = 'Unable to reach the app. Please try again.';
const themeNames = { light: 'default', dark: 'dark', contrast: 'contrast' } as const;
const loading: Omit<Dialog, 'card' | 'title'> = { width: 'medium', height: 'small' };
let opened = 0;

function patch(key: number, change: Partial<OpenDialog>): void {
  const { dialog } = state();
  if (dialog?.key === key) update({ dialog: { ...dialog, ...change } });
}

/** Opens a dialog, empty until the app answers. @param data what the button carries, with what was typed beside it */
export function openDialog(from: OpenDialog['from'], title: string, data: CardJson = {}): void {
  const key = ++opened;
  const shown = { frame: { ...loading, title }, busy: false, problem: '', said: '', sequence: 0 };
  update({ dialog: { key, from, data, ...shown } });
  void ask({ step: 'fetch', data });
}

/** Closes it; an answer that is still to come is not waited for. */
export function closeDialog(): void {
  update({ dialog: undefined });
}

/** Sends what was filled in, or what the person thinks of a preview. Nothing while an answer is waited for. */
export async function ask(what: Pick<DialogCall, 'step' | 'data' | 'preview'>): Promise<void> {
  const { dialog } = state();
  if (!dialog || dialog.busy) return;
  const { key, from } = dialog;
  patch(key, { busy: true, problem: '', signIn: undefined });
  try {
    take(key, await client.dialog({ ...from, ...what, theme: themeNames[theme()] }));
  } catch (error) {
    take(key, { kind: 'error', text: error instanceof Error ? error.message : unreachable });
  }
}

/** Shows what came of a call or of a sign-in; a failure leaves what was typed as it is. */
export function take(key: number, outcome: DialogOutcome | AfterSignIn): void {
  const { dialog } = state();
  if (dialog?.key !== key) return;
  patch(key, { busy: false });
  switch (outcome.kind) {
    case 'dialog': {
      const { card, ...frame } = outcome.dialog;
      patch(key, { frame: titled(frame, dialog), card, ...fresh(dialog) });
      return;
    }
    case 'preview':
      patch(key, { card: outcome.card, ...fresh(dialog), preview: outcome.activity });
      return;
    case 'message':
      patch(key, { said: outcome.text || 'Done', card: undefined, ...fresh(dialog) });
      return;
    case 'signIn':
      patch(key, { signIn: outcome });
      return;
    case 'insert': {
      const { conversation, thread } = dialog.from;
      update({ attached: { ...state().attached, [placeKey(conversation, thread)]: outcome.card } });
      closeDialog();
      return;
    }
    case 'closed':
      closeDialog();
      return;
    case 'error':
      patch(key, { problem: outcome.text || unreachable });
      return;
    // What comes of cards and searches is not for dialogs.
    case 'card':
    case 'results':
    case 'none':
  }
}

function fresh({ sequence }: OpenDialog): Pick<OpenDialog, 'sequence' | 'problem' | 'signIn' | 'preview'> {
  return { sequence: sequence + 1, problem: '', signIn: undefined, preview: undefined };
}

function titled(frame: Omit<Dialog, 'card'>, { frame: before }: OpenDialog): Omit<Dialog, 'card'> {
  return frame.title === '' ? { ...frame, title: before.title } : frame;
}
