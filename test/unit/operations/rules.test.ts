import { describe, expect, it } from 'vitest';
import type { ApprovalRule } from '../../../src/domain/approvals.ts';
import { auditReaderRoles } from '../../../src/domain/audit-readers.ts';
import { defaultPolicy, type Policy, type PolicyFault } from '../../../src/domain/policy.ts';
import { showRules } from '../../../src/operations/policy/show-rules.ts';
import { ada, alan, creationRule, grace, group, mallory, startOfTest, wordsOn, world } from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const guild = group('Design Guild');
const project = group('Project Tide');
const council = group('Council');
const joining: ApprovalRule = {
  name: 'Projects',
  kinds: ['join'],
  groups: ['project *'],
  stages: [
    { by: { kind: 'manager' }, decides: 'any' },
    { by: { kind: 'owners' }, decides: 'any' },
  ],
  carriedOutBy: 'approver',
  isReasonRequired: true,
  remindAfterDays: 2,
  escalation: { afterDays: 4, to: { kind: 'admins' } },
  lapsesAfterDays: 7,
};
const ours: Policy = {
  ...defaultPolicy,
  admins: { kind: 'people', principalNames: [alan.principalName] },
  approvals: [
    joining,
    creationRule({ kind: 'group', groupId: council.id }, { carriedOutBy: 'requester' }),
    ...defaultPolicy.approvals,
  ],
  quietHours: { from: '18:00', to: '08:00', weekends: true },
};

function scene(policy = ours) {
  return world({
    policy,
    directory: {
      groups: [guild, project, council],
      people: [ada, grace, alan, mallory],
      owners: { [guild.id]: [grace], [project.id]: [grace] },
      members: { [council.id]: [grace, alan] },
    },
  });
}

/** What the directory says of roles, and nothing else. */
const holding = (roles: string[]) => ({ ...scene().as(ada).memberships, whichGiveRole: () => Promise.resolve(roles) });
const plain = (words: string): string => words.replaceAll(/[\u2066-\u2069]/gu, '');
async function told(who = ada, wanted = '', place = scene()): Promise<string> {
  return plain(wordsOn(await place.ask(showRules, who, wanted === '' ? {} : { group: wanted })));
}

describe('policy', () => {
  it('says of a group who has to agree, what happens while nobody answers, and nothing of other groups', async () => {
    const words = await told(ada, 'Project Tide');
    expect(words).toContain(
      'To join Project Tide, your manager has to agree first, then somebody who owns it (Grace Hopper). You have to say what for. ' +
        'If nobody answers, they are reminded after 2 days, Alan Turing is asked as well after 4 days, and the request lapses after 7 days.',
    );
    expect(words).toContain('To add somebody to Project Tide, somebody who owns it (Grace Hopper) has to agree.');
    expect(words).not.toContain('create a group');
    expect(await told(ada, 'Design Guild')).toContain(
      'To join Design Guild, somebody who owns it (Grace Hopper) has to agree. If nobody answers, the request lapses after 7 days.',
    );
  });

  it('says to an owner that nobody else has to agree, and what still others have to', async () => {
    const words = await told(grace, 'Project Tide');
    expect(words).toContain('To add somebody to Project Tide, nobody else has to agree, because you own it.');
    expect(words).toContain('To join Project Tide, your manager has to agree. Then you do it yourself.');
  });

  it('says of each kind which groups a rule is for', async () => {
    const words = await told();
    expect(words).toContain(
      'For groups called “project *”: to join a group, your manager has to agree first, then somebody who owns it.',
    );
    expect(words).toContain('For all others: to join a group, somebody who owns it has to agree.');
    expect(words).toContain('To create a group, Alan Turing or Grace Hopper has to agree. Then you do it yourself.');
    expect(words).toContain('To delete a group, its owners need nobody else.');
    expect(words).toContain('Nobody is reminded from 18:00 to 08:00 and at weekends, by their own clock.');
  });

  it('takes “a new group” for groups in general', async () => {
    for (const wanted of ['a new group', 'New groups', 'any team']) expect(await told(ada, wanted)).toBe(await told());
  });

  it('names nobody whom the caller may not see', async () => {
    const place = scene();
    place.directory.refuse('ownersOf', refusal('denied', 'group.denied'));
    place.directory.refuse('membersOf', refusal('denied', 'group.denied'));
    expect(await told(ada, 'Design Guild', place)).toContain('somebody who owns it has to agree');
    const words = await told(ada, '', place);
    expect(words).toContain('To create a group, a person whom the policy names has to agree.');
    expect(words).not.toContain('Grace');
  });

  it('shows no id, and takes nobody for an approver who chose a mail address like one’s sign-in name', async () => {
    const imposter = { ...mallory, mail: alan.principalName };
    const place = world({ policy: ours, directory: { groups: [project], people: [imposter] } });
    const words = await told(ada, 'Project Tide', place);
    expect(words).toContain('the administrators are asked as well');
    expect(words + (await told())).not.toMatch(/[0-9a-f]{8}-|@contoso/u);
  });

  it('leaves out what cannot be asked of a group', async () => {
    const open = group('Open House', { visibility: 'public', hasTeam: true });
    const place = world({ policy: ours, directory: { groups: [open], people: [ada] } });
    const words = await told(ada, 'Open House', place);
    expect(words).not.toMatch(/To join|To put a team/u);
    const closed = { ...ours, members: { ...ours.members, mayAskForTeam: false } };
    expect(await told(ada, 'Design Guild', scene(closed))).not.toContain('To put a team');
  });
});

describe('a file that is wrong', () => {
  const fault: PolicyFault = {
    since: startOfTest,
    problems: [{ line: 3, key: 'creation.minimumOwners', found: '0', expected: 'a whole number from 1 to 9' }],
  };
  const hears = async (who: typeof ada, place = scene()): Promise<boolean> => {
    const services = { ...place.as(who), policyFault: fault, memberships: holding([]) };
    const words = plain(wordsOn(await showRules.execute({}, services)));
    expect(words.includes('creation.minimumOwners')).toBe(words.includes('is wrong since'));
    return words.includes('line 3, creation.minimumOwners: found 0, expected a whole number from 1 to 9');
  };

  it('is told to those who administer, by the policy or by a role, and to nobody else', async () => {
    expect(await hears(ada)).toBe(false);
    expect(await hears(alan)).toBe(true);
    const place = scene({ ...ours, admins: { kind: 'group', groupId: council.id } });
    expect([await hears(grace, place), await hears(ada, place)]).toEqual([true, false]);
    const memberships = holding(auditReaderRoles.slice(0, 1));
    const words = wordsOn(await showRules.execute({}, { ...scene().as(ada), memberships, policyFault: fault }));
    expect(words).toContain('wrong since');
  });

  it('is not told to whoever chose an administrator’s sign-in name as a mail address', async () => {
    const imposter = { ...mallory, mail: alan.principalName };
    expect(await hears(imposter, world({ policy: ours, directory: { people: [imposter] } }))).toBe(false);
  });
});
