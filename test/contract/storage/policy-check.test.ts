import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { newStage } from '../../../src/domain/stages.ts';
import { ada, days, grace, group, joinRequest } from '../../support/builders.ts';
import { describeStore, type Place } from '../../support/stores.ts';

const script = path.resolve(import.meta.dirname, '../../../scripts/policy-check.ts');

/** The command as an administrator runs it, in a process of its own. */
async function check({ location }: Pick<Place, 'location'>, policy: string, ...args: string[]) {
  const folder = mkdtempSync(path.join(tmpdir(), 'policy-check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'mine.yaml');
  writeFileSync(file, policy);
  const where = 'file' in location ? { DATABASE_FILE: location.file } : { DATABASE_URL: location.databaseUrl };
  const child = spawn(process.execPath, [script, file, ...args], { env: { PATH: process.env['PATH'], ...where } });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out: out.replaceAll(file, 'mine.yaml'), err, code: child.exitCode };
}

const ago = (count: number): Date => new Date(Date.now() - days(count));
const project = group('Project Tide');
const guild = group('Design Guild');
const rules = `approvals:
  - { name: Projects, kinds: [join], groups: ['Project *'], stages: [{ by: manager }, { by: owners }], reason: required }
  - { name: Kept, kinds: [join], classifications: [Confidential], stages: [{ by: owners, decides: all }] }
  - { name: Quick, kinds: [join], stages: [{ by: owners }], lapsesAfterDays: 2 }
  - { name: Board, kinds: [create], stages: [{ by: { people: [grace@contoso.com] } }] }
`;

describeStore('trying a policy', (engine) => {
  it('says by kind and one by one what would have been otherwise, while the bot runs', async () => {
    const place = await engine.place();
    const { store } = await place.open();
    const by = { id: grace.id, displayName: grace.displayName };
    const decided = (at: Date) => ({
      status: 'done' as const,
      decision: { by, at, outcome: 'approved' as const, reason: '' },
    });
    const requests = [
      joinRequest(guild, { createdAt: ago(3), ...decided(ago(2)) }),
      joinRequest(guild, { createdAt: ago(20), ...decided(ago(15)), requester: { id: 'old', displayName: 'Old' } }),
      joinRequest(project, { createdAt: ago(4), reason: '', requester: { id: ada.id, displayName: 'Ada\u001b[31m' } }),
      joinRequest(guild, { createdAt: ago(100), requester: { id: 'older', displayName: 'Older' } }),
      joinRequest(group('Tide Pool'), { kind: 'create', stages: [], createdAt: ago(5), ...decided(ago(5)) }),
      joinRequest(project, {
        tenantId: '99999999-0000-4000-8000-000000000001',
        createdAt: ago(6),
        stages: [newStage({ kind: 'manager' }, [by]), newStage({ kind: 'owners' }, [by])],
      }),
    ];
    for (const request of requests) await store.requests.insert(request);

    const { out, err, code } = await check(place, rules);
    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain(
      'Of 5 requests of the last 90 days 2 would have gone the same way, 1 would have had to be asked for, ' +
        '1 would have needed more stages, 1 would have lapsed before they were decided, 1 would have been sent back for a reason.',
    );
    expect(out).toMatch(/^ +requests +the same +at once +asked first +more stages +fewer stages +asks others$/mu);
    expect(out).toMatch(/^joining +4 +3 +· +· +1 +· +·$/mu);
    expect(out).toMatch(/^new groups +1 +· +· +1 +· +· +·$/mu);
    expect(out).toMatch(
      /joining, Project Tide \(Ada\[31m\): an owner → the manager, then an owner; no reason was given, by “Projects”/u,
    );
    expect(out).toMatch(/new groups, Tide Pool \(Ada Lovelace\): nobody → grace@contoso\.com, by “Board”/u);
    expect(out).not.toContain('Older');
    expect((await check(place, rules, '--days', '200')).out).toContain('Of 6 requests of the last 200 days');
  });

  it('knows the classification that the group has', async () => {
    const place = await engine.place();
    const { store } = await place.open();
    const { tenantId } = joinRequest(guild);
    const at = ago(1);
    const facts = { displayName: guild.displayName, kind: 'microsoft365', visibility: 'private' } as const;
    const flags = { isDynamic: false, isSynced: false, hasTeam: false, createdAt: at, renewedAt: at, expiresAt: null };
    const known = { id: guild.id, facts: { ...facts, ...flags, classification: 'Confidential' } };
    const start = await store.directoryGroups.begin(tenantId, undefined, { at });
    await store.directoryGroups.putPage(tenantId, start!, { changes: [known], token: 'delta.1', at });
    await store.requests.insert(joinRequest(guild, { createdAt: ago(2) }));
    expect((await check(place, rules)).out).toContain('an owner → every owner, by “Kept”');
  });

  it('says what is wrong in a file, and tries nothing then', async () => {
    const place = await engine.place();
    await place.open();
    const { out, code } = await check(place, 'creation: { minimumOwners: 0 }\noops: 1\n');
    expect(code).toBe(1);
    expect(out).toContain('mine.yaml:1 → creation.minimumOwners: found 0, expected a whole number from 1 to 9');
    expect(out).toContain('mine.yaml:2 → oops: found a value, expected no such key');
    expect(out).not.toContain('requests');
  });

  it('says what else stands in the way', async () => {
    const place = await engine.place();
    await place.open();
    expect((await check(place, '')).out).toContain('Nobody asked for anything in the last 90 days');
    const wrongDays = await check(place, '', '--days', 'many');
    expect([wrongDays.code, wrongDays.err]).toEqual([1, '--days is a whole number from 1 to 3650.\n']);
    const twoFiles = await check(place, '', 'another.yaml');
    expect([twoFiles.code, twoFiles.err]).toEqual([1, 'Name one file: npm run policy:check -- FILE\n']);
    if (engine.name !== 'sqlite') return;
    const nowhere = await check({ location: { file: '/nowhere/muster.db' } }, '');
    expect([nowhere.code, nowhere.out]).toEqual([
      0,
      'mine.yaml is right. It was tried on no requests: There is no store at /nowhere/muster.db.\n',
    ]);
  });
});
