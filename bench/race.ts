// Owners race to decide requests while the bot is killed, and what came of it is counted:
// `npm run race -- --requests 2000 --kills 20 [--seed 1] [--store postgres] [--instances 2]`.
import { parseArgs } from 'node:util';
import { openPlace, placeOptions } from './place.ts';
import { race } from './racing.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100' },
    kills: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    ...placeOptions,
  },
});
const [requests, kills, seed] = [values.requests, values.kills, values.seed].map(Number) as [number, number, number];
if (![requests, kills, seed].every((number) => Number.isInteger(number) && number >= 0) || requests < 1) {
  console.error('--requests, --kills and --seed take whole numbers.');
  process.exit(2);
}

const { leave, ...place } = await openPlace(values);
try {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const result = await race({ requests, kills, seed, log, ...place });
  console.table(result.ends);
  for (const line of result.findings.slice(0, 30)) console.log(line);
  console.log(
    `seed ${seed}, ${values.store}, ${place.instances} instances, ${kills} kills; ${result.presses} presses, each delivered twice; ` +
      `${result.staleUnseen} cards were out of date until somebody looked; audit chain ${result.brokenLink === undefined ? 'whole' : `broken at ${result.brokenLink}`}; ${result.seconds} s`,
  );
  const { effects, doubled, lost, staleCards } = result;
  console.log(
    `requests ${result.requests} effects ${effects} doubled ${doubled} lost ${lost} stale-cards ${staleCards}`,
  );
  const isRight = result.requests === requests && effects === requests && doubled + lost + staleCards === 0;
  process.exitCode = isRight && result.brokenLink === undefined ? 0 : 1;
} finally {
  await leave();
}
