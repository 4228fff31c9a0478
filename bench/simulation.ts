import { setTimeout as sleep } from 'node:timers/promises';
import type { StoredConversation, StoredMessage } from '../src/sandbox/teams/chats.ts';
import type { Seed } from '../src/sandbox/tenant/seed.ts';
import { seedDirectory } from '../src/sandbox/tenant/seed.ts';
import { startMuster, type Muster } from '../test/support/muster.ts';
import { until } from '../test/support/until.ts';
import { iso, randomFrom, withGroups } from './simulated-groups.ts';

const dayMs = 24 * 3_600_000;
/** What the product promises; written here anew so that the count does not rest on its code. */
const thresholds = [1, 15, 30];
/** A message whose fate is unknown is sent again after ten minutes. */
const doubtSeconds = 660;
const lifetimeDays = 180;
/** How many open a chat before the others do. */
const lookingAtOnce = 10;
/** Everybody who looks has some fifty cards refreshed. */
const quietWithinMs = 120_000;

export interface SimulationOptions {
  days: number;
  /** Groups made for this, besides those that the sandbox always has. */
  groups: number;
  /** How often the bot is killed. */
  kills: number;
  seed: number;
  /** Whether people look at their chats within ten minutes after a kill. */
  peopleLook: boolean;
  /** Bots behind one address; more than one need `databaseUrl`. */
  instances?: number;
  databaseUrl?: string;
  log?: (line: string) => void;
}

/** What arrived at the connector against what had to, counted in messages. */
export interface SimulationResult {
  rows: { threshold: string; recipients: string; due: number; sent: number; doubled: number; lost: number }[];
  due: number;
  /** Distinct notices that arrived. */
  sent: number;
  /** Messages beyond the first of the same notice, also those that were taken back afterwards. */
  doubled: number;
  takenBack: number;
  lost: number;
  undue: number;
  renewed: number;
  killed: number;
}

interface Scene {
  muster: Muster;
  random: () => number;
  /** Every notice that had to be said, seen from the directory alone. */
  due: Set<string>;
  /** Dates of each group, each with the time from which it held. */
  dates: Map<string, { from: number; expiresAt: number }[]>;
  teams: Set<string>;
  /** Notices that the connector has taken so far, and how many messages of each conversation have been read for that. */
  received: Received[];
  read: Map<string, number>;
}

/**
 * Lets days go by in the sandbox, kills the bot at random moments, renews groups behind its back, and compares what the
 * connector received with what the directory's data demands.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const random = randomFrom(options.seed);
  const log = options.log ?? (() => undefined);
  const teams: string[] = [];
  const seed = (now: Date): Seed => withGroups(seedDirectory(now), now, options, random, teams);
  seed(new Date()); // The ids of the teams are wanted before the directory is made; they do not depend on the time.
  const restart = randomFrom(options.seed);
  const muster = await startMuster({
    messageFactor: 50,
    seed: (now) => withGroups(seedDirectory(now), now, options, restart, []),
    teamsWithApp: teams,
    keepsConversations: false,
    bots: options.instances ?? 1,
    ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
  });
  try {
    const scene: Scene = {
      muster,
      random,
      due: new Set(),
      dates: new Map(),
      teams: new Set(),
      received: [],
      read: new Map(),
    };
    await begin(scene, teams.length);
    const killDays = Array.from({ length: options.kills }, () => Math.floor(random() * options.days));
    let renewed = 0;
    for (let day = 0; day < options.days; day += 1) {
      if (random() < 0.3) renewed += renewOne(scene, await nowOf(muster));
      const kills = killDays.filter((one) => one === day).length;
      await passDay(scene, kills, options.peopleLook);
      log(`day ${day + 1} of ${options.days}: ${scene.due.size} due, ${scene.received.length} received`);
    }
    return { ...count(scene), renewed, killed: options.kills };
  } finally {
    await muster.stop();
  }
}

/** Waits until the bot knows its channels, then lets it look once more: what is due at the start is due everywhere. */
async function begin(scene: Scene, teams: number): Promise<void> {
  const { muster } = scene;
  await until(
    'the bot knows its channels',
    async () => (await muster.rows("select 1 from conversation where kind = 'channel'")).length >= teams + 1,
    60_000,
  );
  for (const { team, kind } of muster.sandbox.conversations())
    if (kind === 'channel' && team) scene.teams.add(team.groupId);
  noteDue(scene, await nowOf(muster));
  await until(
    'every owner has been greeted',
    async () => (await muster.rows('select 1 from conversation')).length > 10,
  );
  await passTime(scene, 120, 0);
}

/** A day without a kill passes at once; with one, what is in doubt gets the time to speak for itself. */
async function passDay(scene: Scene, kills: number, peopleLook: boolean): Promise<void> {
  if (kills === 0) return passTime(scene, dayMs / 1000, 0);
  const before = new Map([...scene.read]);
  await passTime(scene, dayMs / 1000 - doubtSeconds, kills);
  if (peopleLook) await everybodyLooks(scene, before);
  await passTime(scene, doubtSeconds, 0);
}

/** Moves the clock, kills the bot so often while it works, and waits until everything that follows is done. */
async function passTime(scene: Scene, seconds: number, kills: number): Promise<void> {
  const { muster, random } = scene;
  const before = scene.received.length;
  await muster.advance(seconds);
  const now = await nowOf(muster);
  noteDue(scene, now);
  for (let kill = 0; kill < kills; kill += 1) {
    const messages = Math.ceil(random() * 12);
    // Half of the kills come while messages are on their way, the others at any time.
    if (random() < 0.5) await until('messages arrive', () => readNew(scene) >= before + messages, 1_500).catch(() => 0);
    else await sleep(random() * 1_200);
    const bot = muster.bots[Math.floor(random() * muster.bots.length)] ?? muster.bot;
    await bot.kill();
    await bot.start();
  }
  const minute = new Date(now).toISOString().slice(0, 16);
  await until(
    'the scan after this move is done',
    async () =>
      (
        await muster.rows(
          `select 1 from job where kind = 'scan-expiry' and state = 'done' and key >= 'scan-expiry:${minute}'`,
        )
      ).length > 0,
    60_000,
  );
  await muster.quiet(quietWithinMs);
  readNew(scene);
}

/** What has to be said now, from the directory's data: the nearest threshold of each group, to each owner and the channel. */
function noteDue({ muster, due, dates, teams }: Scene, now: number): void {
  const { tenant } = muster.sandbox;
  for (const group of tenant.groups()) {
    if (group.expirationDateTime === null || !group.groupTypes.includes('Unified')) continue;
    const expiresAt = Date.parse(group.expirationDateTime);
    const known = dates.get(group.id) ?? [];
    if (known.at(-1)?.expiresAt !== expiresAt)
      dates.set(group.id, [...known, { from: known.length === 0 ? 0 : now, expiresAt }]);
    const threshold = thresholdAt(expiresAt, now);
    if (threshold === undefined) continue;
    for (const owner of tenant.linked(group.id, 'owner')) due.add(keyOf(group.id, expiresAt, threshold, owner));
    if (teams.has(group.id)) due.add(keyOf(group.id, expiresAt, threshold, 'channel'));
  }
}

function thresholdAt(expiresAt: number, now: number): number | undefined {
  return now >= expiresAt ? undefined : thresholds.find((days) => expiresAt - days * dayMs <= now);
}

function keyOf(groupId: string, expiresAt: number, threshold: number, recipient: string): string {
  return [groupId, expiresAt, threshold, recipient].join(' ');
}

/** Somebody renews a group in Outlook: the bot finds out by itself. */
function renewOne({ muster, random, dates }: Scene, now: number): number {
  const { tenant } = muster.sandbox;
  const soon = [...tenant.groups()].filter(
    ({ expirationDateTime: end }) => end !== null && Date.parse(end) > now && Date.parse(end) < now + 45 * dayMs,
  );
  const group = soon[Math.floor(random() * soon.length)];
  if (!group) return 0;
  const expiresAt = now + lifetimeDays * dayMs;
  tenant.updateGroup(group.id, { expirationDateTime: iso(expiresAt) });
  dates.set(group.id, [...(dates.get(group.id) ?? []), { from: now, expiresAt: Date.parse(iso(expiresAt)) }]);
  return 1;
}

/**
 * Whoever got messages since opens the own chat, and an owner each channel: cards then bring themselves up to date. Some
 * at a time: hundreds at the same moment are answered late, and what is answered late was not looked at in time.
 * @param before how many messages each conversation had
 */
async function everybodyLooks({ muster }: Scene, before: ReadonlyMap<string, number>): Promise<void> {
  let looking = 0;
  for (const { id, kind, memberIds, team, messages } of muster.sandbox.conversations()) {
    if (kind === 'groupChat' || messages.length <= (before.get(id) ?? 0)) continue;
    const [reader] = team ? [...muster.sandbox.tenant.linked(team.groupId, 'owner')] : memberIds;
    if (reader === undefined) continue;
    await muster.person(reader).messages(id);
    looking += 1;
    if (looking % lookingAtOnce === 0) await muster.quiet(quietWithinMs);
  }
  await muster.quiet(quietWithinMs);
}

interface Received {
  key: string;
  /** Whether it was taken back is known at the end. */
  message: StoredMessage;
}

/**
 * Notices among the messages that the connector has taken since the last look, told from others by the groups that they
 * offer to renew or show: a digest is as many notices as it tells of groups. @returns how many there are by now
 */
function readNew(scene: Scene): number {
  for (const conversation of scene.muster.sandbox.conversations()) {
    const known = scene.read.get(conversation.id) ?? 0;
    const fresh = conversation.messages.slice(known);
    if (fresh.length === 0) continue;
    scene.read.set(conversation.id, known + fresh.length);
    scene.received.push(...fresh.flatMap((message) => noticesIn(message, conversation, scene)));
  }
  return scene.received.length;
}

function noticesIn(message: StoredMessage, { kind, memberIds }: StoredConversation, { dates }: Scene): Received[] {
  const [card] = message.cards;
  if (message.from !== 'bot' || !isNotice(card)) return [];
  const time = Date.parse(message.at);
  const recipient = kind === 'channel' ? 'channel' : (memberIds[0] ?? '');
  return groupsOf(card).map((groupId) => {
    const expiresAt = dates.get(groupId)?.findLast(({ from: since }) => since <= time)?.expiresAt ?? 0;
    return { key: keyOf(groupId, expiresAt, thresholdAt(expiresAt, time) ?? 0, recipient), message };
  });
}

/** Whether a card tells that groups expire; that one is deleted or was renewed, and what others are told, is counted nowhere. */
function isNotice(card: Record<string, unknown> | undefined): boolean {
  const { verb, data } =
    (card as { refresh?: { action?: { verb?: string; data?: { about?: string } } } } | undefined)?.refresh?.action ??
    {};
  return verb === 'notice.digest' || (verb === 'notice.show' && data?.about === 'expiry');
}

/** Of a digest every group that it tells of. */
function groupsOf(card: Record<string, unknown> | undefined): string[] {
  const found = JSON.stringify(card ?? {}).matchAll(/"group":"([0-9a-f-]{36})"/g);
  const groups = [...new Set([...found].map(([, id]) => id ?? ''))];
  return groups.length === 0 ? ['unknown'] : groups;
}

function count(scene: Scene): Omit<SimulationResult, 'renewed' | 'killed'> {
  const all = scene.received;
  const times = new Map<string, number>();
  for (const { key } of all) times.set(key, (times.get(key) ?? 0) + 1);
  const { due } = scene;
  const rows = thresholds.toReversed().flatMap((threshold) =>
    (['owners', 'channels'] as const).map((recipients) => {
      const isOf = (key: string): boolean =>
        key.split(' ')[2] === String(threshold) && key.endsWith(' channel') === (recipients === 'channels');
      const keys = [...due].filter(isOf);
      const sent = keys.filter((key) => times.has(key));
      const doubled = sent.reduce((sum, key) => sum + (times.get(key) ?? 1) - 1, 0);
      const counts = { due: keys.length, sent: sent.length, doubled, lost: keys.length - sent.length };
      return { threshold: `${threshold} days`, recipients, ...counts };
    }),
  );
  const sum = (pick: (row: (typeof rows)[number]) => number): number =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    rows,
    due: sum((row) => row.due),
    sent: sum((row) => row.sent),
    doubled: sum((row) => row.doubled),
    takenBack: all.filter(({ message }) => message.deleted).length,
    lost: sum((row) => row.lost),
    undue: all.filter(({ key }) => !due.has(key)).length,
  };
}

async function nowOf(muster: Muster): Promise<number> {
  return Date.parse((await muster.session()).now);
}
