import type { Message } from '../../src/sandbox/page/api.ts';
import { textOf, titlesOf } from './card-reading.ts';
import type { Muster } from './muster.ts';
import type { Person } from './person.ts';
import type { Errand, Scene, Verdict } from './sweep.ts';
import { until } from './until.ts';

export interface GroupScene {
  name: string;
  /** First part of the names of its groups; one word that no other group has. */
  word: string;
  hasTeam: boolean;
  requester: Person;
  /** In the order in which they press; whoever comes first is the first to decide. */
  approvers: readonly Person[];
  /** Owners besides the requester. */
  further?: readonly Person[];
}

/** A little longer than the bot tries by itself to put a team on a new group. */
const longestWorkMs = 40_000;
const decisions = ['Approve', 'Try again', 'Finish'];

/** A new group is asked for and approved; who decides and who asked press what their cards offer. */
export function newGroupScene(muster: Muster, scene: GroupScene): Scene {
  return { name: scene.name, usualPresses: 1, prepare: (nth) => prepare(muster, scene, nth) };
}

async function prepare(muster: Muster, scene: GroupScene, nth: number): Promise<Errand> {
  const { requester, approvers, further = [] } = scene;
  const word = `${scene.word}${String(nth).padStart(3, '0')}`;
  const name = `${word} Design`;
  const inputs = {
    displayName: name,
    mailNickname: `${word.toLowerCase()}Design`,
    visibility: 'private',
    hasTeam: String(scene.hasTeam),
    owners: further.map(({ id }) => id).join(','),
  };
  const form = await requester.ask(`new group ${word}`, 'Somebody has to agree');
  const about = async (person: Person): Promise<Message[]> =>
    (await person.fromBot()).filter((message) => textOf(message).includes(word));

  const send = async (): Promise<string | undefined> => {
    const now = await requester.again(form);
    const title = titlesOf(now).find((one) => one.startsWith('Send request'));
    if (title === undefined) return undefined;
    await requester.press(now, title, inputs);
    return title;
  };
  const decide = async (pressed: number, screens: Message[][]): Promise<string | undefined> => {
    const people = [...approvers, requester];
    for (let turn = 0; turn < people.length; turn += 1) {
      const index = (pressed + turn) % people.length;
      const message = screens[index]?.findLast((one) => titlesOf(one).some((title) => decisions.includes(title)));
      const title = message && titlesOf(message).find((one) => decisions.includes(one));
      if (!message || title === undefined) continue;
      await people[index]?.press(message, title);
      return `${title} (${index + 1})`;
    }
    return undefined;
  };
  return {
    begin: send,
    goOn: async (pressed) => {
      const look = () => Promise.all([...approvers, requester].map(about));
      // Nobody presses while a card says that it goes on by itself, unless it says so for too long.
      const isAtWork = (all: Message[][]): boolean => all.flat().some((one) => textOf(one).includes('follows in'));
      await until('nothing goes on by itself', async () => !isAtWork(await look()), longestWorkMs).catch(
        () => undefined,
      );
      const screens = await look();
      if (pressed < 0) return undefined;
      return (await send()) ?? decide(pressed, screens);
    },
    verdict: () => verdictOn(muster, scene, { name, about }),
  };
}

async function verdictOn(
  muster: Muster,
  { requester, approvers, further = [], hasTeam }: GroupScene,
  { name, about }: { name: string; about: (person: Person) => Promise<Message[]> },
): Promise<Verdict> {
  const { tenant } = muster.sandbox;
  const made = [...tenant.groups()].filter((group) => group.displayName === name);
  const problems: string[] = [];
  const expect = (isRight: boolean, problem: string): void => {
    if (!isRight) problems.push(problem);
  };
  const [group] = made;
  const wanted = [requester, ...further].map(({ id }) => id).sort();
  if (group) {
    const linked = (kind: 'owner' | 'member'): string => [...tenant.linked(group.id, kind)].sort().join();
    expect(linked('owner') === wanted.join(), `owners are ${linked('owner')}`);
    expect(linked('member') === wanted.join(), `members are ${linked('member')}`);
    expect(group.visibility === 'Private', `visibility is ${String(group.visibility)}`);
    expect(group.hasTeam === hasTeam, hasTeam ? 'it has no team' : 'it has a team');
  }
  const requests = await muster.rows(`select id, status, group_id from request where group_name = '${name}'`);
  expect(requests.length === 1, `there are ${requests.length} requests`);
  const [request] = requests;
  expect(request?.['status'] === 'done', `the request is ${String(request?.['status'])}`);
  expect(request?.['group_id'] === group?.id, 'the request names another group');
  problems.push(...(await auditProblems(muster, String(request?.['id']), 'request.approve-creation')));

  let askedTwice = 0;
  for (const approver of approvers) {
    const cards = await about(approver);
    askedTwice += Math.max(0, cards.length - 1);
    expect(cards.length > 0, 'an approver has no card');
    for (const card of cards) expect(isDone(card), `an approver's card says: ${oneLine(card)}`);
  }
  const own = await about(requester);
  // What came as news was true when it came; the card of the request has to be true now.
  const status = own.filter(
    (message) => textOf(message).includes('What for') || titlesOf(message).includes('Send request'),
  );
  const told = own.filter(
    (message) => !status.includes(message) && /The group is there(?!, but)/.test(textOf(message)),
  );
  expect(told.length > 0, 'the requester was not told');
  for (const card of status) expect(isDone(card), `the requester's card says: ${oneLine(card)}`);
  return { effects: made.length, problems, askedTwice, toldTwice: Math.max(0, told.length - 1) };
}

function isDone(message: Message): boolean {
  return (
    textOf(message).includes('The group is there') && !titlesOf(message).some((title) => decisions.includes(title))
  );
}

export function oneLine(message: Message): string {
  return textOf(message).replaceAll('\n', ' / ');
}

/** A change that was made has its beginning and its end on record, under one correlation id. */
export async function auditProblems(muster: Muster, requestId: string, operation: string): Promise<string[]> {
  const events = await muster.rows(
    `select outcome, correlation_id from audit_event where request_id = '${requestId}' and operation = '${operation}'`,
  );
  const done = events.filter(({ outcome }) => outcome === 'done');
  const begun = new Set(events.filter(({ outcome }) => outcome === 'begun').map((event) => event['correlation_id']));
  return [
    ...(done.length === 0 ? ['the trail does not say that it was done'] : []),
    ...(done.every((event) => begun.has(event['correlation_id'])) ? [] : ['the trail has an end without a beginning']),
  ];
}
