import { expect, it } from 'vitest';
import { simulate } from '../../bench/simulation/simulation.ts';

it('tells everybody once what twelve days and a kill bring', { timeout: 240_000 }, async () => {
  const result = await simulate({ days: 12, groups: 20, kills: 1, seed: 7, peopleLook: true });
  expect(result.findings).toEqual([]);
  expect(result.due).toBe(result.sent);
  expect(new Set(result.rows.filter(({ sent }) => sent > 0).map(({ strand }) => strand))).toEqual(
    new Set(['channels', 'confirming', 'deletion', 'expiry', 'owners', 'reports', 'requests', 'terms']),
  );
});
