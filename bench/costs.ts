// What each of the bot's operations takes of Graph: `npm run costs`. It fails when one takes more requests than the API makes
// it take (graph-coverage/least.ts), where that was worked out. With `-- --write` it is kept for docs/operations.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { least } from './graph-coverage/least.ts';
import { walkEverywhere } from './graph-coverage/walk.ts';

const { costs, failed } = await walkEverywhere();
const rows = [...Map.groupBy(costs, ({ operation }) => operation)]
  .filter(([operation]) => operation !== '')
  .map(([operation, turns]) => ({
    operation,
    turns: turns.length,
    requests: Math.max(...turns.map(({ requests }) => requests)),
    least: least[operation]?.requests,
    units: Math.max(...turns.map(({ units }) => units)),
    why: least[operation]?.why ?? '',
  }))
  .sort((a, b) => a.operation.localeCompare(b.operation, 'en'));
console.table(rows);
const problems = [
  ...failed,
  ...rows.flatMap(({ operation, requests, least: allowed }) => {
    const isMore = allowed !== undefined && requests > allowed;
    return isMore ? `${operation}: takes ${requests} requests where ${allowed} are enough` : [];
  }),
];
for (const problem of problems) console.error(problem);
const unsaid = rows.filter((row) => row.least === undefined);
console.log(`within the least: ${rows.length - unsaid.length - problems.length + failed.length} of ${rows.length}`);
if (unsaid.length > 0) console.log(`not worked out yet: ${unsaid.map(({ operation }) => operation).join(', ')}`);
if (process.argv.includes('--write')) {
  const kept = Object.fromEntries(rows.map(({ operation, requests, units }) => [operation, { requests, units }]));
  const file = path.join(import.meta.dirname, 'graph-coverage', 'costs.json');
  writeFileSync(file, await format(JSON.stringify(kept), { parser: 'json' }));
}
process.exitCode = problems.length === 0 ? 0 : 1;
