import { expect, it, onTestFinished } from 'vitest';
import { cast, groups } from '../../src/sandbox/tenant/cast.ts';
import { textOf } from '../support/card-reading.ts';
import { crowdAddress, crowdId, withPeople } from '../support/many-people.ts';
import { startMuster } from '../support/muster.ts';

const count = 10_000;

it(
  'takes ten thousand rows, tells how far it is, and says what became of each',
  async () => {
    const muster = await startMuster({ seed: withPeople(count - 10) });
    onTestFinished(() => muster.stop());
    const mirela = muster.person(cast.owner.id);
    await mirela.sees('Welcome to Muster');
    const rows = Array.from({ length: count }, (_, index) => `Crowd ${String(index)};${crowdAddress(index)}`);
    const file = { name: 'crowd.csv', base64: Buffer.from(['Name;Mail', ...rows].join('\n')).toString('base64') };
    await mirela.write('add many to Research Circle', { file });
    const shown = await mirela.sees('Add 10000 people to Research Circle');
    const began = performance.now();
    await mirela.press(shown, 'Add them');
    const begunAfterMs = performance.now() - began;
    const limit = Date.now() + 15 * 60_000;
    let report = '';
    while (!report.includes('9990 people were added') && Date.now() < limit) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      report = (await mirela.messages()).map(textOf).join('\n');
    }
    console.log(
      `10,000 rows: answered after ${begunAfterMs.toFixed(0)} ms, done after ${((performance.now() - began) / 1000).toFixed(1)} s`,
    );
    expect(report).toContain('9990 people were added to Research Circle');
    expect(report).toMatch(/Not found in the directory[^\n]*10/u);
    for (const index of [0, 5_000, count - 11])
      expect(muster.sandbox.tenant.isLinked(groups.researchCircle, 'member', crowdId(index))).toBe(true);
  },
  16 * 60_000,
);
