import { randomBytes } from 'node:crypto';
import type { DialogCall, ExtensionQuery, SubmitAction } from '../page/api.ts';
import type { SignInButton } from './chats.ts';

/** What waits for a popup to end. */
export type Waiting =
  | { kind: 'action'; action: SubmitAction; button: SignInButton }
  | { kind: 'extension'; query: ExtensionQuery; button: SignInButton }
  | { kind: 'dialog'; dialog: DialogCall; button: SignInButton };

/** Calls that wait for a sign-in, each good once and for its own person. */
export interface Resumes {
  keep(waiting: Waiting): string;
  take(id: string, personId: string): Waiting | undefined;
}

const keptCalls = 200;

export function createResumes(): Resumes {
  const calls = new Map<string, Waiting>();
  return {
    keep: (waiting) => {
      const id = randomBytes(16).toString('base64url');
      calls.set(id, waiting);
      const [oldest] = calls.keys();
      if (calls.size > keptCalls && oldest !== undefined) calls.delete(oldest);
      return id;
    },
    take: (id, personId) => {
      const waiting = calls.get(id);
      if (waiting === undefined || ownerOf(waiting) !== personId) return undefined;
      calls.delete(id);
      return waiting;
    },
  };
}

function ownerOf(waiting: Waiting): string {
  switch (waiting.kind) {
    case 'action':
      return waiting.action.as;
    case 'extension':
      return waiting.query.as;
    case 'dialog':
      return waiting.dialog.as;
  }
}
