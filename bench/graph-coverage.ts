// Which of Graph's documented operations the bot carries out because an activity arrived: `npm run coverage:graph`.
import { startMuster } from '../test/support/muster.ts';
import { tours } from '../test/e2e/tour/index.ts';
import { graphWatch, tourPeople } from '../test/e2e/tour/tour.ts';
import { documentedOperations } from './graph-coverage/documented.ts';
import { unreached } from './graph-coverage/unreached.ts';

const muster = await startMuster();
let failed = 0;
try {
  const people = tourPeople(muster);
  const watch = graphWatch(muster);
  await Promise.all([people.wren, people.mirela, people.tomas, people.ingrid].map((one) => one.sees('Welcome')));
  for (const tour of tours) {
    await tour.walk(people).catch((problem: unknown) => {
      failed += 1;
      console.error(`${tour.area}: ${String(problem)}`);
    });
    await watch.look();
  }
  for (const id of documentedOperations) {
    const calls = watch.reached.get(id) ?? 0;
    console.log(`${calls > 0 ? 'reached' : '   -   '} ${id.padEnd(44)} ${calls > 0 ? calls : (unreached[id] ?? '')}`);
  }
  const reached = documentedOperations.filter((id) => watch.reached.has(id));
  console.log(`reached: ${reached.length} of ${documentedOperations.length}`);
} finally {
  await muster.stop();
}
process.exitCode = failed === 0 ? 0 : 1;
