const inner = /\s+(?:of|in|for|from)\s+/giu;
const toPlan = /\s+(?:to|into|onto)\s+/giu;

/**
 * A plan and its group in the words after a command: “Autumn catalogue of Design Guild”. The last link counts; in quotes
 * a name may hold any. Without a link they name the plan.
 */
export function planAndGroup(words: string): Record<string, string> {
  const { before, after } = splitAtLast(words, inner);
  const group = after.replace(/^(?:the\s+)?(?:group|team)\s+(?=\S)/iu, '');
  return { ...field('plan', before.replace(/^(?:the\s+)?plan\s+(?=\S)/iu, '')), ...field('group', group) };
}

/** Something in a plan: “Draw the cover of Autumn catalogue of Design Guild”, or with “to” where it is to be put there. */
export function thingInPlan(words: string, name: 'task' | 'title'): Record<string, string> {
  const { before, after } = splitAtLast(words, toPlan);
  if (name === 'title' && after !== '') return { ...field(name, before), ...planAndGroup(after) };
  const last = splitAtLast(words, inner);
  if (last.after === '') return field(name, words);
  const first = splitAtLast(last.before, inner);
  if (first.after === '') return { ...field(name, last.before), ...planAndGroup(last.after) };
  return { ...field(name, first.before), ...planAndGroup(`${first.after} of ${last.after}`) };
}

/** The same with what is to be done about it behind the last “to”: “… to Friday”, “… to Ada and Grace”. */
export function taskAndTarget(words: string, target: string): Record<string, string> {
  const { before, after } = splitAtLast(words, /\s+(?:to|as|on)\s+/giu);
  return { ...thingInPlan(before, 'task'), ...field(target, after) };
}

/** A new task, with the day and the people that may stand behind it: “… due Friday assigned to Ada”. */
export function newTaskWords(words: string): Record<string, string> {
  const people = /\s+assign(?:ed)?\s+to\s+(.+?)(?=\s+due\s+|$)/iu.exec(words);
  const rest = people ? words.replace(people[0], '') : words;
  const due = /\s+due\s+(?:on\s+|by\s+)?(.+)$/iu.exec(rest);
  const task = due ? rest.slice(0, due.index) : rest;
  return { ...thingInPlan(task, 'title'), ...field('due', due?.[1] ?? ''), ...field('people', people?.[1] ?? '') };
}

function splitAtLast(words: string, link: RegExp): { before: string; after: string } {
  const quoted = /^\s*["“„«][^"”“»]+["”“»]/u.exec(words)?.[0] ?? '';
  const found = [...words.slice(quoted.length).matchAll(link)].at(-1);
  if (!found) return { before: words, after: '' };
  const at = quoted.length + found.index;
  return { before: words.slice(0, at), after: words.slice(at + found[0].length) };
}

function field(name: string, words: string): Record<string, string> {
  const value = words.trim().replace(/^["“„«](.*)["”“»]$/su, '$1');
  return value === '' ? {} : { [name]: value };
}
