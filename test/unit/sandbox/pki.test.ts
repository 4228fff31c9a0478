import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPki } from '../../../src/sandbox/pki.ts';

let dataDir: string;
beforeAll(() => void (dataDir = mkdtempSync(path.join(tmpdir(), 'pki-'))));
afterAll(() => rmSync(dataDir, { recursive: true }));

it('makes a chain for loopback that holds for years, once', async () => {
  const pki = await loadPki(dataDir);
  const ca = new X509Certificate(pki.caCertificate);
  const server = new X509Certificate(pki.server.certificate);
  expect([ca.ca, server.ca]).toEqual([true, false]);
  expect(server.verify(ca.publicKey)).toBe(true);
  expect(new X509Certificate(pki.app.certificate).verify(ca.publicKey)).toBe(true);
  expect([server.checkHost('localhost'), server.checkIP('127.0.0.1'), server.checkIP('::1')]).toEqual([
    'localhost',
    '127.0.0.1',
    '::1',
  ]);
  expect(server.checkHost('elsewhere.example')).toBeUndefined();
  expect(server.validToDate.getFullYear() - new Date().getFullYear()).toBeGreaterThan(5);
  expect(await loadPki(dataDir)).toEqual(pki);
});

it('makes everything anew when a file is damaged', async () => {
  const before = readFileSync(path.join(dataDir, 'pki', 'ca.crt'), 'utf8');
  writeFileSync(path.join(dataDir, 'pki', 'server.crt'), 'damaged');
  const pki = await loadPki(dataDir);
  expect(pki.caCertificate).not.toBe(before);
  expect(new X509Certificate(pki.server.certificate).verify(new X509Certificate(pki.caCertificate).publicKey)).toBe(
    true,
  );
});
