import { setTimeout as pause } from 'node:timers/promises';
import type { StoredMessage } from '../src/sandbox/teams/chats.ts';
import { openAudit } from '../src/storage/open-audit.ts';
import type { Seed } from '../src/sandbox/tenant/seed.ts';
import { seedDirectory } from '../src/sandbox/tenant/seed.ts';
import { buttonsOf, textOf } from '../test/support/card-reading.ts';
import { startMuster, type Muster } from '../test/support/muster.ts';
import { until } from '../test/support/until.ts';
import { countRace, type RaceCount } from './race-count.ts';
import { randomFrom } from './simulation/groups.ts';

export interface RaceOptions {
  requests: number;
  /** How often a bot is killed meanwhile. */
  kills: number;
  seed: number;
  /** Bots behind one address; more than one need `databaseUrl`. */
  instances: number;
  databaseUrl?: string;
  log?: (line: string) => void;
}

export interface RaceResult extends RaceCount {
  presses: number;
  seconds: number;
  /** The first entry of the audit trail whose hash does not fit. */
  brokenLink?: number;
}

/** One wish to join, and who will fight about it. */
export interface Wish {
  groupId: string;
  groupName: string;
  requesterId: string;
  ownerIds: string[];
  fight: 'all approve' | 'approve against reject' | 'approve against withdraw';
}

interface Scene {
  muster: Muster;
  random: () => number;
  /** The kills so far, one after the other. */
  killed: Promise<void>;
  presses: number;
}

const requestersPerGroup = 10;
const atOnce = 16;
/** People who press at the same moment do not do so at the same millisecond. */
const hesitationMs = 40;
/** A card that may have been sent when a bot died is in doubt for a minute. */
const patienceMs = 120_000;
/** How often, and after how long, somebody tries again while a bot that was killed comes back. */
const mostAttempts = 40;
const patienceOnceMs = 500;
/** A card that was just looked at is not brought up to date again before; by the sandbox's clock. */
const nextLookSeconds = 120;

/**
 * Has people ask to join, has the owners of each group press different buttons at the same moment (each press delivered
 * twice), kills bots meanwhile, and compares what came of it with the directory, the store and every card.
 */
export async function race(options: RaceOptions): Promise<RaceResult> {
  const begun = performance.now();
  const random = randomFrom(options.seed);
  const wishes: Wish[] = [];
  const muster = await startMuster({
    messageFactor: 50,
    seed: (now) => withRaces(seedDirectory(now), options.requests, randomFrom(options.seed), wishes),
    bots: options.instances,
    ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
  });
  try {
    const scene: Scene = { muster, random, killed: Promise.resolve(), presses: 0 };
    const people = [...new Set(wishes.flatMap(({ requesterId, ownerIds }) => [requesterId, ...ownerIds]))];
    for (const id of people) await muster.person(id).chat();
    await muster.setFaults({ deliveries: 2 });
    await runAll(wishes, scene, options);
    await muster.setFaults({ deliveries: 1 });
    await muster.quiet(patienceMs);
    const unseen = await countRace(muster, wishes);
    await everybodyLooks(scene, people);
    await finishAll(wishes, scene);
    await everybodyLooks(scene, people);
    const seen = await countRace(muster, wishes);
    const brokenLink = await firstBrokenLink(muster, options);
    return {
      ...seen,
      staleUnseen: unseen.staleCards,
      presses: scene.presses,
      seconds: Math.round((performance.now() - begun) / 1000),
      ...(brokenLink !== undefined && { brokenLink }),
    };
  } finally {
    await muster.stop();
  }
}

async function runAll(wishes: readonly Wish[], scene: Scene, { kills, log }: RaceOptions): Promise<void> {
  const killsAt = Array.from({ length: kills }, () => Math.floor(scene.random() * wishes.length));
  const left = [...wishes.entries()].reverse();
  const worker = async (): Promise<void> => {
    for (let entry = left.pop(); entry !== undefined; entry = left.pop()) {
      const [index, wish] = entry;
      const due = killsAt.filter((at) => at === index);
      await Promise.all([fight(wish, scene), ...due.map(() => killOne(scene))]);
      if ((index + 1) % 100 === 0) log?.(`${index + 1} of ${wishes.length} requests`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** At a moment between now and a second later, when no other kill is under way. */
async function killOne(scene: Scene): Promise<void> {
  const { muster, random } = scene;
  await pause(random() * 1_000);
  const bot = muster.bots[Math.floor(random() * muster.bots.length)] ?? muster.bot;
  scene.killed = scene.killed.then(async () => {
    await bot.kill();
    await bot.start();
  });
  await scene.killed;
}

async function fight(wish: Wish, scene: Scene): Promise<void> {
  await ask(wish, scene);
  const deciding = wish.ownerIds.map(async (owner, index) => {
    const card = await cardOf(owner, wish, scene);
    const isAgainst = index > 0 && wish.fight === 'approve against reject';
    return { owner, card, choice: isAgainst ? { title: 'Reject', reason: 'There is no room.' } : { title: 'Approve' } };
  });
  const presses = (await Promise.all(deciding)).map(
    ({ owner, card, choice }) =>
      () =>
        decide(owner, card, choice, scene),
  );
  if (wish.fight === 'approve against withdraw') presses.push(() => takeBack(wish, scene));
  await Promise.all(
    presses.map(async (act) => {
      await pause(scene.random() * hesitationMs);
      await act();
    }),
  );
}

/** Asks until the request is there: what nobody answered is said once more. */
async function ask({ groupName, groupId, requesterId }: Wish, scene: Scene): Promise<void> {
  const { muster } = scene;
  const person = muster.person(requesterId);
  const chat = await person.chat();
  const isAsked = async (): Promise<boolean> =>
    (await muster.rows(`select 1 from request where group_id = '${groupId}' and requester_id = '${requesterId}'`))
      .length > 0;
  for (let attempt = 0; attempt < mostAttempts && !(await isAsked()); attempt += 1) {
    if (attempt > 0) await pause(patienceOnceMs);
    await person.write(`join "${groupName}"`);
    const form = await appears(() =>
      messagesIn(muster, chat).findLast(
        (message) => textOf(message).includes(`Ask to join ${groupName}`) && offers(message, 'Send request'),
      ),
    );
    if (form) await press(requesterId, chat, form, 'Send request', { reason: 'Please' }, scene);
  }
  if (!(await isAsked())) throw new Error(`${groupName} could not be asked for.`);
}

/** The owner's card about this wish. */
async function cardOf(owner: string, { groupName, requesterId }: Wish, { muster }: Scene): Promise<StoredMessage> {
  const chat = await muster.person(owner).chat();
  const name = muster.sandbox.tenant.user(requesterId)?.displayName ?? '';
  return until(
    `a card about ${name} and ${groupName}`,
    () => messagesIn(muster, chat).find((message) => textOf(message).includes(`${name} asks to join ${groupName}`)),
    patienceMs,
  );
}

interface Choice {
  title: string;
  reason?: string;
}

/** Presses until the card does not offer to decide any more, as somebody does whose phone said that it went wrong. */
async function decide(owner: string, card: StoredMessage, { title, reason }: Choice, scene: Scene): Promise<void> {
  const chat = await scene.muster.person(owner).chat();
  for (let attempt = 0; attempt < mostAttempts && offers(asSeen(card, owner), title); attempt += 1) {
    if (attempt > 1) await pause(patienceOnceMs);
    await press(owner, chat, card, title, reason === undefined ? {} : { reason }, scene);
  }
}

/** What was decided and not carried out, because the bot died in between, is tried again by an owner whose card offers it. */
async function finishAll(wishes: readonly Wish[], scene: Scene): Promise<void> {
  for (const wish of wishes) {
    const [owner = ''] = wish.ownerIds;
    const card = await cardOf(owner, wish, scene);
    await decide(owner, card, { title: 'Try again' }, scene);
  }
}

async function takeBack({ requesterId, groupName }: Wish, scene: Scene): Promise<void> {
  const chat = await scene.muster.person(requesterId).chat();
  const mine = messagesIn(scene.muster, chat).findLast(
    (message) =>
      textOf(asSeen(message, requesterId)).includes(`Your request to join ${groupName}`) &&
      offers(asSeen(message, requesterId), 'Take back'),
  );
  if (mine) await press(requesterId, chat, mine, 'Take back', {}, scene);
}

async function press(
  who: string,
  chat: string,
  message: StoredMessage,
  title: string,
  inputs: Record<string, unknown>,
  scene: Scene,
): Promise<void> {
  const button = buttonsOf(asSeen(message, who)).find((one) => one.title === title);
  if (!button) return;
  scene.presses += 1;
  const action = { ...button.action, data: { ...button.action.data, ...inputs } };
  await scene.muster.person(who).act({ id: message.id }, action, chat);
}

/** A card as this person sees it: their own view of it, or what everybody sees. */
export function asSeen(message: StoredMessage, who: string): StoredMessage {
  const view = message.views[who];
  return view ? { ...message, cards: [view] } : message;
}

export function offers(message: Pick<StoredMessage, 'cards'>, title: string): boolean {
  return buttonsOf(message).some((one) => one.title === title);
}

/** Those that are still there, read past the page's API: nobody looks at them by that. */
export function messagesIn({ sandbox }: Muster, chat: string): StoredMessage[] {
  const found = sandbox.conversations().find(({ id }) => id === chat);
  return (found?.messages ?? []).filter(({ deleted, from }) => !deleted && from === 'bot');
}

async function appears<T>(look: () => T | undefined): Promise<T | undefined> {
  return until('it appears', look, 8_000).catch(() => undefined);
}

/** Cards ask for their state when they are seen, those of the last day that fit on a screen and those above. */
async function everybodyLooks({ muster }: Scene, people: readonly string[]): Promise<void> {
  await muster.advance(nextLookSeconds);
  await muster.quiet(patienceMs);
  for (const id of people) await muster.person(id).messages();
  await muster.quiet(patienceMs);
}

async function firstBrokenLink(
  { databaseFile, sandbox }: Muster,
  { databaseUrl }: RaceOptions,
): Promise<number | undefined> {
  const audit = await openAudit(databaseUrl === undefined ? { file: databaseFile } : { databaseUrl });
  try {
    return (await audit.verify(sandbox.tenantId)).broken?.sequence;
  } finally {
    await audit.close();
  }
}

/** Adds private groups with two or three owners, and lists who will ask to join them. */
function withRaces(seed: Seed, requests: number, random: () => number, wishes: Wish[]): Seed {
  const model = seed.groups.find(
    ({ groupTypes, visibility }) => groupTypes.includes('Unified') && visibility === 'Private',
  );
  if (!model) throw new Error('The directory has no group to make others like.');
  const employees = seed.users.filter(({ userType, accountEnabled }) => userType === 'Member' && accountEnabled);
  const last = Math.max(...seed.groups.map(({ sequence }) => sequence));
  const shuffled = (): typeof employees =>
    employees
      .map((one) => ({ one, at: random() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  wishes.length = 0;
  const groups: Seed['groups'] = [];
  const links: Seed['links'] = [];
  for (let index = 0; wishes.length < requests; index += 1) {
    const id = `66666666-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const displayName = `Race ${String(index + 1).padStart(4, '0')}`;
    groups.push({
      ...model,
      id,
      sequence: last + index + 1,
      displayName,
      mailNickname: `race-${index + 1}`,
      mail: `race-${index + 1}@tessaly.example`,
      hasTeam: false,
      expirationDateTime: null,
    });
    const people = shuffled();
    const owners = people.slice(0, 2 + Math.floor(random() * 2)).map((one) => one.id);
    for (const objectId of owners)
      links.push({ groupId: id, kind: 'owner', objectId }, { groupId: id, kind: 'member', objectId });
    for (const { id: requesterId } of people.slice(3, 3 + Math.min(requestersPerGroup, requests - wishes.length)))
      wishes.push({ groupId: id, groupName: displayName, requesterId, ownerIds: owners, fight: fightOf(random()) });
  }
  return { ...seed, groups: [...seed.groups, ...groups], links: [...seed.links, ...links] };
}

function fightOf(dice: number): Wish['fight'] {
  if (dice < 0.6) return 'all approve';
  return dice < 0.85 ? 'approve against reject' : 'approve against withdraw';
}
