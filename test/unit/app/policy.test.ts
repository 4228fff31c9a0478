import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../../src/app/configuration-error.ts';
import { readPolicy } from '../../../src/app/policy.ts';
import { ruleFor } from '../../../src/domain/approvals.ts';
import { defaultPolicy, ruledKinds } from '../../../src/domain/policy.ts';
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
        ({ key, found, expected }) => `${key.replace(/^.*?yaml:?(\d*) → /, '$1 ').trim()}: ${found}, not ${expected}`,
      );
    throw error;
  }
  return [];
}

describe('readPolicy', () => {
  it('holds to the defaults without a file, with an empty one and with the one that is delivered', () => {
    expect(readPolicy(path.join(folder, 'none.yaml'))).toEqual(defaultPolicy);
    expect(read('')).toEqual(defaultPolicy);
    expect(read('# nothing\nadmins:\napprovals:\nquietHours:\ncreation:\nmembers:\nexpiry:\n')).toEqual(defaultPolicy);
    expect(readPolicy(path.resolve(import.meta.dirname, '../../../config/policy.yaml'))).toEqual(defaultPolicy);
  });

  it('reads every key', () => {
    const policy = read(`
admins: { group: 3F7D4C1E-9A52-4D0B-8C11-6A1F0E5B7A01 }
approvals:
  - name: Confidential
    kinds: [join, add-member]
    groups: ['Project *']
    classifications: [Internal]
    stages:
      - by: manager
      - { by: owners, decides: all }
    passesFor: { people: [grace@contoso.com] }
    carriedOutBy: approver
    reason: required
    remindAfterDays: 2
    escalate: { afterDays: 4, to: admins }
    lapsesAfterDays: 9
quietHours: { from: '18:00', to: '08:00', weekends: true }
creation:
  minimumOwners: 2
  kinds: [microsoft365]
  visibilities: [public]
  classifications: [Internal]
  templates:
    - { name: Project, description: 'All about {name}', visibility: public, team: true, classification: Internal }
members: { allowGuests: true, mayAskForTeam: false, appEndsMemberships: true }
attestation:
  - name: Projects
    groups: ['Project *']
    everyDays: 180
    answerDays: 20
    remindAfterDays: 5
    escalate: { afterDays: 10, to: { people: [grace@contoso.com] } }
    asks: [members, needed]
    guests: false
  - { name: All others }
expiry: { noticeDays: [1, 60], restoreDays: [2, 20] }
ownerless: { minimumOwners: 2, countGuests: true, askAtOnce: 5, answerDays: 7, confirm: app }
reports: { weekly: friday }
delegation: { mostDays: 30 }
audit: { keepDays: 365 }
`);
    expect(policy).toEqual({
      admins: { kind: 'group', groupId: '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01' },
      approvals: [
        {
          name: 'Confidential',
          kinds: ['join', 'add-member'],
          groups: ['Project *'],
          classifications: ['Internal'],
          stages: [
            { by: { kind: 'manager' }, decides: 'any' },
            { by: { kind: 'owners' }, decides: 'all' },
          ],
          passesFor: { kind: 'people', principalNames: ['grace@contoso.com'] },
          carriedOutBy: 'approver',
          isReasonRequired: true,
          remindAfterDays: 2,
          escalation: { afterDays: 4, to: { kind: 'admins' } },
          lapsesAfterDays: 9,
        },
        ...defaultPolicy.approvals,
      ],
      quietHours: { from: '18:00', to: '08:00', weekends: true },
      creation: {
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
      members: { allowsGuests: true, mayAskForTeam: false, appEndsMemberships: true },
      attestation: [
        {
          name: 'Projects',
          groups: ['Project *'],
          everyDays: 180,
          answerDays: 20,
          remindAfterDays: 5,
          escalation: { afterDays: 10, to: { kind: 'people', principalNames: ['grace@contoso.com'] } },
          asks: ['members', 'needed'],
          marksGuests: false,
        },
        {
          name: 'All others',
          everyDays: 365,
          answerDays: 30,
          asks: ['needed', 'members', 'visibility'],
          marksGuests: true,
        },
      ],
      expiry: { noticeDays: [60, 1], restoreDays: [20, 2] },
      ownerless: { minimumOwners: 2, countsGuests: true, askAtOnce: 5, answerDays: 7, confirm: 'app' },
      reports: { weekly: 'friday' },
      delegation: { mostDays: 30 },
      audit: { keepDays: 365 },
    });
  });

  it('gives a rule what is usual where it does not say', () => {
    const [rule] = read('approvals: [{ name: Ours, kinds: [join], stages: [{ by: owners }] }]').approvals;
    expect(rule).toEqual({ ...defaultPolicy.approvals[0], name: 'Ours' });
  });

  it('the first rule that matches holds, and for each kind there is one', () => {
    const { approvals } = read(
      `approvals: [{ name: Ours, kinds: [join], groups: ['ours *'], stages: [{ by: owners }] }]`,
    );
    const nameOf = (displayName: string) => ruleFor(approvals, { kind: 'join', group: { displayName } })?.name;
    expect([nameOf('Ours and yours'), nameOf('Yours')]).toEqual(['Ours', 'Joining']);
    for (const kind of ruledKinds) expect(ruleFor(approvals, { kind, group: { displayName: 'x' } })).toBeDefined();
  });

  it('names everything that is wrong at once: line, key, found, expected', () => {
    expect(
      problemsOf(`
admins: []
approvals:
  - name: A
    kinds: [join, leave]
    stages: [{ by: everybody }]
    escalate: { to: admins }
quietHours: { from: 18, to: '25:00' }
creation:
  minimumOwners: 0
  visibilities: [hidden]
  colour: red
expiry: { noticeDays: [] }
members: { allowGuests: maybe }
oops:
`),
    ).toEqual([
      '2 admins: [], not a list of 1 to 20 sign-in names, or `group` with a group id',
      expect.stringMatching(/^5 approvals\.0\.kinds\.1: "leave", not one of join, add-member, /),
      '6 approvals.0.stages.0.by: "everybody", not owners, manager, admins, or `people` with 1 to 20 sign-in names, or `group` with a group id',
      '7 approvals.0.escalate.afterDays: nothing, not a whole number from 1 to 364',
      '8 quietHours.from: 18, not a time from 00:00 to 23:59',
      '8 quietHours.to: "25:00", not a time from 00:00 to 23:59',
      '10 creation.minimumOwners: 0, not a whole number from 1 to 9',
      '11 creation.visibilities.0: "hidden", not one of private, public',
      '12 creation.colour: a value, not no such key',
      '13 expiry.noticeDays: [], not a list with at least 1',
      '14 members.allowGuests: "maybe", not true or false',
      '15 oops: a value, not no such key',
    ]);
  });

  it('of the sandbox names people and classifications that its tenant has', () => {
    const { creation, approvals, admins } = readPolicy(
      path.resolve(import.meta.dirname, '../../../config/sandbox-policy.yaml'),
    );
    expect(admins).toEqual({ kind: 'people', principalNames: [cast.admin.principalName] });
    const principalNames = [cast.owner.principalName, cast.admin.principalName];
    const [stage] = ruleFor(approvals, { kind: 'create', group: { displayName: 'Tide Pool' } })?.stages ?? [];
    expect(stage?.by).toEqual({ kind: 'people', principalNames });
    const listed = seedSettings[0]?.values.find(({ name }) => name === 'ClassificationList')?.value;
    expect(creation.classifications).toEqual(listed?.split(','));
    expect(creation.templates.map(({ name }) => name)).toEqual(['Project', 'Community']);
  });

  const rule = (keys: string): string => `approvals: [{ name: A, ${keys} }]`;
  it.each([
    [
      'a template that does not fit the rest',
      'creation: { visibilities: [private], templates: [{ name: A, visibility: public, classification: X }] }',
      [
        '1 creation.templates.0.visibility: public, not one of creation.visibilities',
        '1 creation.templates.0.classification: X, not one of creation.classifications',
      ],
    ],
    [
      'somebody without a right last',
      rule('kinds: [join, create], stages: [{ by: manager }]'),
      [
        'approvals.0.stages: manager last, not owners (or admins) in the last stage for join, whose right carries it out, or `carriedOutBy: owner`',
      ],
    ],
    [
      'nobody where a right is needed',
      rule('kinds: [team], stages: []'),
      ['approvals.0.stages: nobody, not owners (or admins) in the last stage for team'],
    ],
    [
      'a requester who has no right',
      rule('kinds: [add-member], stages: [{ by: owners }], carriedOutBy: requester'),
      ['approvals.0.carriedOutBy: requester, not approver or owner for add-member'],
    ],
    [
      'owners of a group that is not there yet',
      rule('kinds: [create], stages: [{ by: manager }, { by: owners }], carriedOutBy: owner'),
      [
        'approvals.0.carriedOutBy: owner, not approver or requester',
        'approvals.0.stages.1.by: owners, not somebody else',
      ],
    ],
    [
      'an escalation after the end',
      rule('kinds: [join], stages: [{ by: owners }], escalate: { afterDays: 7, to: owners }'),
      ['approvals.0.escalate.afterDays: 7, not less than lapsesAfterDays, 7'],
    ],
    [
      'a reminder after the escalation',
      rule('kinds: [join], stages: [{ by: owners }], remindAfterDays: 4, escalate: { afterDays: 4, to: owners }'),
      ['approvals.0.remindAfterDays: 4, not less than 4, when others are asked'],
    ],
    [
      'a reminder after the end',
      rule('kinds: [join], stages: [{ by: owners }], remindAfterDays: 9'),
      ['approvals.0.remindAfterDays: 9, not less than 7, when the request lapses'],
    ],
    [
      'four stages',
      rule('kinds: [join], stages: [{ by: owners }, { by: owners }, { by: owners }, { by: owners }]'),
      ['approvals.0.stages: [{"by":"owners"},{"by":"owners"},{"by":"owners"},{"by":"owners"}], not up to 3 stages'],
    ],
    [
      'a classification that nobody can choose',
      `${rule('kinds: [join], stages: [{ by: owners }], classifications: [Secret]')}\ncreation: { classifications: [Open] }`,
      ['approvals.0.classifications.0: Secret, not one of creation.classifications'],
    ],
    [
      'admins whom nobody named',
      rule('kinds: [join], stages: [{ by: owners }, { by: admins }], escalate: { afterDays: 2 }'),
      ['approvals.0.stages.1.by: admins, not people', 'approvals.0.escalate.to: admins, not people'],
    ],
    [
      'a rule that another hides',
      'approvals: [{ name: A, kinds: [join], stages: [{ by: owners }] }, { name: B, kinds: [join], groups: [x], stages: [{ by: owners }] }]',
      ['approvals.1: a rule that is never reached, not it before “A”'],
    ],
    [
      'two rules of one name',
      'approvals: [{ name: A, kinds: [join], stages: [{ by: owners }] }, { name: A, kinds: [team], stages: [{ by: owners }] }]',
      ['approvals: '],
    ],
    ['quiet hours without end', `quietHours: { from: '08:00', to: '08:00' }`, ['quietHours: ']],
  ])('refuses %s', (_name, text, expected) => {
    const found = problemsOf(text);
    expect(found.map((one, index) => one.includes(expected[index] ?? '?') || one)).toEqual(expected.map(() => true));
  });

  it('says where a file is no YAML, and that one cannot be read', () => {
    expect(problemsOf('creation:\n  a: [\nb: c')).toContainEqual(
      expect.stringMatching(/^\d the file: no YAML \(.+\), not YAML$/),
    );
    expect(() => readPolicy(folder)).toThrow(/cannot be read/);
  });
});
