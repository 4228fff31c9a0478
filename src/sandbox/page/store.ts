import { useEffect, useRef, useState } from 'preact/hooks';
import type { Conversation, Dialog, DialogCall, DialogOutcome, Message, Session, Tenant, TrafficEntry } from './api.ts';

/** A short notice at the foot of the page. */
export interface Toast {
  key: number;
  tone: 'info' | 'success' | 'error';
  text: string;
  /** A message that came elsewhere: who wrote it where, and the conversation to go to. */
  news?: { title: string; conversation: string };
}

/** A dialog of the app, and how far it is. */
export interface OpenDialog {
  key: number;
  from: Pick<DialogCall, 'as' | 'conversation' | 'thread' | 'source'>;
  /** What it was opened with. */
  data: Record<string, unknown>;
  frame: Omit<Dialog, 'card'>;
  card?: Dialog['card'] | undefined;
  /** Counts what the app has shown in it. */
  sequence: number;
  /** The card is only shown: what the app would post, as an activity. */
  preview?: Record<string, unknown> | undefined;
  signIn?: Omit<Extract<DialogOutcome, { kind: 'signIn' }>, 'kind'> | undefined;
  /** The app's last word. */
  said: string;
  problem: string;
  busy: boolean;
}

/** Names a compose box: that of a conversation, or of a post in a channel. */
export function placeKey(conversation: string, thread: string): string {
  return thread === '' ? conversation : `${conversation};${thread}`;
}

/** Everything the page knows about the sandbox, as the chosen person sees it. */
export interface State {
  session?: Session;
  conversations?: Conversation[];
  messages: Record<string, Message[] | undefined>;
  /** Conversations in which the bot is typing. */
  typing: Record<string, boolean | undefined>;
  tenant?: Tenant;
  /** When a group's revision was last seen to grow, epoch milliseconds. */
  changedAt: Record<string, number | undefined>;
  traffic: TrafficEntry[];
  /** Whether the event stream is open. */
  connected: boolean;
  /** Why something could not be read, by what was asked. */
  failures: Record<string, string | undefined>;
  toasts: Toast[];
  dialog?: OpenDialog | undefined;
  /** Cards that wait in compose boxes, by `placeKey`. */
  attached: Record<string, Dialog['card'] | undefined>;
}

const empty: State = {
  messages: {},
  typing: {},
  changedAt: {},
  traffic: [],
  connected: true,
  failures: {},
  toasts: [],
  attached: {},
};

let current: State = empty;
const listeners = new Set<() => void>();

/** The state as it is now. */
export function state(): State {
  return current;
}

/** Replaces parts of the state and draws what depends on it. */
export function update(patch: Partial<State>): void {
  current = { ...current, ...patch };
  for (const listener of [...listeners]) listener();
}

/** Forgets what one person saw; the session and the toasts stay. */
export function forgetPerson(): void {
  const { session, toasts, traffic } = current;
  current = { ...empty, toasts, traffic, ...(session ? { session } : {}) };
  update({});
}

/** One part of the state; draws the component again when that part is another value. */
export function useStore<T>(select: (all: State) => T): T {
  const [, draw] = useState(0);
  const shown = useRef({ select, value: select(current) });
  shown.current = { select, value: select(current) };
  useEffect(() => {
    const listener = (): void => {
      if (shown.current.select(current) !== shown.current.value) draw((count) => count + 1);
    };
    listeners.add(listener);
    listener();
    return () => void listeners.delete(listener);
  }, []);
  return shown.current.value;
}

let toastKey = 0;

/** Shows a notice for six seconds; errors stay for ten. */
export function toast(text: string, tone: Toast['tone'] = 'info', news?: Toast['news']): void {
  const key = ++toastKey;
  update({ toasts: [...current.toasts.slice(-3), { key, tone, text, ...(news ? { news } : {}) }] });
  setTimeout(() => dismissToast(key), tone === 'error' ? 10_000 : 6_000);
}

/** Takes a notice away. */
export function dismissToast(key: number): void {
  update({ toasts: current.toasts.filter((each) => each.key !== key) });
}

/** The sandbox's time, epoch milliseconds. */
export function sandboxNow(): number {
  return Date.now() + (current.session?.aheadSeconds ?? 0) * 1000;
}
