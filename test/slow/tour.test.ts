import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedOperations } from '../../bench/graph-coverage/documented.ts';
import { unreached } from '../../bench/graph-coverage/unreached.ts';
import { operations } from '../../src/operations/index.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import { tours, toursByPolicy } from '../e2e/tour/index.ts';
import { ofOwnStore, untoured, watchedElsewhere } from '../support/untoured.ts';
import { watchedPeople } from '../e2e/tour/tour.ts';

const reached = new Set<string>();
const entries: Record<string, unknown>[] = [];
const ended = `select operation, outcome, graph_request_ids as ids, details from audit_event
  where outcome in ('done', 'requested', 'refused') and actor_id <> 'muster'`;

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
    afterAll(async () => {
      entries.push(...(await muster.rows(ended)));
      await muster.stop();
    });

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

  it('leave an entry in the audit trail for each change, with the replies of Graph that made it', () => {
    const recorded = new Set(entries.map(({ operation }) => operation));
    const changing = operations.flatMap(({ name, isChange }) => (isChange ? name : []));
    const isKnown = (name: string) => recorded.has(name) || name in untoured || watchedElsewhere.has(name);
    expect(changing.filter((name) => !isKnown(name))).toEqual([]);
    const done = entries.filter(({ outcome }) => outcome === 'done');
    const ofGraph = done.filter(({ operation }) => !ofOwnStore.has(String(operation)));
    expect(ofGraph.filter(({ details }) => details === null)).toEqual([]);
    expect(ofGraph.filter(({ ids }) => ids === null)).toEqual([]);
    expect(ofGraph).not.toEqual([]);
  });

  it('reach no operation of Graph that is listed as out of reach', () => {
    expect(Object.keys(unreached).filter((id) => reached.has(id))).toEqual([]);
    expect(Object.keys(unreached).filter((id) => !documentedOperations.includes(id))).toEqual([]);
  });
});
