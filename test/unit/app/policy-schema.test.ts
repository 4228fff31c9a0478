import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { policyIn } from '../../../src/app/policy.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { policyReference } from '../../../scripts/policy-reference.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');

// A validator that is not ours comes with what checks the app package.
const asTheyDo = createRequire(createRequire(import.meta.url).resolve('@microsoft/app-manifest'));
const { default: Validator } = asTheyDo('ajv') as {
  default: new (options: object) => { compile(schema: unknown): (value: unknown) => boolean };
};
const isValid = new Validator({ strict: false, validateFormats: false }).compile(
  JSON.parse(textOf('config/policy.schema.json')),
);

const recipes = [...textOf('docs/policy.md').matchAll(/^```yaml\n(.*?)^```$/gmsu)].map(([, text = '']) => text);

describe('what is written from the shape of the policy', () => {
  it('is up to date', async () => {
    for (const [file, text] of Object.entries(await policyReference()))
      expect(text, `${file}: npm run docs`).toBe(textOf(file));
  });

  it('has every key in the file, each with what it is for', () => {
    const lines = textOf('config/policy.yaml').split('\n');
    const keys = lines.filter((line) => /^ *\w+:/.test(line));
    expect(keys.length).toBeGreaterThan(10);
    for (const [index, line] of lines.entries())
      if (keys.includes(line)) expect(lines[index - 1], line).toMatch(/^ *#/);
  });

  it('keeps the examples of the file in order', () => {
    const source = textOf('config/policy.yaml')
      .replace(/^#   - name: Confidential.*?(?=^approvals:)/msu, '')
      .replace(/^approvals:$/mu, `approvals:\n${exampleIn('approvals')}`)
      .replace(/^ {2}templates: \[\]$/mu, `  templates:\n${exampleIn('templates')}`)
      .replace(/^admins:$/mu, 'admins: [ada@contoso.com]')
      .replace(/^ {2}classifications: \[\]$/mu, '  classifications: [Internal, Confidential]');
    expect(policyIn(source)).toMatchObject({
      policy: { approvals: [{ name: 'Confidential' }, ...defaultPolicy.approvals], creation: { templates: [{}] } },
    });
  });
});

/** The commented lines before a key, as YAML again; what explains them is a comment. */
function exampleIn(key: string): string {
  const before = textOf('config/policy.yaml').split(new RegExp(`^ *${key}:`, 'mu'))[0] ?? '';
  const block = before.slice(before.lastIndexOf('\n\n'));
  return block
    .split('\n')
    .filter((line) => /^ *# {3}[ -]/u.test(line) && !/^ *# {20}/u.test(line))
    .map((line) => line.replace('#', ' ').replace(/^( *(?:- )?[\w]+:(?: [^ ].*?)??) {2,}.*$/u, '$1'))
    .join('\n');
}

describe('the schema for editors', () => {
  it.each(['config/policy.yaml', 'config/sandbox-policy.yaml'])('accepts %s, which names it', (file) => {
    expect(isValid(parse(textOf(file)))).toBe(true);
    expect(textOf(file).split('\n')[0]).toBe('# yaml-language-server: $schema=./policy.schema.json');
  });

  it.each([
    'oops: 1',
    'admins: []',
    'admins: ada@contoso.com',
    'admins: [ada]',
    'admins: { group: council }',
    'approvals: [{ name: A, kinds: [join] }]',
    'approvals: [{ name: A, kinds: [], stages: [] }]',
    'approvals: [{ name: A, kinds: [leave], stages: [] }]',
    'approvals: [{ name: A, kinds: [create], stages: [{ by: everybody }] }]',
    'approvals: [{ name: A, kinds: [create], stages: [{ by: { people: [] } }] }]',
    'approvals: [{ name: A, kinds: [create], stages: [], escalate: { to: owners } }]',
    'approvals: [{ name: A, kinds: [create], stages: [], lapsesAfterDays: 0 }]',
    'approvals: [{ name: A, kinds: [create], stages: [], colour: red }]',
    "quietHours: { from: '24:00', to: '08:00' }",
    "quietHours: { from: '18:00' }",
    'creation: { minimumOwners: 0 }',
    'creation: { minimumOwners: 1.5 }',
    'creation: { visibilities: [hidden] }',
    'creation: { visibilities: [] }',
    'creation: { classifications: [A, A] }',
    'members: { allowGuests: maybe }',
    'expiry: { noticeDays: [366] }',
    'expiry: 30',
    'ownerless: { askAtOnce: 21 }',
    'ownerless: { confirm: nobody }',
    'reports: { weekly: daily }',
  ])('refuses what the bot refuses: %s', (text) => {
    expect(isValid(parse(text))).toBe(false);
    expect(policyIn(text)).toHaveProperty('problems');
  });

  it.each(['', 'admins:\napprovals:\nquietHours:\ncreation:\nmembers:\nexpiry:\nownerless:\nreports:', ...recipes])(
    'accepts what the bot accepts: %#',
    (text) => {
      expect(isValid(parse(text) ?? {})).toBe(true);
      expect(policyIn(text)).toHaveProperty('policy');
    },
  );
});

describe('the recipes of docs/policy.md', () => {
  it('are several', () => expect(recipes.length).toBeGreaterThan(5));

  it.each(recipes)('hold what nobody holds without them: %#', (text) => {
    const read = policyIn(text);
    expect('policy' in read && read.policy).not.toEqual(defaultPolicy);
  });
});
