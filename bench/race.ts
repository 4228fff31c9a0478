// Owners race to decide requests while the bot is killed, and what came of it is counted:
// `npm run race -- --requests 2000 --kills 20 [--seed 1] [--store postgres] [--instances 2]`.
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/postgres.ts';
import { newSchema } from '../test/support/postgres-schema.ts';
import { race } from './racing.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100' },
    kills: { type: 'string', default: '2' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    store: { type: 'string', default: 'sqlite' },
    instances: { type: 'string', default: '1' },
  },
});
const [requests, kills, seed, instances] = [values.requests, values.kills, values.seed, values.instances].map(
  Number,
) as [number, number, number, number];
const isPostgres = values.store === 'postgres';
const isWanted = [requests, kills, seed, instances].every((number) => Number.isInteger(number) && number >= 0);
if (!isWanted || requests < 1 || instances < 1 || !['sqlite', 'postgres'].includes(values.store)) {
  console.error('--requests, --kills, --seed and --instances take whole numbers, --store takes sqlite or postgres.');
  process.exit(2);
}
if (instances > 1 && !isPostgres) {
  console.error('Several instances need --store postgres.');
  process.exit(2);
}

const server = isPostgres ? await startPostgres() : undefined;
if (isPostgres && !server) {
  console.error('This machine has no PostgreSQL: install it, or name one in TEST_DATABASE_URL.');
  process.exit(2);
}
const schema = server && (await newSchema(server.url));
try {
  const result = await race({
    requests,
    kills,
    seed,
    instances,
    ...(schema && { databaseUrl: schema.url }),
    log: (line) => process.stderr.write(`${line}\n`),
  });
  console.table(result.ends);
  for (const line of result.findings.slice(0, 30)) console.log(line);
  console.log(
    `seed ${seed}, ${values.store}, ${instances} instances, ${kills} kills; ${result.presses} presses, each delivered twice; ` +
      `${result.staleUnseen} cards were out of date until somebody looked; audit chain ${result.brokenLink === undefined ? 'whole' : `broken at ${result.brokenLink}`}; ${result.seconds} s`,
  );
  const { effects, doubled, lost, staleCards } = result;
  console.log(
    `requests ${result.requests} effects ${effects} doubled ${doubled} lost ${lost} stale-cards ${staleCards}`,
  );
  const isRight = result.requests === requests && effects === requests && doubled + lost + staleCards === 0;
  process.exitCode = isRight && result.brokenLink === undefined ? 0 : 1;
} finally {
  await schema?.drop();
  await server?.stop();
}
