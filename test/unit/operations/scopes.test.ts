import { describe, expect, it } from 'vitest';
import costs from '../../../bench/graph-coverage/costs.json' with { type: 'json' };
import { unwalked } from '../../../bench/graph-coverage/unwalked.ts';
import { lesserScopes } from '../../../scripts/scope-reasons.ts';
import type { Taken } from '../../../bench/graph-coverage/cost-table.ts';
import { operationNamed, operations } from '../../../src/operations/index.ts';
import type { Attestation } from '../../../src/domain/attestation.ts';
import { permissions, type OperationId } from '../../../src/sandbox/graph/permissions.ts';
import { cast, groups, tenantId } from '../../../src/sandbox/tenant/cast.ts';
import { thingRecords } from '../../../src/sandbox/tenant/things.ts';
import { wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin } = cast;
const taken: Readonly<Record<string, Taken | undefined>> = costs;

/** For one's own profile only. */
const ownScopes = new Set(['User.Read', 'User.ReadWrite']);
const isAboutOthers = (id: string, self: string | undefined): boolean => id.startsWith('user-') && self === undefined;

/** What opens a call, least first, as Graph's pages say. @param call a documented operation, with `:self` where it was about the caller */
function openersOf(call: string): readonly string[] {
  const [id = '', self] = call.split(':');
  const openers = permissions[id as OperationId].delegated;
  return isAboutOthers(id, self) ? openers.filter((scope) => !ownScopes.has(scope)) : openers;
}

/** The calls that only this one of the declared scopes opens. */
function callsBy(scope: string, declared: readonly string[], calls: readonly string[]): readonly string[] {
  const others = declared.filter((one) => one !== scope);
  return calls.filter((call) => {
    const openers = openersOf(call);
    return openers.includes(scope) && !others.some((one) => openers.includes(one));
  });
}

/** A group that is being confirmed. */
const round: Attestation = {
  id: '55555555-0000-4000-8000-000000000003',
  tenantId,
  group: { id: groups.designGuild, displayName: 'Design Guild' },
  round: 1,
  state: 'open',
  terms: { asks: ['members'], marksGuests: true },
  startedAt: new Date(0),
  lapsesAt: new Date(1),
  answers: {},
  revision: 0,
};

/**
 * Scopes that open no call of their own but let the names be read of what a list leads to: Graph leaves these out where it
 * may not say them. Each with what somebody asks for and reads then, and does not read without the scope.
 * @see https://learn.microsoft.com/graph/permissions-overview#limited-information-returned-for-inaccessible-member-objects
 */
const forNames: readonly [
  operation: string,
  scope: string,
  who: typeof owner | typeof employee | typeof admin,
  raw: Record<string, unknown>,
  reads: string,
][] = [
  ['group.show', 'User.ReadBasic.All', employee, { group: 'Design Guild' }, 'Mirela Vašková'],
  ['group.join', 'User.ReadBasic.All', employee, { group: 'Design Guild' }, 'Mirela Vašková'],
  ['group.expiring', 'GroupMember.Read.All', owner, {}, 'Research Circle'],
  ['member.list', 'User.ReadBasic.All', owner, { group: 'Design Guild' }, 'Tomás Iriarte'],
  ['member.remove', 'User.ReadBasic.All', owner, { group: 'Design Guild', person: 'Tomás Iriarte' }, 'Tomás Iriarte'],
  ['member.everybody', 'User.ReadBasic.All', owner, { group: 'Design Guild' }, 'Tomás Iriarte'],
  ['me.owned', 'GroupMember.Read.All', owner, {}, 'Research Circle'],
  ['owner.list', 'User.ReadBasic.All', owner, { group: 'Design Guild' }, 'Tomás Iriarte'],
  ['owner.remove', 'User.ReadBasic.All', owner, { group: 'Design Guild', person: 'Tomás Iriarte' }, 'Tomás Iriarte'],
  ['team.enable', 'User.ReadBasic.All', employee, { group: 'Research Circle' }, 'Mirela Vašková'],
  ['member.things', 'Device.Read.All', admin, { group: 'SEC Build Servers' }, 'RECEPTION-KIOSK'],
  ['member.things', 'Application.Read.All', admin, { group: 'SEC Build Servers' }, 'Swatch Catalogue'],
  ['attestation.open', 'User.ReadBasic.All', owner, { attestationId: round.id }, 'Tomás Iriarte'],
  ['attestation.members', 'User.ReadBasic.All', owner, { attestationId: round.id }, 'Wren Adeyemi'],
  [
    'member.take-out',
    'Device.Read.All',
    admin,
    { group: 'SEC Build Servers', thing: 'RECEPTION-KIOSK' },
    'Take RECEPTION-KIOSK out',
  ],
  [
    'member.take-out',
    'Application.Read.All',
    admin,
    { group: 'SEC Build Servers', thing: 'Swatch Catalogue' },
    'Take Swatch Catalogue out',
  ],
];

/** Who decides is what the organisation's policy says: people by their sign-in names, the members of a group, owners. */
const deciding = new Set([
  'request.approve',
  'request.amend-membership',
  'request.retry',
  'request.approve-team',
  'request.approve-together',
  'rules.show',
]);
const toFindDeciders = new Set(['GroupMember.Read.All', 'User.ReadBasic.All']);

/** Administrators hear what is wrong with the policy and with the list of administrators: that is asked when something is. */
const whenWrong = new Set(['rules.show User.Read']);

const asking = operations.filter(({ scopes }) => scopes.length > 0);

describe.each(asking.filter(({ name }) => unwalked[name] === undefined))('$name', ({ name, scopes }) => {
  const calls = taken[name]?.calls ?? [];

  it('was walked through', () => {
    expect(calls).not.toEqual([]);
  });

  it.each(scopes)('needs %s', (scope) => {
    const isForNames = forNames.some((one) => one[0] === name && one[1] === scope);
    const isByPolicy = deciding.has(name) && toFindDeciders.has(scope);
    if (!isForNames && !isByPolicy && !whenWrong.has(`${name} ${scope}`))
      expect(callsBy(scope, scopes, calls)).not.toEqual([]);
  });

  it.each(scopes)('could do with nothing less than %s', (scope) => {
    const lists = callsBy(scope, scopes, calls).map(openersOf);
    const lesser = (lists[0] ?? []).filter((one) =>
      lists.every((list) => list.includes(one) && list.indexOf(one) < list.indexOf(scope)),
    );
    expect(lesser.filter((one) => lesserScopes[scope]?.[one] === undefined)).toEqual([]);
  });
});

/** What somebody reads who has agreed to these scopes. */
async function read(
  name: string,
  who: (typeof forNames)[number][2],
  raw: Record<string, unknown>,
  scopes: readonly string[],
) {
  const { as, tenant, store, agreed } = openOffice();
  agreed.isBeyond = false;
  await store.attestations.open(round, [owner.id, cast.secondOwner.id]);
  if (!tenant.isLinked(groups.designGuild, 'member', employee.id) && name === 'attestation.members')
    tenant.link(groups.designGuild, 'member', employee.id);
  const servers = [...tenant.groups()].find(({ displayName }) => displayName === 'SEC Build Servers')!;
  for (const { id } of thingRecords) tenant.link(servers.id, 'member', id);
  tenant.link(groups.researchCircle, 'member', employee.id);
  const operation = operationNamed(name)!;
  return operation.execute(raw, as(who, scopes)).then(wordsOn, (error: unknown) => String(error));
}

it.each(Object.keys(unwalked))('%s is an operation that is not walked through', (name) => {
  expect(operationNamed(name)).toBeDefined();
});

describe('a scope for names', () => {
  it.each(forNames)('%s shows nobody by name without %s', async (name, scope, who, raw, reads) => {
    const { scopes } = operationNamed(name)!;
    expect(await read(name, who, raw, scopes)).toContain(reads);
    expect(
      await read(
        name,
        who,
        raw,
        scopes.filter((one) => one !== scope),
      ),
    ).not.toContain(reads);
  });

  it.each(forNames)('%s declares %s', (name, scope) => {
    expect(operationNamed(name)?.scopes).toContain(scope);
  });
});
