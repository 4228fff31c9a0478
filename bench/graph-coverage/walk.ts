import { startMuster } from '../../test/support/muster.ts';
import { tours } from '../../test/e2e/tour/index.ts';
import { watchedPeople, type Cost } from '../../test/e2e/tour/tour.ts';

/** What came of walking through everything that a person can ask for. */
export interface Walked {
  /** How often each documented operation of Graph was carried out. */
  reached: ReadonlyMap<string, number>;
  costs: readonly Cost[];
  /** Areas in which an answer was not what it should be. */
  failed: readonly string[];
}

/** Starts a system of its own and ends it. */
export async function walkEverywhere(): Promise<Walked> {
  const muster = await startMuster();
  try {
    const { people, reached, costs, look } = watchedPeople(muster);
    const failed: string[] = [];
    await Promise.all([people.wren, people.mirela, people.tomas, people.ingrid].map((one) => one.sees('Welcome')));
    for (const tour of tours) {
      await tour.walk(people).catch((problem: unknown) => failed.push(`${tour.area}: ${String(problem)}`));
      await look();
    }
    return { reached, costs, failed };
  } finally {
    await muster.stop();
  }
}
