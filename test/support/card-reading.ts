import type { Message, SubmitAction } from '../../src/sandbox/page/api.ts';

type Json = Record<string, unknown>;

/** A button as a client offers it; `inputs` are the ids of the fields that would be sent along. */
export interface Button {
  title: string;
  action: SubmitAction['action'];
}

/** Everything that a person reads in a message, one line a piece: text, facts, labels and the titles of buttons. */
export function textOf(message: Pick<Message, 'text' | 'cards'>): string {
  return [message.text, ...message.cards.flatMap(piecesOf)].filter((piece) => piece !== '').join('\n');
}

/** The buttons of a message, those behind a "show card" button too; how it refreshes itself is none. */
export function buttonsOf(message: Pick<Message, 'cards'>): Button[] {
  return message.cards.flatMap((card) => buttonsIn({ ...card, refresh: undefined }));
}

export function titlesOf(message: Pick<Message, 'cards'>): string[] {
  return buttonsOf(message).map(({ title }) => title);
}

const shown = ['text', 'title', 'value', 'label', 'errorMessage'];

function piecesOf(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(piecesOf);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'data' || key === 'fallback' || key === 'refresh') return [];
    if (typeof value === 'string') return shown.includes(key) ? [unescaped(value)] : [];
    return piecesOf(value);
  });
}

/** As a renderer shows it: Markdown's backslashes, entities and invisible marks are gone. */
function unescaped(text: string): string {
  return text
    .replace(/[\u2060\u2066-\u2069]/gu, '')
    .replace(/\\([\\`*_[\](){}#+\-!~|.])/gu, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function buttonsIn(node: unknown): Button[] {
  if (Array.isArray(node)) return node.flatMap(buttonsIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, title, verb, data, id } = node as Json;
  const inside = Object.entries(node).flatMap(([key, value]) => (key === 'fallback' ? [] : buttonsIn(value)));
  if (type !== 'Action.Execute' && type !== 'Action.Submit') return inside;
  const action: SubmitAction['action'] = {
    type,
    data: (data ?? {}) as Json,
    ...(typeof verb === 'string' && { verb }),
    ...(typeof id === 'string' && { id }),
  };
  return [{ title: typeof title === 'string' ? title : '', action }, ...inside];
}

/** What a client sends of the boxes of a card, all ticked or those that are meant by their place. */
export function ticked(
  message: Pick<Message, 'cards'>,
  isMeant: (index: number) => boolean = () => true,
): Record<string, string> {
  const boxes = message.cards.flatMap(boxesIn);
  return Object.fromEntries(boxes.map(({ id, on, off }, index) => [id, isMeant(index) ? on : off]));
}

function boxesIn(node: unknown): { id: string; on: string; off: string }[] {
  if (Array.isArray(node)) return node.flatMap(boxesIn);
  if (typeof node !== 'object' || node === null) return [];
  const { type, id, valueOn, valueOff } = node as Json;
  if (type === 'Input.Toggle') return [{ id: String(id), on: String(valueOn), off: String(valueOff) }];
  return Object.values(node).flatMap(boxesIn);
}
