import { executeAction } from './define-card.ts';
import { escapeParagraphs, escapeText } from './escape.ts';
import type { Avatar } from './words.ts';

/** One thing in a list, with what one would do with it next. */
export interface Row {
  /** As somebody wrote it; escaped here. */
  name: string;
  /** What it is, in our words; whoever puts a name among them escapes it. Empty ones are left out. */
  meta?: readonly string[];
  /** As somebody wrote it; escaped here. */
  text?: string;
  /** Ready to show, instead of a text. */
  sentences?: string;
  /** How much of the text is shown, in UTF-16 units; 400 when absent. */
  textLength?: number;
  avatar?: Avatar;
  /** Two at most: a phone is narrow. */
  actions?: readonly Record<string, unknown>[];
}

/** A list for the template `rows`: a title, a sentence (also where there is nothing to list), rows, and buttons. */
export interface Rows {
  /** Ready to show. */
  title: string;
  /** Ready to show; says what to do where the list is empty. */
  sentence?: string;
  rows: readonly Row[];
  actions?: readonly Record<string, unknown>[];
}

export function rowsView({ title, sentence = '', rows, actions = [] }: Rows): Record<string, unknown> {
  return { title, sentence, hasSentence: sentence !== '', rows: rows.map(rowView), actions };
}

function rowView({
  name,
  meta = [],
  text = '',
  sentences,
  textLength = 400,
  avatar,
  actions = [],
}: Row): Record<string, unknown> {
  const words = meta.filter((part) => part !== '').join(' · ');
  return {
    hasAvatar: avatar !== undefined,
    initials: avatar?.initials ?? '',
    avatarStyle: avatar?.avatarStyle ?? 'default',
    name: escapeText(name, 160),
    meta: words,
    hasMeta: words !== '',
    text: sentences ?? escapeParagraphs(text, textLength),
    hasText: (sentences ?? text).trim() !== '',
    actions,
    hasActionsBeside: actions.length > 0 && fitsBeside(actions),
    hasActionsBelow: actions.length > 0 && !fitsBeside(actions),
  };
}

/** In characters: a phone of 320 pixels leaves no more beside text that is to be read in lines. */
const mostBeside = 7;

function fitsBeside(actions: readonly Record<string, unknown>[]): boolean {
  return actions.length === 1 && String(actions[0]?.['title']).length <= mostBeside;
}

/** The buttons that turn the pages of a list. @param again what the operation needs to show the same list */
export function pageActions(
  verb: string,
  again: Record<string, unknown>,
  { next, isContinued = false }: { next?: string | undefined; isContinued?: boolean },
): Record<string, unknown>[] {
  return [
    ...(next === undefined ? [] : [executeAction('More', verb, { ...again, next })]),
    ...(isContinued ? [executeAction('From the start', verb, again)] : []),
  ];
}
