import type { Message } from '../../src/sandbox/page/api.ts';
import { textOf, titlesOf } from './card-reading.ts';
import type { Muster } from './muster.ts';
import type { Person } from './person.ts';
import { auditProblems, oneLine } from './sweep-group.ts';
import type { Errand, Scene, Verdict } from './sweep.ts';

/** A group and its name, as a person would say it. */
interface Place {
  id: string;
  name: string;
}

export interface JoinScene {
  group: Place;
  requester: Person;
  /** Its owners, in the order in which they press. */
  approvers: readonly Person[];
}

const decisions = ['Approve', 'Try again'];

/** Somebody asks to join and an owner lets them in. Afterwards they leave, so that it can be asked again. */
export function joinScene(muster: Muster, { group, requester, approvers }: JoinScene): Scene {
  const isMember = (): boolean => muster.sandbox.tenant.isLinked(group.id, 'member', requester.id);
  return {
    name: 'join',
    usualPresses: 1,
    prepare: async (): Promise<Errand> => {
      const everybody = [...approvers, requester];
      const before = new Set((await Promise.all(everybody.map((one) => one.fromBot()))).flat().map(({ id }) => id));
      const form = await requester.ask(`join ${group.name}`, 'An owner has to let you in');
      const fresh = async (person: Person): Promise<Message[]> =>
        (await person.fromBot()).filter((message) => !before.has(message.id) && textOf(message).includes(group.name));
      const send = async (): Promise<string | undefined> => {
        const now = await requester.again(form);
        if (!titlesOf(now).includes('Send request')) return undefined;
        await requester.press(now, 'Send request');
        return 'Send request';
      };
      return {
        begin: send,
        goOn: async (pressed) => {
          const screens = await Promise.all(everybody.map(fresh));
          if (pressed < 0) return undefined;
          return (await send()) ?? decide(pressed, approvers, screens);
        },
        verdict: async () => {
          const verdict = await verdictOnJoining(muster, { approvers, requester }, fresh, isMember());
          muster.sandbox.tenant.unlink(group.id, 'member', requester.id);
          return verdict;
        },
      };
    },
  };
}

async function decide(
  pressed: number,
  people: readonly Person[],
  screens: readonly Message[][],
): Promise<string | undefined> {
  for (let turn = 0; turn < people.length; turn += 1) {
    const index = (pressed + turn) % people.length;
    const message = screens[index]?.findLast((one) => titlesOf(one).some((title) => decisions.includes(title)));
    const title = message && titlesOf(message).find((one) => decisions.includes(one));
    if (!message || title === undefined) continue;
    await people[index]?.press(message, title);
    return `${title} (${index + 1})`;
  }
  return undefined;
}

async function verdictOnJoining(
  muster: Muster,
  { approvers, requester }: Pick<JoinScene, 'approvers' | 'requester'>,
  fresh: (person: Person) => Promise<Message[]>,
  isMember: boolean,
): Promise<Verdict> {
  const problems: string[] = [];
  const [request, ...others] = await muster.rows(
    `select id, status from request where kind = 'join' and requester_id = '${requester.id}' and status <> 'withdrawn'
     order by created_at desc limit 1`,
  );
  if (others.length > 0 || request?.['status'] !== 'done')
    problems.push(`the request is ${String(request?.['status'])}`);
  problems.push(...(await auditProblems(muster, String(request?.['id']), 'request.approve')));
  let askedTwice = 0;
  for (const approver of approvers) {
    const cards = (await fresh(approver)).filter((card) => textOf(card).includes('asks to join'));
    askedTwice += Math.max(0, cards.length - 1);
    if (cards.length === 0) problems.push('an owner has no card');
    for (const card of cards)
      if (titlesOf(card).some((title) => decisions.includes(title)))
        problems.push(`an owner's card says: ${oneLine(card)}`);
  }
  const own = await fresh(requester);
  const told = own.filter((message) => textOf(message).includes(': approved'));
  if (told.length === 0) problems.push('the requester was not told');
  for (const card of own)
    if (/Waiting|Send request/.test(textOf(card))) problems.push(`the requester's card says: ${oneLine(card)}`);
  return { effects: isMember ? 1 : 0, problems, askedTwice, toldTwice: Math.max(0, told.length - 1) };
}

export interface AddScene {
  group: Place;
  owner: Person;
  /** Whom the owner adds: id and the words by which they are called. */
  people: readonly { id: string; principalName: string }[];
}

/** An owner adds people with one command; Teams brings it again when nobody answered. Afterwards they are taken out. */
export function addScene(muster: Muster, { group, owner, people }: AddScene): Scene {
  const { tenant } = muster.sandbox;
  const inside = (): number => people.filter(({ id }) => tenant.isLinked(group.id, 'member', id)).length;
  return {
    name: 'add three',
    usualPresses: 0,
    prepare: async (): Promise<Errand> => {
      const before = new Set((await owner.fromBot()).map(({ id }) => id));
      const [last] = await muster.rows('select max(sequence) as sequence from audit_event');
      const startedAt = Number(last?.['sequence'] ?? 0);
      const command = `add ${people.map(({ principalName }) => principalName).join(', ')} to ${group.name}`;
      const answers = async (): Promise<Message[]> =>
        (await owner.fromBot()).filter((message) => !before.has(message.id) && textOf(message).includes(group.name));
      return {
        begin: () => owner.write(command),
        goOn: async (pressed) => {
          if ((await answers()).length > 0 || pressed < 0) return undefined;
          await owner.write(command);
          return 'the command once more';
        },
        verdict: async () => {
          const all = await answers();
          const problems = inside() === people.length ? [] : [`${inside()} of ${people.length} are members`];
          if (all.length === 0) problems.push('the owner has no answer');
          const events = await muster.rows(
            `select outcome from audit_event where operation = 'member.add' and sequence > ${startedAt}`,
          );
          const outcomes = events.map(({ outcome }) => String(outcome));
          if (!outcomes.includes('begun')) problems.push('the trail does not say that it began');
          // Where the first attempt had done it and died, the second finds everybody there.
          if (!outcomes.some((one) => one === 'done' || one === 'refused')) problems.push('the trail has no end of it');
          const effects = inside() === people.length ? 1 : 0;
          for (const { id } of people) tenant.unlink(group.id, 'member', id);
          return { effects, problems, askedTwice: 0, toldTwice: Math.max(0, all.length - 1) };
        },
      };
    },
  };
}
