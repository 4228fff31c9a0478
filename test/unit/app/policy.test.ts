import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/app/configuration-error.ts';
import { readPolicy } from '../../../src/app/policy.ts';
import { defaultPolicy } from '../../../src/domain/policy.ts';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { seedSettings } from '../../../src/sandbox/tenant/seed-settings.ts';

let folder: string;
let count = 0;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policy-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string) {
  const file = path.join(folder, `${count++}.yaml`);
  writeFileSync(file, text);
  return readPolicy(file);
}

function problemsOf(text: string): string[] {
  try {
    read(text);
  } catch (error) {
    if (error instanceof ConfigurationError)
      return error.problems.map(
        ({ key, found, expected }) => `${key.split(' → ')[1] ?? ''}: ${found}, not ${expected}`,
      );
    throw error;
  }
  return [];
}

describe('readPolicy', () => {
  it('holds to the defaults without a file, with an empty one and with the one that is delivered', () => {
    expect(readPolicy(path.join(folder, 'none.yaml'))).toEqual(defaultPolicy);
    expect(read('')).toEqual(defaultPolicy);
    expect(read('# nothing\ncreation:\nmembers:\nexpiry:\n')).toEqual(defaultPolicy);
    expect(readPolicy(path.resolve(import.meta.dirname, '../../../config/policy.yaml'))).toEqual(defaultPolicy);
  });

  it('reads every key', () => {
    const policy = read(`
creation:
  approvedBy: { admins: [ada@contoso.com] }
  lapsesAfterDays: 3
  minimumOwners: 2
  kinds: [microsoft365]
  visibilities: [public]
  classifications: [Internal]
  templates:
    - { name: Project, description: 'All about {name}', visibility: public, team: true, classification: Internal }
members: { allowGuests: true, mayAskForTeam: false }
expiry: { noticeDays: [1, 60] }
`);
    expect(policy).toEqual({
      creation: {
        approvers: { kind: 'admins', principalNames: ['ada@contoso.com'] },
        lapsesAfterDays: 3,
        minimumOwners: 2,
        kinds: ['microsoft365'],
        visibilities: ['public'],
        classifications: ['Internal'],
        templates: [
          {
            name: 'Project',
            description: 'All about {name}',
            visibility: 'public',
            hasTeam: true,
            classification: 'Internal',
          },
        ],
      },
      members: { allowsGuests: true, mayAskForTeam: false },
      expiry: { noticeDays: [60, 1] },
    });
  });

  it('takes an Entra group as approvers', () => {
    const { creation } = read('creation: { approvedBy: { group: 3F7D4C1E-9A52-4D0B-8C11-6A1F0E5B7A01 } }');
    expect(creation.approvers).toEqual({ kind: 'group', groupId: '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01' });
  });

  it('names everything that is wrong at once: key, found, expected', () => {
    expect(
      problemsOf(`
creation:
  approvedBy: everybody
  minimumOwners: 0
  lapsesAfterDays: 2.5
  visibilities: [hidden]
  colour: red
expiry: { noticeDays: [] }
`).sort(),
    ).toEqual([
      'creation.approvedBy: "everybody", not nobody, or `admins` with 1 to 20 sign-in names, or `group` with a group id',
      'creation.colour: a value, not no such key',
      'creation.lapsesAfterDays: 2.5, not a whole number from 1 to 365',
      'creation.minimumOwners: 0, not a whole number from 1 to 9',
      expect.stringContaining('creation.visibilities.0: "hidden", not '),
      expect.stringContaining('expiry.noticeDays: [], not '),
    ]);
  });

  it('of the sandbox names people and classifications that its tenant has', () => {
    const { creation } = readPolicy(path.resolve(import.meta.dirname, '../../../config/sandbox-policy.yaml'));
    const principalNames = [cast.owner.principalName, cast.admin.principalName];
    expect(creation.approvers).toEqual({ kind: 'admins', principalNames });
    const listed = seedSettings[0]?.values.find(({ name }) => name === 'ClassificationList')?.value;
    expect(creation.classifications).toEqual(listed?.split(','));
    expect(creation.templates.map(({ name }) => name)).toEqual(['Project', 'Community']);
  });

  it('refuses a template that does not fit the rest', () => {
    expect(
      problemsOf(
        'creation: { visibilities: [private], templates: [{ name: A, visibility: public, classification: X }] }',
      ),
    ).toEqual([
      'creation.templates.0.visibility: public, not one of creation.visibilities',
      'creation.templates.0.classification: X, not one of creation.classifications',
    ]);
  });

  it('says where a file is no YAML, and that one cannot be read', () => {
    expect(problemsOf('creation:\n  a: [')).toEqual([expect.stringMatching(/^line: \d, not YAML$/)]);
    expect(() => readPolicy(folder)).toThrow(/cannot be read/);
  });
});
