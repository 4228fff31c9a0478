import { describe, expect, it } from 'vitest';
import costs from '../../../bench/graph-coverage/costs.json' with { type: 'json' };
import { costProblems } from '../../../bench/graph-coverage/cost-problems.ts';
import { tableOf } from '../../../bench/graph-coverage/cost-table.ts';
import { documentedOperations } from '../../../bench/graph-coverage/documented.ts';
import { least } from '../../../bench/graph-coverage/least.ts';
import { unreached } from '../../../bench/graph-coverage/unreached.ts';
import { unwalked } from '../../../bench/graph-coverage/unwalked.ts';
import { operations } from '../../../src/operations/index.ts';

const asking = operations.filter(({ scopes }) => scopes.length > 0).map(({ name }) => name);

describe('what operations took of Graph', () => {
  it('is on record for each that asks Graph for anything', () => {
    expect(asking.filter((name) => !(name in costs) && !(name in unwalked))).toEqual([]);
    expect(Object.keys(costs).filter((name) => !asking.includes(name))).toEqual([]);
  });

  it('is nowhere more than the API makes it take', () => {
    expect(costProblems(costs)).toEqual([]);
  });

  it('is worked out for no operation that is not there', () => {
    expect(Object.keys(least).filter((name) => !asking.includes(name))).toEqual([]);
  });

  it('reaches every documented operation that is not said to be out of reach', () => {
    const calls = new Set(Object.values(costs).flatMap((taken) => taken.calls.map((call) => call.split(':')[0])));
    const missing = documentedOperations.filter((id) => id !== 'batch' && !calls.has(id));
    expect(missing).toEqual(Object.keys(unreached));
  });
});

describe('the table of costs', () => {
  const turn = { requests: 1, units: 4, calls: ['group-get', 'batch'], unselected: [] };

  it('keeps the most of each operation, and every call', () => {
    const table = tableOf([
      { ...turn, operation: 'group.show' },
      { ...turn, operation: 'group.show', requests: 3, units: 2, calls: ['group-list', 'group-get'] },
      { ...turn, operation: '' },
    ]);
    expect(table).toEqual({ 'group.show': { requests: 3, units: 4, calls: ['group-get', 'group-list'] } });
  });

  it('names what takes more than it has to, and what nobody has worked out', () => {
    const { requests } = least['group.show']!;
    expect(costProblems({ 'group.show': { ...turn, requests } })).toEqual([]);
    expect(costProblems({ 'group.show': { ...turn, requests: requests + 1 } })[0]).toContain(
      'takes 3 requests where 2',
    );
    expect(costProblems({ 'group.sing': turn })[0]).toContain('not worked out');
  });
});
