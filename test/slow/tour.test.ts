import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedOperations } from '../../bench/graph-coverage/documented.ts';
import { unreached } from '../../bench/graph-coverage/unreached.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import { tours, toursByPolicy } from '../e2e/tour/index.ts';
import { watchedPeople } from '../e2e/tour/tour.ts';

const reached = new Set<string>();

describe.each([...toursByPolicy].map(([policyFile, some]) => ({ policyFile, some })))(
  'everything that a person can ask for, over HTTP, by the policy $policyFile',
  ({ policyFile, some }) => {
    let muster: Muster;
    let watch: ReturnType<typeof watchedPeople>;
    beforeAll(async () => {
      muster = await startMuster(policyFile === undefined ? {} : { env: { POLICY_FILE: policyFile } });
      watch = watchedPeople(muster);
      const { people } = watch;
      await Promise.all([people.wren, people.mirela, people.tomas, people.ingrid].map((one) => one.sees('Welcome')));
    });
    afterAll(() => muster.stop());

    it.each(some)('$area', { timeout: 60_000 }, async (tour) => {
      await tour.walk(watch.people);
      await watch.look();
      for (const id of watch.reached.keys()) reached.add(id);
    });
  },
);

describe('the tours', () => {
  it('are walked through once', () => {
    expect(new Set(tours).size).toBe(tours.length);
  });

  it('reach no operation of Graph that is listed as out of reach', () => {
    expect(Object.keys(unreached).filter((id) => reached.has(id))).toEqual([]);
    expect(Object.keys(unreached).filter((id) => !documentedOperations.includes(id))).toEqual([]);
  });
});
