import { readFileSync } from 'node:fs';
import type { CardMessage } from '../ports/messenger.ts';
import type { Reader } from './reader.ts';
import { parseTemplate, type ParsedTemplate } from './templating.ts';

type Json = Record<string, unknown>;

/** A card that was drawn. */
export interface DrawnCard extends CardMessage {
  /** Present when the card waits for an answer: a form, a choice, a confirmation. */
  isQuestion?: true;
}

/** A way to draw typed data. */
export interface Card<T> {
  (data: T, reader: Reader): DrawnCard;
  readonly template: string;
  /** Data for each face that the card has, by a name for it. */
  readonly samples: Readonly<Record<string, T>>;
}

interface CardDefinition<T> {
  samples: Readonly<Record<string, T>>;
  /** The values that the template names, ready to show: user text escaped, times formatted. Every one is present. */
  view(data: T, reader: Reader): Json;
  /** The plain text that stands for the card in notifications and old clients. */
  text(data: T, reader: Reader): string;
  /** Whether the card asks for something before anything is done. When absent, the templates `form` and `confirm` do. */
  asks?(data: T): boolean;
}

/**
 * A card: layout and wording in `adaptive-cards/<template>.json`, data and samples beside the call. Each `Action.Execute`
 * gets a `fallback` for clients that only know `Action.Submit`, with the same verb inside its data.
 */
export function defineCard<T>(template: string, definition: CardDefinition<T>): Card<T> {
  const expand = lazily(() => templateNamed(template));
  const render = (data: T, reader: Reader): DrawnCard => {
    const text = withoutMarkup(definition.text(data, reader));
    const card = expand().expand({ $root: definition.view(data, reader) });
    // What stood for a part whose `$when` did not hold; in lists the library takes it out itself.
    if (card['refresh'] === null) delete card['refresh'];
    withFallbacks(card);
    // Our words are English whoever reads them: a name written from right to left must not turn the card around.
    const drawn = { card: { ...card, fallbackText: text, lang: 'en', rtl: false }, text };
    return (definition.asks?.(data) ?? asking.has(template)) ? { ...drawn, isQuestion: true } : drawn;
  };
  return Object.assign(render, { template, samples: definition.samples });
}

const asking: ReadonlySet<string> = new Set(['form', 'confirm']);

/** Some clients read this text as Markdown too: a word joiner, which nobody sees, ends tags and links before they begin. */
function withoutMarkup(text: string): string {
  return text.replace(/[<\]]/gu, '$&\u2060');
}

/** Parsing costs a hundred times what expanding does, and a parsed template keeps no state. */
function templateNamed(name: string): ParsedTemplate {
  return parseTemplate(JSON.parse(readFileSync(new URL(`../../adaptive-cards/${name}.json`, import.meta.url), 'utf8')));
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

function withFallbacks(node: unknown): void {
  if (typeof node !== 'object' || node === null) return;
  for (const child of Object.values(node)) withFallbacks(child);
  const action = node as Json;
  if (action['type'] !== 'Action.Execute' || 'fallback' in action) return;
  action['fallback'] = {
    type: 'Action.Submit',
    title: action['title'],
    data: { ...(action['data'] as Json | undefined), verb: action['verb'] },
  };
}

/** A button whose presence or data depends on the state; the rest stand in the templates. */
export function executeAction(title: string, verb: string, data: Json): Json {
  return { type: 'Action.Execute', title, verb, data };
}

/** The same, but the answer comes as a message of its own: this card stays, because it is kept true or is come back to. */
export function openAction(title: string, verb: string, data: Json): Json {
  return executeAction(title, verb, { ...data, place: 'new' });
}

/**
 * A button that opens the operation's form as a dialog; what comes of it is a message of its own. A client that knows no
 * dialogs sends the same as a message, and the form comes as a card.
 * @param verb an operation that has a `dialog`
 */
export function openDialog(title: string, verb: string, data: Json): Json {
  return { type: 'Action.Submit', title, data: { ...data, msteams: { type: 'task/fetch' }, verb, place: 'new' } };
}

/** Marks the one button of a card that is most likely wanted. */
export function primary(action: Json): Json {
  return { ...action, style: 'positive' };
}
