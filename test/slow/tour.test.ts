import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentedOperations } from '../../bench/graph-coverage/documented.ts';
import { unreached } from '../../bench/graph-coverage/unreached.ts';
import { startMuster, type Muster } from '../support/muster.ts';
import { tours } from '../e2e/tour/index.ts';
import { watchedPeople } from '../e2e/tour/tour.ts';

let muster: Muster;
let watch: ReturnType<typeof watchedPeople>;
beforeAll(async () => {
  muster = await startMuster();
  watch = watchedPeople(muster);
  const { people } = watch;
  await Promise.all([people.wren, people.mirela, people.tomas, people.ingrid].map((one) => one.sees('Welcome')));
});
afterAll(() => muster.stop());

describe('everything that a person can ask for, over HTTP', () => {
  it.each(tours)('$area', { timeout: 60_000 }, async (tour) => {
    await tour.walk(watch.people);
    await watch.look();
  });

  it('is walked through once', () => {
    expect(new Set(tours).size).toBe(tours.length);
  });

  it('reaches no operation of Graph that is listed as out of reach', () => {
    expect(Object.keys(unreached).filter((id) => watch.reached.has(id))).toEqual([]);
    expect(Object.keys(unreached).filter((id) => !documentedOperations.includes(id))).toEqual([]);
  });
});
