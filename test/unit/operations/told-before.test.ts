import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import costs from '../../../bench/graph-coverage/costs.json' with { type: 'json' };
import { roleNeeded } from '../../../src/domain/entra-roles.ts';
import { operationNamed, operations } from '../../../src/operations/index.ts';
import { operationsReference } from '../../../scripts/operations-reference.ts';
import { actionsOn, ada, wordsOn, world } from '../../support/builders.ts';

const help = operationNamed('help')!;
const told = operations.filter(({ phrases }) => phrases.length > 0);

/** All that help says of some words, over all its pages. */
async function helpOn(words: string): Promise<string> {
  const { ask } = world();
  let said = '';
  for (let raw: Record<string, unknown> | undefined = { words }; raw;) {
    const page = await ask(help, ada, raw);
    said += `${wordsOn(page)}\n`;
    raw = actionsOn(page).find(({ title }) => title.startsWith('More'))?.data;
  }
  return said;
}

describe('help and the table of operations', () => {
  it('tell of the same, phrase by phrase', async () => {
    const all = await helpOn('');
    const table = (await operationsReference())['docs/operations.md'] ?? '';
    const inHelp = [...all.matchAll(/\*\*(.+?)\*\*/gu)].map(([, phrase]) => phrase);
    const inTable = [...table.split('## From the buttons')[0]!.matchAll(/^\| `([^`]+)`/gmu)].map(
      ([, phrase]) => phrase,
    );
    expect(inHelp.filter((phrase) => phrase !== 'sign out').sort()).toEqual(
      inTable.filter((phrase) => phrase !== 'help').sort(),
    );
  });

  it.each(told.filter(({ name }) => name !== 'help'))(
    'find $name by its phrase and by a word of what it does',
    async ({ phrases, summary }) => {
      const [phrase = ''] = phrases;
      const longest = summary.split(/[^\p{L}]+/u).sort((a, b) => b.length - a.length)[0] ?? '';
      expect(await helpOn(phrase)).toContain(`**${phrase}**`);
      expect(await helpOn(longest)).toContain(`**${phrase}**`);
    },
  );
});

/** What Graph lets nobody do by owning a group. */
const forAdministrators =
  /^(?:grouplifecyclepolicy-(?:create|update|delete|add-group|remove-group)|groupsetting-(?:create|update|delete)|group-assign-license|group-(?:add|remove)-app-role-assignment|schemaextension-create|deleteditems-permanent-delete)$/u;

describe('an Entra role', () => {
  it('is told of each operation whose calls take one', () => {
    const taking = Object.entries(costs).filter(([, { calls }]) => calls.some((call) => forAdministrators.test(call)));
    expect(taking.length).toBeGreaterThan(10);
    expect(taking.map(([name]) => name).filter((name) => operationNamed(name)?.role === undefined)).toEqual([]);
  });

  it.each(told.filter(({ role }) => role))('is named by help before $name is tried', async ({ phrases, role }) => {
    expect(await helpOn(phrases[0] ?? '')).toContain(roleNeeded(role!));
  });
});

describe('what others have to agree to', () => {
  const files = globSync('src/operations/**/*.ts');
  const asks = files.flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    const kinds = [...text.matchAll(/approvalFor\(\{ kind: '([\w-]+)'/gu)].map(([, kind]) => kind);
    return text.includes('defineOperation({') ? [...new Set(kinds)].map((kind) => [file, kind, text] as const) : [];
  });

  it.each(asks)('%s says that it may ask for %s', (_, kind, text) => {
    expect(text).toContain(`approval: '${kind ?? ''}'`);
  });

  it('is found in each file that asks the policy', () => {
    expect(asks.length).toBeGreaterThan(2);
  });
});
