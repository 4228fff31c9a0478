import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { fetch } from 'undici';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { startBench } from './harness.ts';

let dataDir: string;
beforeAll(() => void (dataDir = mkdtempSync(path.join(tmpdir(), 'sandbox-'))));
afterAll(() => rmSync(dataDir, { recursive: true }));

const main = path.resolve('src/sandbox/main.ts');
const me = cast.employee.id;

it('keeps identity, messages, consents and the clock between starts', async () => {
  const before = await startBench({ dataDir });
  const personal = await before.personalChat(me);
  await before.connector('POST', `v3/conversations/${personal}/activities`, { type: 'message', text: 'kept' });
  await before.page('/api/clock', { advanceSeconds: 86_400 });
  await before.setGrants(me, { consented: 'none', mfaWanted: true, devices: 2 });
  await before.end();

  const after = await startBench({ dataDir });
  expect([after.sandbox.botId, after.sandbox.caCertificate, after.sandbox.credentials.clientSecret]).toEqual([
    before.sandbox.botId,
    before.sandbox.caCertificate,
    before.sandbox.credentials.clientSecret,
  ]);
  expect(await after.messages(me, personal)).toMatchObject([{ text: 'kept' }]);
  const session = await after.session();
  expect(session.aheadSeconds).toBe(86_400);
  expect(session.people[0]?.grants).toMatchObject({ userId: me, consented: 'none', mfaWanted: true, devices: 2 });
  await after.page('/api/reset', {});
  expect(await after.messages(me, personal)).toEqual([]);
  await after.end();
});

it('keeps private keys to their owner', () => {
  for (const name of ['pki/ca.key', 'pki/server.key', 'pki/app.pem', 'keys.json', 'identity.json']) {
    expect([name, statSync(path.join(dataDir, name)).mode & 0o777]).toEqual([name, 0o600]);
  }
});

it('is alone on its data, and says who has it', async () => {
  const sandbox = await startSandbox({ dataDir });
  await expect(startSandbox({ dataDir })).rejects.toThrow(`process ${process.pid} (its page is ${sandbox.pageUrl})`);
  const elsewhere = promisify(execFile)(process.execPath, [main, '--data', dataDir, '--port', '0', '--page-port', '0']);
  await expect(elsewhere).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(sandbox.pageUrl) as string,
  });
  await sandbox.stop();
});

it('takes over from a process that died, starts quickly, and forgets everything when told to', async () => {
  writeFileSync(path.join(dataDir, 'holder.json'), JSON.stringify({ pid: process.pid }));
  const { botId } = JSON.parse(readFileSync(path.join(dataDir, 'identity.json'), 'utf8')) as { botId: string };
  const startMain = async (...more: string[]): Promise<{ said: Record<string, string>; kill: () => Promise<void> }> => {
    const child = spawn(process.execPath, [main, '--data', dataDir, '--port', '0', '--page-port', '0', ...more], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
    const kill = async (): Promise<void> => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
    return { said: JSON.parse(line) as Record<string, string>, kill };
  };
  const startedAt = performance.now();
  const first = await startMain();
  const took = performance.now() - startedAt;
  expect(first.said).toMatchObject({ ready: true, botId, tenantId: expect.any(String) as string });
  expect((await fetch(`${first.said['pageUrl'] ?? ''}/`)).status).toBe(200);
  await first.kill();
  expect(took).toBeLessThan(3_000); // 0.5 s when the machine is idle

  const second = await startMain('--fresh');
  expect(second.said['botId']).not.toBe(botId);
  await second.kill();
});
