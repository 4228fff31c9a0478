// Which of Graph's documented operations the bot carries out because an activity arrived: `npm run coverage:graph`.
import { documentedOperations } from './graph-coverage/documented.ts';
import { unreached } from './graph-coverage/unreached.ts';
import { walkEverywhere } from './graph-coverage/walk.ts';

const { reached, failed } = await walkEverywhere();
for (const id of documentedOperations) {
  const calls = reached.get(id) ?? 0;
  console.log(`${calls > 0 ? 'reached' : '   -   '} ${id.padEnd(44)} ${calls > 0 ? calls : (unreached[id] ?? '')}`);
}
for (const problem of failed) console.error(problem);
console.log(
  `reached: ${documentedOperations.filter((id) => reached.has(id)).length} of ${documentedOperations.length}`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
