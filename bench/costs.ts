// What each of the bot's operations takes of Graph: `npm run costs`. With `-- --write` it is kept for docs/operations.md.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { walkEverywhere } from './graph-coverage/walk.ts';

const { costs, failed } = await walkEverywhere();
const rows = [...Map.groupBy(costs, ({ operation }) => operation)]
  .filter(([operation]) => operation !== '')
  .map(([operation, turns]) => ({
    operation,
    turns: turns.length,
    requests: Math.max(...turns.map(({ requests }) => requests)),
    units: Math.max(...turns.map(({ units }) => units)),
  }))
  .sort((a, b) => a.operation.localeCompare(b.operation, 'en'));
console.table(rows);
for (const problem of failed) console.error(problem);
if (process.argv.includes('--write')) {
  const kept = Object.fromEntries(rows.map(({ operation, requests, units }) => [operation, { requests, units }]));
  const file = path.join(import.meta.dirname, 'graph-coverage', 'costs.json');
  writeFileSync(file, await format(JSON.stringify(kept), { parser: 'json' }));
}
process.exitCode = failed.length === 0 ? 0 : 1;
