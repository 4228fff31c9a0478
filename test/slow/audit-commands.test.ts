import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { csvField } from '../../scripts/audit.ts';
import type { AuditEvent } from '../../src/ports/audit.ts';
import { describeStore, type Place } from '../support/stores.ts';

const script = path.resolve(import.meta.dirname, '../../scripts/audit.ts');

const event = (index: number, change: Partial<AuditEvent> = {}): AuditEvent => ({
  tenantId: 'contoso',
  at: new Date(Date.UTC(2026, 0, index, 12)),
  actorId: 'ada',
  operation: 'member.add',
  outcome: 'done',
  correlationId: `c${index}`,
  ...change,
});

/** The command as an administrator runs it, in a process of its own. */
async function run({ location }: Pick<Place, 'location'>, ...args: string[]) {
  const where = 'file' in location ? { DATABASE_FILE: location.file } : { DATABASE_URL: location.databaseUrl };
  const child = spawn(process.execPath, [script, ...args], { env: { PATH: process.env['PATH'], ...where } });
  // As bytes: reading as text would take the byte order mark away.
  const [out, err] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'close')]);
  return { out: out.toString(), err, code: child.exitCode };
}

/** The program in docs/audit.md, as somebody would run it who has the file and no Muster. */
async function verifiedByManual(csv: string): Promise<{ said: string; code: number | null }> {
  const directory = mkdtempSync(path.join(tmpdir(), 'muster-manual-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const manual = readFileSync(path.resolve(import.meta.dirname, '../../docs/audit.md'), 'utf8');
  const [, program = ''] = /```js\n([\s\S]*?)```/u.exec(manual) ?? [];
  writeFileSync(path.join(directory, 'verify.mjs'), program);
  writeFileSync(path.join(directory, 'audit.csv'), csv);
  const child = spawn(process.execPath, ['verify.mjs', 'audit.csv'], { cwd: directory });
  const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  expect(errors).toBe('');
  return { said, code: child.exitCode };
}

describeStore('the commands for the audit trail', (engine) => {
  it('verify while the bot runs, find the entry that was changed, and say so with their exit code', async () => {
    const place = await engine.place();
    const { store, close } = await place.open();
    for (const index of [1, 2, 3, 4]) await store.audit.append(event(index));
    expect(await run(place, 'verify')).toEqual({ out: 'audit: 4 entries, whole\n', err: '', code: 0 });
    await close();

    const drop =
      engine.name === 'sqlite' ? 'drop trigger audit_event_no_update' : 'drop function refuse_change() cascade';
    await place.tamper(drop, "update audit_event set subject_kind = 'person', subject_id = 'eve' where sequence = 3");
    const { out, code } = await run(place, 'verify');
    expect(out).toBe('audit: broken at entry 3: it was altered\n');
    expect(code).toBe(1);
  });

  it('export whole days with every column, and formulas as text', async () => {
    const place = await engine.place();
    const { store } = await place.open();
    await store.audit.append(event(1));
    const whole = { groupId: 'guild', subject: { kind: 'person' as const, id: 'mona' }, requestId: '=r', code: 'bug' };
    const details: AuditEvent['details'] = [{ field: '=name', kind: 'text', from: '=1+1' }];
    const decision = { outcome: 'approved' as const, at: event(1).at, byId: 'alan' };
    const more = { details, decision, onBehalfOfId: 'grace', graphRequestIds: ['g1', 'g2'] };
    await store.audit.append(event(2, { ...whole, ...more, outcome: 'failed', correlationId: '=cmd|"/c calc"!A1' }));
    await store.audit.append(event(3));
    const { out, code } = await run(place, 'export', '--from', '2026-01-02', '--to', '2026-01-02');
    expect(code).toBe(0);
    const [head, line, ...rest] = out.split('\r\n');
    expect(head).toBe(
      '\uFEFFtenant,sequence,at,actor,as,operation,outcome,group,subjectKind,subject,changes,request,decision,decidedBy,' +
        'decidedAt,code,correlation,graphRequests,previousHash,hash,content,sealed,salts',
    );
    const hashes = '[0-9a-f]{64},[0-9a-f]{64}';
    expect(line).toMatch(
      new RegExp(
        '^contoso,2,2026-01-02T12:00:00\\.000Z,ada,in place of grace,member\\.add,failed,guild,person,mona,' +
          `"'=name: =1\\+1 → ","'=r",approved,alan,2026-01-01T12:00:00\\.000Z,bug,"'=cmd\\|""/c calc""!A1",g1 g2,${hashes},`,
        'u',
      ),
    );
    expect(rest).toEqual(['']);
  });

  it('erase a person when told so twice, and the export is whole by the words of the manual, before and after', async () => {
    const place = await engine.place();
    const { store, close } = await place.open();
    const ada = '0a000000-0000-4000-8000-00000000000a';
    await store.audit.append(event(1, { actorId: ada }));
    await store.audit.append(event(2, { subject: { kind: 'person', id: ada }, code: '=1+1, "x"' }));
    await store.audit.append(event(3, { details: [{ field: 'name', kind: 'text', to: '-Ada Lovelace\'s "club"\n' }] }));
    await close();
    expect(await verifiedByManual((await run(place, 'export')).out)).toEqual({ said: '', code: 0 });

    const asked = await run(place, 'erase', '--person', ada.toUpperCase(), '--name', 'Ada Lovelace');
    expect([asked.code, asked.out]).toEqual([1, expect.stringContaining('3 entries name this person')]);
    const erased = await run(place, 'erase', '--person', ada, '--name', 'Ada Lovelace', '--yes');
    expect(erased).toEqual({ out: 'audit: erased from 3 entries\n', err: '', code: 0 });
    expect(await run(place, 'erase', '--person', ada, '--yes')).toMatchObject({
      code: 0,
      out: 'audit: no entry names this person\n',
    });
    expect(await run(place, 'verify')).toMatchObject({ code: 0 });
    const { out } = await run(place, 'export');
    expect(out).not.toMatch(/0a000000|lovelace/iu);
    expect(await verifiedByManual(out)).toEqual({ said: '', code: 0 });
    const altered = out.replace('""outcome"":""done""', '""outcome"":""refused""');
    expect(await verifiedByManual(altered)).toEqual({ said: 'entry 1 of contoso does not fit\n', code: 1 });
  });

  it('refuse a day that is none, and what they do not know', async () => {
    const place = await engine.place();
    await (await place.open()).close();
    expect(await run(place, 'export', '--from', '1 May')).toMatchObject({ code: 1, out: '' });
    expect(await run(place, 'delete')).toMatchObject({ code: 1, out: '', err: 'Say “export”, “verify” or “erase”.\n' });
    expect((await run(place, 'erase')).err).toContain('--person');
    const unknown = await run(place, 'erase', '--person', 'ada@contoso.com', '--yes');
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('Say the object id')]);
  });
});

it('say that there is no store instead of making one', async () => {
  const { err, code } = await run({ location: { file: '/nonexistent/muster.sqlite' } }, 'verify');
  expect([code, err]).toEqual([1, 'There is no store at /nonexistent/muster.sqlite.\n']);
});

it.each([
  ['=1+1', `"'=1+1"`],
  [' @sum(a)', `"' @sum(a)"`],
  ['-2', `"'-2"`],
  ['a,b', '"a,b"'],
  ['say "no"', '"say ""no"""'],
  ['two\nlines', '"two\nlines"'],
  ['plain', 'plain'],
  [undefined, ''],
  [12, '12'],
])('a field %j stands in the file as %s', (value, field) => {
  expect(csvField(value)).toBe(field);
});
