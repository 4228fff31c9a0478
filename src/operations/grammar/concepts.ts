/** Words that stand for one thing to do, whatever it is done to. Between them a sentence and a phrase may differ. */
const generic: Readonly<Record<string, string>> = {
  show: 'show see list display view open what which where there browse',
  new: 'new create make build establish launch creation',
  start: 'start begin',
  add: 'add put include insert attach',
  give: 'give hand',
  remove: 'remove take kick throw drop eject exclude removal',
  change: 'change edit modify update adjust alter switch set amend correct revise replace',
  find: 'find search discover locate look seek',
  who: 'who whom people person',
  my: 'my i mine',
  every: 'all every whole entire',
  not: 'no not never stop',
};

/** Other words for the things that operations are about, and for what is done to them alone. */
const things: Readonly<Record<string, string>> = {
  own: 'own owner ownership responsible charge',
  member: 'member participant belong',
  photo: 'photo picture image avatar logo icon pic',
  expiration: 'expiration expiry lifecycle retention',
  expire: 'expire lapse outdated',
  renew: 'renew extend prolong lengthen renewal',
  restore: 'restore recover undelete undo',
  favourite: 'favourite favourites star pin bookmark',
  file: 'file document folder library',
  meeting: 'meeting appointment',
  calendar: 'calendar agenda',
  plan: 'plan planner',
  schedule: 'schedule arrange organise organize',
  permission: 'permission grant right access allowed',
  detail: 'detail info information',
  error: 'error problem issue trouble failure',
  happened: 'happened changed',
  audit: 'audit log trail history',
  latest: 'latest newest recent',
  notebook: 'notebook onenote notes',
  site: 'site sharepoint website',
  conversation: 'conversation discussion thread topic',
  post: 'post message announce announcement',
  approval: 'approval approve decision decide',
  licence: 'licence license',
  app: 'app application',
  device: 'device computer laptop tablet machine',
  guest: 'guest external outsider visitor',
  task: 'task todo',
  due: 'due deadline',
  finish: 'finish complete done tick',
  assign: 'assign delegate',
  setting: 'setting settings option preference configuration',
  delete: 'delete erase deletion',
};

/** Words that carry no wish of their own. */
const small = new Set(
  (
    'a an the this that these those it its here some any one ones s t of in on at to from for into onto about with by as ' +
    'is are am be been being was were do does did have has had can could will would shall should may might must ' +
    'you me we us our your he she they him her them his their and or so then also too just please pls thanks like want need ' +
    'how when if yes if while again now called named each other such more most very really anything something know up off down out get tell check use over than ' +
    'going go gonna want wish love would currently existing exist exists actually still already kind sort hey hi'
  ).split(' '),
);

const conceptByStem = new Map<string, string>();
for (const [table, mark] of [
  [generic, '*'],
  [things, ''],
] as const)
  for (const [concept, words] of Object.entries(table))
    for (const word of words.split(' '))
      if (!conceptByStem.has(stemOf(word))) conceptByStem.set(stemOf(word), mark + concept);

/** @returns what a word stands for; undefined for one that says nothing by itself. @param key in lower case and usual spelling */
export function conceptOf(key: string): string | undefined {
  if (key === '' || small.has(key)) return undefined;
  const stem = stemOf(key);
  return conceptByStem.get(stem) ?? stem;
}

/** Whether it could be said of anything. */
export function isGeneric(concept: string): boolean {
  return concept.startsWith('*');
}

/** Whether nothing is said by these words but what could be said of anything. */
export function areGeneric(keys: readonly string[]): boolean {
  return keys.every((key) => isGeneric(conceptOf(key) ?? '*'));
}

/** “Channels”, “channel”; “archiving”, “archive”. What is over, “archived”, is another word. */
export function stemOf(key: string): string {
  const word = key.replace(/'s$/u, '');
  if (word.length < 4) return word;
  return word
    .replace(/ies$/u, 'y')
    .replace(/(?<![aious])s$/u, '')
    .replace(/(?<=[a-z]{3})(?:([b-df-hj-np-tv-z])\1)?ing$/u, '$1')
    .replace(/(?<=..)e$/u, '');
}
