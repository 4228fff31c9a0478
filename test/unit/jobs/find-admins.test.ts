import { beforeEach, expect, it } from 'vitest';
import { defaultPolicy, type Admins } from '../../../src/domain/policy.ts';
import { adminsOf, adminsToTell } from '../../../src/jobs/find-admins.ts';
import { ada, alan, grace, tenantId } from '../../support/builders.ts';
import { fakeScan, type FakeScan } from '../../support/fake-scan.ts';

let scan: FakeScan;
const look = ({ id, displayName }: typeof ada) => ({ id, displayName, isGuest: false, isEnabled: true });
const named: Admins = { kind: 'people', principalNames: ['ada@contoso.com', 'grace@contoso.com'] };
const parts = (admins?: Admins) => ({ scan, policy: () => ({ ...defaultPolicy, ...(admins && { admins }) }) });

beforeEach(() => {
  scan = fakeScan();
  scan.persons = new Map([ada, grace, alan].map((one) => [one.id, look(one)]));
  scan.names = new Map([ada, grace].map((one) => [one.principalName, one.id]));
});

it('finds people by their sign-in names, and says who is missing', async () => {
  expect(await adminsOf(tenantId, parts(named))).toEqual({ ids: [ada.id, grace.id] });
  scan.persons!.set(grace.id, { ...look(grace), isEnabled: false });
  expect(await adminsOf(tenantId, parts(named))).toEqual({ ids: [ada.id], problem: 'missing' });
  expect(await adminsToTell(tenantId, parts(named))).toEqual([ada.id]);
  scan.persons!.set(ada.id, { ...look(ada), isGuest: true });
  await expect(adminsToTell(tenantId, parts(named))).rejects.toMatchObject({ code: 'admins.missing' });
});

it('finds the members of a group', async () => {
  const groupId = '3f7d4c1e-9a52-4d0b-8c11-6a1f0e5b7a01';
  scan.members.set(groupId, [look(alan), { ...look(grace), isGuest: true }]);
  expect(await adminsOf(tenantId, parts({ kind: 'group', groupId }))).toEqual({ ids: [alan.id] });
  scan.members.clear();
  expect(await adminsOf(tenantId, parts({ kind: 'group', groupId }))).toEqual({ ids: [], problem: 'missing' });
});

it('says when it cannot know, and tells nobody where nobody is named', async () => {
  scan.persons = undefined;
  expect(await adminsOf(tenantId, parts(named))).toEqual({ ids: [], problem: 'unreadable' });
  await expect(adminsToTell(tenantId, parts(named))).rejects.toMatchObject({
    kind: 'denied',
    code: 'admins.unreadable',
  });
  expect(await adminsOf(tenantId, parts())).toEqual({ ids: [], problem: 'unnamed' });
  expect(await adminsToTell(tenantId, parts())).toEqual([]);
});
