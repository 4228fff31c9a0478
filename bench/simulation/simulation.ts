import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { usualAppRoles } from '../../src/sandbox/options.ts';
import type { StoredMessage } from '../../src/sandbox/teams/chats.ts';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import { seedDirectory, type Seed } from '../../src/sandbox/tenant/seed.ts';
import { textOf } from '../../test/support/card-reading.ts';
import { startMuster, type Muster } from '../../test/support/muster.ts';
import { until } from '../../test/support/until.ts';
import { answered, attestations, silent } from './attestations.ts';
import { Book, type Count } from './book.ts';
import { expiry } from './expiry.ts';
import { employeesOf, iso, randomFrom, withGroups, withKind, type Kind } from './groups.ts';
import { simulatedPolicy } from './policy.ts';
import { reports } from './reports.ts';
import { patient, requests } from './requests.ts';
import { adopted, members, orphan, searches } from './searches.ts';
import { dayMs, type Stage, type Strand } from './strand.ts';
import { termed, terms } from './terms.ts';

/** A message whose fate is unknown is sent again after ten minutes. */
const doubtSeconds = 660;
/** Half a day away from the moves of the clock, as the ends that were there at the start. */
const lifetimeDays = 180.5;
/** How many open a chat before the others do. */
const lookingAtOnce = 4;
/** A card that was just looked at is not brought up to date again before. */
const nextLookSeconds = 65;
/** Everybody who looks has some fifty cards refreshed. */
const quietWithinMs = 240_000;
/** On a machine that does other things too. */
const busyWithinMs = 600_000;

export interface SimulationOptions {
  days: number;
  /** Groups that expire made for this, besides those that the sandbox always has. */
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

/** What arrived at the connector against what had to. */
export interface SimulationResult extends Count {
  renewed: number;
  killed: number;
}

interface Scene extends Stage {
  strands: readonly Strand[];
  /** The id of the last message that was read, by conversation. */
  read: Map<string, number>;
}

/**
 * Lets days go by in the sandbox, by a policy of every kind; kills the bot at random moments, has people ask, answer and be
 * silent, renews groups behind the bot's back, and compares what the connector received with what the directory's data and
 * people's doings demand.
 */
export async function simulate(options: SimulationOptions): Promise<SimulationResult> {
  const random = randomFrom(options.seed);
  const log = options.log ?? (() => undefined);
  const kinds = kindsFor(options);
  const teams: string[] = [];
  filled(new Date(), options, kinds, teams); // The ids of the teams are wanted before the directory is made.
  const folder = mkdtempSync(path.join(tmpdir(), 'muster-simulation-'));
  const policyFile = path.join(folder, 'policy.yaml');
  writeFileSync(policyFile, simulatedPolicy(cast.admin.principalName));
  const muster = await startMuster({
    messageFactor: 50,
    graphLimits: false,
    startAt: nextTuesday(),
    env: { POLICY_FILE: policyFile },
    appRoles: [...usualAppRoles, 'GroupMember.ReadWrite.All'],
    seed: (now) => filled(now, options, kinds, []),
    teamsWithApp: teams,
    keepsConversations: false,
    bots: options.instances ?? 1,
    ...(options.databaseUrl !== undefined && { databaseUrl: options.databaseUrl }),
  });
  try {
    const scene = await begin(muster, random, teams.length, kinds);
    const killDays = Array.from({ length: options.kills }, () => Math.floor(random() * options.days));
    let renewed = 0;
    for (let day = 0; day < options.days; day += 1) {
      const now = nowOf(muster);
      for (const strand of scene.strands) await strand.act?.(day, now);
      if (random() < 0.3) renewed += renewOne(scene, now);
      const kills = killDays.filter((one) => one === day).length;
      await passDay(scene, kills, options.peopleLook);
      log(`day ${day + 1} of ${options.days}: ${scene.book.expected()} expected, ${scene.book.received} received`);
    }
    return { ...scene.book.count(nowOf(muster)), renewed, killed: options.kills };
  } finally {
    await muster.stop();
    rmSync(folder, { recursive: true });
  }
}

/** As many of each kind as the days take, but some of those that are confirmed. */
function kindsFor({ days, groups }: SimulationOptions): Kind[] {
  const each = (every: number): number => Math.ceil(days / every);
  const confirmed = Math.min(60, Math.max(2, Math.floor(groups / 50)));
  return [
    { name: patient, count: each(3), owners: 2, members: 0 },
    { name: termed, count: each(4), owners: 2, members: 1 },
    { name: orphan, count: each(10), owners: 1, members: members[orphan] },
    { name: adopted, count: each(10), owners: 1, members: members[adopted] },
    { name: silent, count: confirmed, owners: 2, members: 1 },
    { name: answered, count: confirmed, owners: 2, members: 1 },
  ];
}

/** The sandbox's directory with everything that is simulated: the same for the same seed and time. */
function filled(now: Date, options: SimulationOptions, kinds: readonly Kind[], teams: string[]): Seed {
  const usual = seedDirectory(now);
  const people = employeesOf(usual).filter(({ id }) => id !== cast.admin.id);
  const random = randomFrom(options.seed + 1);
  const seed = withGroups(usual, now, options, randomFrom(options.seed), teams);
  return kinds.reduce((filling, kind) => withKind(filling, now, kind, people, random), seed);
}

/** Noon in the middle of a week: the same day everywhere, and no report is due. */
function nextTuesday(): Date {
  const day = new Date(Math.ceil(Date.now() / dayMs + 1) * dayMs);
  return new Date(day.getTime() + (((2 - day.getUTCDay() + 7) % 7) + 0.5) * dayMs);
}

/** Waits until the bot knows its channels, then lets it look once more: what is due at the start is due everywhere. */
async function begin(muster: Muster, random: () => number, teams: number, kinds: readonly Kind[]): Promise<Scene> {
  const startedAt = nowOf(muster);
  await until(
    'the bot knows its channels',
    async () => (await muster.rows("select 1 from conversation where kind = 'channel'")).length >= teams + 1,
    busyWithinMs,
  );
  const book = new Book();
  const people = [...muster.sandbox.tenant.users()].filter(
    ({ id, userType, accountEnabled }) => userType === 'Member' && accountEnabled && id !== cast.admin.id,
  );
  // Whoever owns nothing has not been given the app.
  for (const { id } of people) await muster.person(id).chat();
  const stage: Stage = { muster, book, random, people, adminId: cast.admin.id, startedAt };
  const counts = Object.fromEntries(kinds.map(({ name, count }) => [name, count]));
  const strands = [
    expiry(stage),
    requests(stage),
    terms(stage),
    attestations(stage, counts),
    searches(stage),
    reports(stage),
  ];
  const scene: Scene = { ...stage, strands, read: new Map() };
  noteAll(scene, stage.startedAt);
  await until(
    'every owner has been greeted',
    async () => (await muster.rows('select 1 from conversation')).length > 10,
  );
  await passTime(scene, 120);
  return scene;
}

/** A day without a kill passes at once; with one, what is in doubt gets the time to speak for itself. */
async function passDay(scene: Scene, kills: number, peopleLook: boolean): Promise<void> {
  if (kills === 0) return passTime(scene, dayMs / 1000);
  // What was asked for today is answered before the next day: a clock that jumps while a message is on its way ends all doubt.
  await scene.muster.quiet(quietWithinMs);
  const before = new Map(scene.read);
  const look = async (): Promise<void> => {
    if (peopleLook) await everybodyLooks(scene, before);
  };
  await passTime(scene, dayMs / 1000 - doubtSeconds, async () => {
    for (let kill = 0; kill < kills; kill += 1) await killOne(scene);
    // What somebody waits for is in doubt for a minute only.
    await look();
  });
  await scene.muster.advance(nextLookSeconds);
  await scene.muster.quiet(quietWithinMs);
  await look();
  await passTime(scene, doubtSeconds - nextLookSeconds);
}

/** Moves the clock, and waits until everything that follows is done. @param disturb what happens while the bot works */
async function passTime(scene: Scene, seconds: number, disturb = () => Promise.resolve()): Promise<void> {
  const { muster } = scene;
  await muster.advance(seconds);
  const now = nowOf(muster);
  noteAll(scene, now);
  await disturb();
  const minute = new Date(now).toISOString().slice(0, 16);
  await until(
    'the scan after this move is done',
    async () =>
      (
        await muster.rows(
          `select 1 from job where tenant_id = '${muster.sandbox.tenantId}' and state = 'done'
           and key >= 'scan-expiry:${minute}' and key < 'scan-expiry:9'`,
        )
      ).length > 0,
    busyWithinMs,
  );
  await muster.quiet(quietWithinMs);
  readNew(scene);
}

/** Half of the kills come while messages are on their way, the others at any time. */
async function killOne(scene: Scene): Promise<void> {
  const { muster, random, book } = scene;
  const enough = book.received + Math.ceil(random() * 12);
  if (random() < 0.5) await until('messages arrive', () => readNew(scene) >= enough, 1_500).catch(() => 0);
  else await sleep(random() * 1_200);
  const bot = muster.bots[Math.floor(random() * muster.bots.length)] ?? muster.bot;
  await bot.kill();
  await bot.start();
}

function noteAll({ strands }: Scene, now: number): void {
  for (const strand of strands) strand.note?.(now);
}

/** Somebody renews a group in Outlook: the bot finds out by itself. */
function renewOne({ muster, random }: Scene, now: number): number {
  const { tenant } = muster.sandbox;
  const soon = [...tenant.groups()].filter(
    ({ expirationDateTime: end }) => end !== null && Date.parse(end) > now && Date.parse(end) < now + 45 * dayMs,
  );
  const group = soon[Math.floor(random() * soon.length)];
  if (!group) return 0;
  tenant.updateGroup(group.id, { expirationDateTime: iso(now + lifetimeDays * dayMs) });
  return 1;
}

/**
 * Whoever got messages since opens the own chat, and an owner each channel, whoever was told last first: cards then bring
 * themselves up to date. Some at a time: hundreds at the same moment are answered late, and what is answered late was not looked at in time.
 * @param before the last message that each conversation had
 */
async function everybodyLooks({ muster }: Scene, before: ReadonlyMap<string, number>): Promise<void> {
  const { tenant } = muster.sandbox;
  let looking = 0;
  const last = ({ messages }: { messages: StoredMessage[] }): number => Number(messages.at(-1)?.id ?? 0);
  const news = muster.sandbox
    .conversations()
    .filter((chat) => chat.kind !== 'groupChat' && last(chat) > (before.get(chat.id) ?? 0))
    .sort((one, other) => last(other) - last(one));
  for (const { id, memberIds, team } of news) {
    // With a group goes its channel.
    if (team && !tenant.group(team.groupId)) continue;
    const [reader] = team ? [...tenant.linked(team.groupId, 'owner')] : memberIds;
    if (reader === undefined) continue;
    await muster.person(reader).messages(id);
    looking += 1;
    if (looking % lookingAtOnce === 0) await muster.quiet(quietWithinMs);
  }
  await muster.quiet(quietWithinMs);
}

/** Takes in what the connector has taken since the last look. @returns how many messages were about something by now */
function readNew({ muster, book, strands, read }: Scene): number {
  for (const chat of muster.sandbox.conversations()) {
    const last = read.get(chat.id) ?? 0;
    const fresh = chat.messages.filter(({ id }) => Number(id) > last);
    if (fresh.length === 0) continue;
    read.set(chat.id, Number(fresh.at(-1)?.id));
    for (const message of fresh) {
      if (message.from !== 'bot') continue;
      const told = Object.assign(message, { words: textOf(message) });
      const series = strands.flatMap((strand) => strand.seriesIn(told, chat));
      for (const one of series) book.receive(one, told);
    }
  }
  return book.received;
}

function nowOf({ sandbox }: Muster): number {
  return sandbox.now().getTime();
}
