// Lets days go by for many groups while the bot is killed at random moments, and counts what people were told:
// `npm run simulate -- --days 30 --groups 60 --kills 5 [--seed 1] [--nobody-looks] [--store postgres] [--instances 2]`.
import { parseArgs } from 'node:util';
import { openPlace, placeOptions } from './place.ts';
import { simulate } from './simulation/simulation.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '30' },
    groups: { type: 'string', default: '60' },
    kills: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    'nobody-looks': { type: 'boolean', default: false },
    ...placeOptions,
  },
});
const [days, groups, kills, seed] = [values.days, values.groups, values.kills, values.seed].map(Number) as [
  number,
  number,
  number,
  number,
];
const wanted = [days, groups, kills, seed].every((number) => Number.isInteger(number) && number >= 0) && days > 0;
if (!wanted) {
  console.error('--days, --groups, --kills and --seed take whole numbers.');
  process.exit(2);
}
const peopleLook = !values['nobody-looks'];
const { leave, ...place } = await openPlace(values);
const begun = performance.now();
try {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  const result = await simulate({ days, groups, kills, seed, peopleLook, log, ...place });
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.table(result.rows);
  for (const line of result.findings.slice(0, 40)) console.log(line);
  const looks = peopleLook ? 'people look at their chats after each kill' : 'nobody looks at a chat';
  console.log(
    `seed ${seed}, ${values.store}, ${place.instances} instances, ${days} days, ${groups} groups besides the sandbox's own, ${result.killed} kills, ${result.renewed} renewals elsewhere; ${looks}; ${result.takenBack} messages taken back; ${seconds} s`,
  );
  const { due, sent, doubled, lost, undue } = result;
  console.log(`due ${due} sent ${sent} doubled ${doubled} lost ${lost} undue ${undue}`);
  process.exitCode = due === sent && doubled + lost + undue === 0 ? 0 : 1;
} finally {
  await leave();
}
