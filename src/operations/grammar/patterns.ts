import type { Operation } from '../operation.ts';
import { conceptOf, isGeneric } from './concepts.ts';
import { sayingsOf, type Saying } from './sayings.ts';
import { fieldsOf } from './slots.ts';
import { keysOf } from './tokens.ts';

/** One way to say a command, as the things that it speaks of, whatever their order. */
export interface Pattern {
  operation: Operation;
  /** Of each one is said. */
  concepts: readonly ReadonlySet<string>[];
  /** The words that are written for it. */
  keys: ReadonlySet<string>;
  /** A small word follows the last of them, such as “of”: what comes then is a name. */
  isOpen: boolean;
}

export interface Patterns {
  all: readonly Pattern[];
  /** How much a concept tells: those that few commands speak of tell much. */
  weights: ReadonlyMap<string, number>;
  /** The fields that words fill, by the name of the operation. */
  fields: ReadonlyMap<string, readonly string[]>;
  /** Every word of every phrase, for typing mistakes. */
  words: ReadonlySet<string>;
}

export function patternsOf(operations: readonly Operation[]): Patterns {
  const fields = new Map(operations.map((operation) => [operation.name, fieldsOf(operation)]));
  const phrases = operations.flatMap((operation) =>
    operation.phrases.map((phrase) => ofPhrase(operation, keysOf(phrase))),
  );
  const sayings = sayingsOf(operations).flatMap((saying) => ofSaying(saying, fields) ?? []);
  // What could be said of anything starts nothing by itself.
  const all = [...phrases, ...sayings].filter(({ concepts }) => concepts.some((one) => ![...one].some(isGeneric)));
  return {
    all,
    weights: weightsOf(all, operations.length),
    fields,
    words: new Set(operations.flatMap((operation) => operation.phrases.flatMap(keysOf))),
  };
}

function ofPhrase(operation: Operation, keys: readonly string[]): Pattern {
  const concepts = new Set(keys.flatMap((key) => conceptOf(key) ?? []));
  const isOpen = conceptOf(keys.at(-1) ?? '') === undefined;
  return { operation, concepts: [...concepts].map((one) => new Set([one])), keys: new Set(keys), isOpen };
}

/** Without its order. What chooses a value, or fills a field that words do not, needs the whole sentence. */
function ofSaying({ command, parts }: Saying<Operation>, fields: Patterns['fields']): Pattern | undefined {
  const filled = fields.get(command.name) ?? [];
  if (parts.some((part) => 'field' in part && (part.words || !filled.includes(part.field)))) return undefined;
  const choices = parts.flatMap((part) => ('isOptional' in part && !part.isOptional ? [part.words] : []));
  const concepts = choices
    .map((words) => new Set([...words].flatMap((word) => conceptOf(word) ?? [])))
    .filter(({ size }) => size > 0);
  const keys = new Set(choices.flatMap((words) => [...words]));
  return { operation: command, concepts, keys, isOpen: true };
}

function weightsOf(all: readonly Pattern[], count: number): Map<string, number> {
  const speakers = new Map<string, Set<string>>();
  for (const { operation, concepts } of all)
    for (const concept of concepts.flatMap((one) => [...one]))
      speakers.set(concept, (speakers.get(concept) ?? new Set()).add(operation.name));
  const weightOf = (concept: string, names: number): number =>
    (isGeneric(concept) ? 0.5 : 1) * Math.log(1 + count / names);
  return new Map([...speakers].map(([concept, names]) => [concept, weightOf(concept, names.size)]));
}
