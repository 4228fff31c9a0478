// Kills the bot at every point between two effects while people ask for groups, to join and to add others, and counts what
// came of it: `npm run sweep -- [--scene group] [--only 'Graph PATCH']`.
import { parseArgs } from 'node:util';
import { openSweepWorld, sceneNames } from '../test/support/sweep-scenes.ts';
import { outcomeOf, sweep, type Outcome, type Run } from '../test/support/sweep.ts';

const { values } = parseArgs({ options: { scene: { type: 'string' }, only: { type: 'string', default: '' } } });
const only = new RegExp(values.only);
const runs: { point: string; run: Run }[] = [];
const rows: Record<string, unknown>[] = [];

const names = sceneNames.filter((name) => values.scene === undefined || name === values.scene);
if (names.length === 0) {
  console.error(`--scene takes one of ${sceneNames.join(', ')}.`);
  process.exit(2);
}
for (const name of names) {
  // Each in a fresh system: chats that are long make looking at them slow.
  const world = await openSweepWorld();
  try {
    const scene = world.scenes[name];
    const wanted = (point: string): boolean => only.test(point);
    const swept = await sweep(world.muster, scene, { wanted, log: (line) => void process.stderr.write(`${line}\n`) });
    const [{ run: whole } = { run: undefined }, ...killed] = swept;
    if (whole?.effects !== 1 || whole.problems.length > 0)
      throw new Error(`${scene.name} fails without a kill: ${whole?.problems.join('; ') ?? ''}`);
    runs.push(...killed);
    rows.push({ scene: scene.name, ...counted(killed.map(({ run }) => run)) });
  } finally {
    await world.stop();
  }
}

console.table(rows);
const all = counted(runs.map(({ run }) => run));
console.log(
  `points ${all.points} one-group ${all.one} retryable-then-one ${all.retried} lost ${all.lost} doubled ${all.doubled}`,
);
process.exitCode = all.lost + all.doubled + all.untrue === 0 ? 0 : 1;

/** `notReached`: steps side by side came in another order. `untrue`: a card, the trail or the store says what is not so. */
function counted(some: readonly Run[]) {
  const of = (outcome: Outcome): number => some.filter((run) => outcomeOf(run) === outcome).length;
  const sum = (pick: (run: Run) => number): number => some.reduce((total, run) => total + pick(run), 0);
  return {
    points: some.length,
    one: of('one'),
    retried: of('retried'),
    lost: of('lost'),
    doubled: of('doubled'),
    untrue: sum(({ problems }) => (problems.length > 0 ? 1 : 0)),
    askedTwice: sum(({ askedTwice }) => askedTwice),
    toldTwice: sum(({ toldTwice }) => toldTwice),
    notReached: some.filter(({ isStopped }) => !isStopped).length,
  };
}
