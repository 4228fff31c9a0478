// What each of the bot's operations takes of Graph: `npm run costs`. It fails when one takes more requests than the API makes
// it take (graph-coverage/least.ts), when that was not worked out, and when one reads more than it wants. With `-- --write`
// it is kept for docs/operations.md and for the tests of what is declared.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { tableOf } from './graph-coverage/cost-table.ts';
import { costProblems } from './graph-coverage/cost-problems.ts';
import { least } from './graph-coverage/least.ts';
import { walkEverywhere } from './graph-coverage/walk.ts';

const { costs, failed } = await walkEverywhere();
const table = tableOf(costs);
console.table(
  Object.entries(table).map(([operation, { requests, units }]) => ({
    operation,
    requests,
    least: least[operation]?.requests,
    units,
    why: least[operation]?.why ?? '',
  })),
);
const wide = new Set(costs.flatMap(({ operation, unselected }) => unselected.map((id) => `${operation}: ${id}`)));
const problems = [...failed, ...costProblems(table), ...[...wide].map((one) => `${one} without $select`)];
for (const problem of problems) console.error(problem);
console.log(`operations: ${Object.keys(table).length}, problems: ${problems.length}`);
if (process.argv.includes('--write')) {
  const file = path.join(import.meta.dirname, 'graph-coverage', 'costs.json');
  writeFileSync(file, await format(JSON.stringify(table), { parser: 'json', printWidth: 120 }));
}
process.exitCode = problems.length === 0 ? 0 : 1;
