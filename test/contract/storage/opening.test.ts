import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { refuseNetworkFileSystem } from '../../../src/storage/network-file-systems.ts';
import { openStore } from '../../../src/storage/open-store.ts';
import { describeStore, engines } from '../../support/stores.ts';

describeStore('opening a store', (engine) => {
  it('makes the tables once, and changes nothing the second time', async () => {
    const place = await engine.place();
    await (await place.open()).close();
    const tables = 'select name, timestamp from kysely_migration order by name';
    const before = await place.tamper(tables);
    const schema =
      engine.name === 'sqlite'
        ? 'select * from sqlite_schema'
        : 'select * from pg_indexes where schemaname = current_schema() order by indexname';
    const shape = await place.tamper(schema);
    expect(before).not.toEqual([]);

    const again = await place.open();
    await again.check();
    await again.close();
    expect(await place.tamper(tables)).toEqual(before);
    expect(await place.tamper(schema)).toEqual(shape);
  });

  it('refuses a database that a newer version has changed', async () => {
    const place = await engine.place();
    await (await place.open()).close();
    await place.tamper(
      "insert into kysely_migration (name, timestamp) values ('9999-later', '2026-01-01T00:00:00.000Z')",
    );
    await expect(place.open()).rejects.toThrow('could not be brought up to date');
    await place.tamper("delete from kysely_migration where name = '9999-later'");
    await expect((await place.open()).check()).resolves.toBeUndefined();
  });

  it('catches a value of the wrong type', async () => {
    const place = await engine.place();
    await (await place.open()).close();
    const drift = "insert into audit_head (tenant_id, sequence, hash) values ('t', 'not a number', 'h')";
    await expect((async () => place.tamper(drift))()).rejects.toThrow();
  });

  it('fails its check once it is closed', async () => {
    const { check, close } = await (await engine.place()).open();
    await check();
    await close();
    await expect(check()).rejects.toThrow();
  });
});

const postgres = engines.find(({ name }) => name === 'postgres');
describe.runIf(postgres)('opening a store on PostgreSQL', () => {
  it('is safe for several instances at once', async () => {
    const place = await postgres!.place();
    const opened = await Promise.all(Array.from({ length: 5 }, () => place.open()));
    await Promise.all(opened.map(({ check }) => check()));
    const names = (await place.tamper('select name from kysely_migration')).map(({ name }) => name);
    expect(names).not.toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('says that the server cannot be reached', async () => {
    const nobody = openStore({ databaseUrl: 'postgresql://muster@127.0.0.1:1/muster' });
    await expect(nobody).rejects.toMatchObject({ kind: 'upstream', code: 'store.unreachable' });
  });

  it('goes on after the server has cut every connection', async () => {
    const place = await postgres!.place();
    const lost: Error[] = [];
    const { check } = await place.open({ onConnectionLost: (error) => lost.push(error) });
    await place.tamper(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muster' and pid <> pg_backend_pid()" +
        ` and pid in (select pid from pg_stat_activity where query like 'select 1%')`,
    );
    await expect.poll(() => lost.length).toBeGreaterThan(0);
    await expect(check()).resolves.toBeUndefined();
  });
});

describe('a SQLite file', () => {
  async function directory(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'muster-file-'));
    onTestFinished(() => rm(path, { recursive: true, force: true }));
    return path;
  }

  it('is made with its directory, for its owner only, with a write-ahead log and strict tables', async () => {
    const file = join(await directory(), 'deep', 'er', 'muster.db');
    const { store, close } = await openStore({ file });
    await store.signIns.setSignedOut('contoso', 'ada', true);
    if (process.platform !== 'win32')
      for (const name of [file, `${file}-wal`, `${file}-shm`, `${file}.lock`, `${file}.pid`])
        expect([name, statSync(name).mode & 0o077]).toEqual([name, 0]);
    await close();
    const raw = new DatabaseSync(file);
    onTestFinished(() => raw.close());
    expect(raw.prepare('pragma journal_mode').get()).toEqual({ journal_mode: 'wal' });
    const strict = raw
      .prepare("select name from pragma_table_list where strict = 0 and type = 'table' and schema = 'main'")
      .all();
    expect(strict.map(({ name }) => String(name)).filter((name) => !/^(sqlite|kysely)_/.test(name))).toEqual([]);
  });

  it('is waited for while somebody else reads or copies it', async () => {
    const file = join(await directory(), 'muster.db');
    await (await openStore({ file })).close();
    const reader = `
      const { DatabaseSync } = require('node:sqlite');
      const file = new DatabaseSync(${JSON.stringify(file)});
      file.exec('pragma locking_mode = exclusive; begin exclusive');
      process.stdout.write('held');
      setTimeout(() => file.close(), 500);`;
    const child = spawn(process.execPath, ['-e', reader], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    await (await openStore({ file })).close();
  });

  it('is tightened when others could read it', async () => {
    const file = join(await directory(), 'muster.db');
    writeFileSync(file, '', { mode: 0o644 });
    const { close } = await openStore({ file });
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    await close();
  });

  it('is refused to a second store in the same process, and free after the first has closed', async () => {
    const file = join(await directory(), 'muster.db');
    const first = await openStore({ file });
    await expect(openStore({ file })).rejects.toThrow(`in use by process ${process.pid} on `);
    await first.check();
    await first.close();
    const second = await openStore({ file });
    await second.close();
  });

  it('is refused when it is something else, and let go', async () => {
    const file = join(await directory(), 'muster.db');
    writeFileSync(file, 'This is not a database. '.repeat(100));
    await expect(openStore({ file })).rejects.toThrow('not a database');
    await rm(file);
    await (await openStore({ file })).close();
  });

  it.each([
    [0x6969, 'NFS'],
    [0xff534d42 | 0, 'CIFS'],
    [0xfe534d42, 'SMB'],
  ])('is refused on a network share (%s, %s)', (type, name) => {
    expect(() => refuseNetworkFileSystem('/home/site', () => type)).toThrow(
      new RegExp(`${name}.*PostgreSQL.*DATABASE_URL`),
    );
  });

  it('is accepted on a local disk', () => {
    expect(() => refuseNetworkFileSystem('/data', () => 0xef53)).not.toThrow();
    expect(() => refuseNetworkFileSystem(tmpdir())).not.toThrow();
  });
});
