import { startMuster } from '../../test/support/muster.ts';
import { toursByPolicy } from '../../test/e2e/tour/index.ts';
import { watchedPeople, type Cost, type Tour } from '../../test/e2e/tour/tour.ts';

/** What came of walking through everything that a person can ask for. */
export interface Walked {
  /** How often each documented operation of Graph was carried out. */
  reached: ReadonlyMap<string, number>;
  costs: readonly Cost[];
  /** Areas in which an answer was not what it should be. */
  failed: readonly string[];
}

/** Starts systems of its own, one for each policy, and ends them. */
export async function walkEverywhere(): Promise<Walked> {
  const reached = new Map<string, number>();
  const costs: Cost[] = [];
  const failed: string[] = [];
  for (const [policyFile, tours] of toursByPolicy) {
    const walked = await walk(policyFile, tours);
    for (const [id, calls] of walked.reached) reached.set(id, (reached.get(id) ?? 0) + calls);
    costs.push(...walked.costs);
    failed.push(...walked.failed);
  }
  return { reached, costs, failed };
}

async function walk(policyFile: string | undefined, tours: readonly Tour[]): Promise<Walked> {
  const muster = await startMuster(policyFile === undefined ? {} : { env: { POLICY_FILE: policyFile } });
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
