import { z } from 'zod';
import { helpCard, type HelpEntry } from '../../cards/help.ts';
import type { BuiltInCommand } from '../built-in-commands.ts';
import { roleNeeded } from '../../domain/entra-roles.ts';
import { defineOperation } from '../define-operation.ts';
import { words } from '../inputs.ts';
import type { Operation } from '../operation.ts';

const pageSize = 6;

type Listed = Pick<Operation, 'name' | 'phrases' | 'summary' | 'example' | 'role'>;

/**
 * Says what can be asked for, a page at a time, or what fits some words. Needs no sign-in, and everybody may see it.
 * @param listed the operations to tell about, in the order to tell them
 */
export function helpOperation(listed: readonly Listed[], builtIn: readonly BuiltInCommand[]): Operation {
  const entries = [...listed, ...builtIn].flatMap(entryOf).sort(byArea);
  return defineOperation({
    name: 'help',
    phrases: [
      'help',
      'what can you do',
      'commands',
      'menu',
      'how does this work',
      'hello',
      'hi',
      'hey',
      'start',
      '?',
      'good morning',
      'help me',
      'help with',
      'help on',
      'help about',
      'explain',
      'what are you able to do',
      'who are you',
    ],
    summary: 'Show what you can ask for',
    example: 'help requests',
    argument: 'words',
    input: z.object({
      words,
      /** The words are the heading of an area, and nothing beyond it is meant. */
      isArea: z.literal('yes').optional(),
      next: z.int({ error: 'This page cannot be found any more. Say “help”.' }).min(0).default(0),
    }),
    scopes: [],
    answersInPublic: true,

    run({ words: sought, isArea, next: start }) {
      const fitting = entriesFor(sought, entries, isArea === 'yes');
      const end = start + pageSize;
      return Promise.resolve({
        entries: fitting.slice(start, end),
        words: sought,
        isArea: isArea === 'yes',
        total: fitting.length,
        areas: sought === '' && start === 0 ? areasOf(entries) : [],
        ...(end < fitting.length && { next: end }),
      });
    },
    card: helpCard,
  });
}

interface Entry extends HelpEntry {
  /** All that can be looked for. */
  searchable: string;
}

/** What only buttons ask for is explained by the cards that carry them. */
function entryOf({ name, phrases, summary: what, example, role }: Listed): Entry[] {
  const [phrase] = phrases;
  if (phrase === undefined) return [];
  const area = areaOf(name);
  const summary = role ? `${what}. ${roleNeeded(role)}` : what;
  return [{ phrase, summary, example, area, searchable: [area, summary, ...phrases].join(' ').toLowerCase() }];
}

/** Headings in their order, with what the names of their operations begin with. */
const areas: Readonly<Record<string, readonly string[]>> = {
  Groups: ['group'],
  People: ['member', 'owner', 'person', 'term'],
  Teams: ['team', 'channel'],
  Conversations: ['talk', 'sender'],
  Calendar: ['event'],
  Plans: ['plan', 'task'],
  Files: ['file', 'site', 'notebook'],
  Requests: ['request', 'rules'],
  You: [],
  Administration: ['policy', 'settings', 'licence', 'app', 'extension', 'schema', 'delta', 'outgoing'],
};
const headings = Object.keys(areas);

function areaOf(name: string): string {
  const [beginning = ''] = name.split('.');
  return headings.find((heading) => areas[heading]?.includes(beginning)) ?? 'You';
}

/** Each area that has something, with how much. */
function areasOf(entries: readonly Entry[]): { area: string; count: number }[] {
  return headings
    .map((area) => ({ area, count: entries.filter((entry) => entry.area === area).length }))
    .filter(({ count }) => count > 0);
}

/** All of an area by its name, and after it, unless only that is meant, what else holds the words. */
function entriesFor(sought: string, entries: readonly Entry[], isArea: boolean): Entry[] {
  const area = headings.find((heading) => heading.toLowerCase() === sought.toLowerCase());
  const inside = area === undefined ? [] : entries.filter((entry) => entry.area === area);
  if (isArea && area !== undefined) return inside;
  return [...inside, ...entries.filter((entry) => entry.area !== area && fits(entry, sought))];
}

function byArea(a: Entry, b: Entry): number {
  return headings.indexOf(a.area) - headings.indexOf(b.area);
}

function fits({ searchable }: Entry, sought: string): boolean {
  return sought
    .toLowerCase()
    .split(/\s+/u)
    .every((word) => searchable.includes(word));
}
