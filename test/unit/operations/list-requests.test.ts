import { expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import { actionsOn, ada, grace, group, joinRequest, world } from '../../support/builders.ts';

it.each([
  ['request.mine', ada],
  ['request.waiting', grace],
] as const)('%s reaches every request with More, also those made in the same millisecond', async (name, who) => {
  const { ask, store } = world();
  const groups = Array.from({ length: 19 }, (_, index) => group(`Group ${index + 100}`));
  for (const one of groups) await store.requests.insert(joinRequest(one));

  const shown: string[] = [];
  let raw: Record<string, unknown> | undefined = {};
  while (raw) {
    const page = await ask(operationNamed(name)!, who, raw);
    shown.push(...(page.text.match(/Group \d+/g) ?? []));
    raw = actionsOn(page).find(({ title }) => title === 'More')?.data;
  }
  expect(shown.toSorted()).toEqual(groups.map(({ displayName }) => displayName));
});

it.each(['x', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z 1', ['2026-01-01T00:00:00Z'], 5, { $gt: '' }])(
  'a list does not go on at %j',
  async (next) => {
    const asked = world().ask(operationNamed('request.mine')!, ada, { next });
    await expect(asked).rejects.toMatchObject({ kind: 'input', field: 'next' });
  },
);
