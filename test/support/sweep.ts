import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Muster } from './muster.ts';
import type { Heard, Order } from './stop-points.ts';

/** What `startMuster` has to load into a bot that is to be stopped at a point. */
export const stopPoints = fileURLToPath(new URL('stop-points.ts', import.meta.url));

/** What became of one thing that was asked for, read from the directory, the store and everybody's screen. */
export interface Verdict {
  /** How often it was done: 1 is right. */
  effects: number;
  /** What is not as it should be, in words. */
  problems: string[];
  /** Cards that ask a person for the same decision once more, and messages that say the same once more. */
  askedTwice: number;
  toldTwice: number;
}

/** One thing that somebody asks for. */
export interface Errand {
  /** The last step of whoever asks; points count from here. */
  begin(): Promise<unknown>;
  /**
   * Everybody looks, and somebody presses what a card offers.
   * @param pressed how often somebody has pressed since the beginning
   * @returns what was pressed; undefined when no card asks for anything
   */
  goOn(pressed: number): Promise<string | undefined>;
  verdict(): Promise<Verdict>;
}

export interface Scene {
  name: string;
  /** How often somebody presses after the beginning when nothing dies. */
  usualPresses: number;
  /** @param nth is part of names, so that no two errands are about the same */
  prepare(nth: number): Promise<Errand>;
}

/** How one errand went. */
export interface Run extends Verdict, Pick<Scene, 'usualPresses'> {
  /** The points that were passed until nobody had anything to press any more. */
  points: string[];
  isStopped: boolean;
  presses: string[];
}

/** A bot that is killed meanwhile takes its time to start again. */
const quietWithinMs = 60_000;
/** Nobody presses the same thing for ever. */
const mostRounds = 14;
/** Longer than an interrupted approval stays as it is, and than a client waits before it refreshes a card again. */
const aWhileSeconds = 61;

/**
 * Lets one errand be done, with the bot killed at one point and started again on the same data.
 * @param stopAt a name out of `points` of an earlier run; nothing is killed when absent
 */
export async function runErrand(muster: Muster, scene: Scene, nth: number, stopAt?: string): Promise<Run> {
  const errand = await scene.prepare(nth);
  await muster.quiet(quietWithinMs);
  const watch = await watchPoints(muster, stopAt);
  await errand.begin();

  const presses: string[] = [];
  let points: string[] | undefined;
  let idle = 0;
  for (let round = 0; round < mostRounds && idle < 2; round += 1) {
    await watch.restarted();
    await muster.quiet(quietWithinMs);
    await watch.restarted();
    const pressed = await errand.goOn(presses.length);
    if (pressed !== undefined) {
      presses.push(pressed);
      idle = 0;
      continue;
    }
    idle += 1;
    points ??= [...watch.passed];
    await muster.advance(aWhileSeconds);
  }
  await muster.quiet(quietWithinMs);
  await errand.goOn(-1); // They look once more, which brings cards up to date, and press nothing.
  await muster.quiet(quietWithinMs);
  watch.end();
  const verdict = await errand.verdict();
  if (idle < 2) verdict.problems.push(`there was always something to press: ${presses.join(', ')}`);
  const { usualPresses } = scene;
  return { ...verdict, usualPresses, points: points ?? [], isStopped: watch.isStopped(), presses };
}

interface Watch {
  passed: readonly string[];
  isStopped(): boolean;
  /** Resolves when a bot that was killed serves again. */
  restarted(): Promise<void>;
  end(): void;
}

async function watchPoints({ bot }: Muster, stopAt: string | undefined): Promise<Watch> {
  const passed: string[] = [];
  const child = bot.process;
  if (!child) throw new Error('No bot runs.');
  let restarting: Promise<void> | undefined;
  const restart = async (): Promise<void> => {
    await bot.kill();
    await bot.start();
  };
  const hear = (heard: Heard): void => {
    if ('passed' in heard) passed.push(heard.passed);
    if ('stopped' in heard) restarting = restart();
  };
  const order: Order = stopAt === undefined ? {} : { stopAt };
  child.send(order);
  await once(child, 'message');
  child.on('message', hear);
  return {
    passed,
    isStopped: () => restarting !== undefined,
    restarted: async () => restarting,
    end: () => {
      child.off('message', hear);
    },
  };
}

/** Once, and then with the bot killed at each point that was passed. @param wanted which points; all when absent */
export async function sweep(
  muster: Muster,
  scene: Scene,
  { wanted = () => true, log = () => undefined }: { wanted?: (point: string) => boolean; log?: (line: string) => void },
): Promise<{ point: string; run: Run }[]> {
  const whole = await runErrand(muster, scene, 0);
  const runs = [{ point: 'none', run: whole }];
  const points = whole.points.filter(wanted);
  for (const [index, point] of points.entries()) {
    const run = await runErrand(muster, scene, index + 1, point);
    runs.push({ point, run });
    log(
      `${scene.name} ${index + 1}/${points.length} ${point}: ${outcomeOf(run)}${run.isStopped ? '' : ', not reached'}${twice(run)}`,
    );
    for (const problem of run.problems) log(`  ${problem}`);
  }
  return runs;
}

function twice({ askedTwice, toldTwice }: Run): string {
  return `${askedTwice > 0 ? `, asked twice ${askedTwice}` : ''}${toldTwice > 0 ? `, told twice ${toldTwice}` : ''}`;
}

export type Outcome = 'one' | 'retried' | 'lost' | 'doubled';

/** `retried`: somebody had to press once more than when nothing dies. */
export function outcomeOf({ effects, presses, usualPresses }: Run): Outcome {
  if (effects === 0) return 'lost';
  if (effects > 1) return 'doubled';
  return presses.length > usualPresses ? 'retried' : 'one';
}
