import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPolicyFile } from '../../../src/app/policy-file.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { startOfTest } from '../../support/builders.ts';

let folder: string;
let count = 0;
let file: string;
let logged: string[];
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'policy-file-'));
});
beforeEach(() => {
  file = path.join(folder, `${count++}.yaml`);
  logged = [];
});
afterAll(() => rmSync(folder, { recursive: true }));

const owners = (minimum: number | string): string => `creation: { minimumOwners: ${minimum} }\n`;
const wantedOf = ({ creation }: Policy): number => creation.minimumOwners;

function open() {
  const keep = (line: { code: string }): void => void logged.push(line.code);
  return openPolicyFile(file, { log: { info: keep, warn: keep }, clock: { now: () => startOfTest } });
}

function lookTwice(policy: ReturnType<typeof open>): void {
  policy.look();
  policy.look();
}

describe('the policy’s file', () => {
  it('holds anew when it is written, replaced by another file, or behind a link that is turned', () => {
    writeFileSync(file, owners(2));
    const policy = open();
    expect(wantedOf(policy.current())).toBe(2);

    writeFileSync(file, owners(3));
    lookTwice(policy);
    expect(wantedOf(policy.current())).toBe(3);

    writeFileSync(`${file}.new`, owners(4));
    renameSync(`${file}.new`, file);
    lookTwice(policy);
    expect(wantedOf(policy.current())).toBe(4);
  });

  it('follows links as Kubernetes turns them', () => {
    const mount = path.join(folder, 'mount');
    for (const [version, least] of [
      ['1', 2],
      ['2', 5],
    ] as const) {
      mkdirSync(path.join(mount, version), { recursive: true });
      writeFileSync(path.join(mount, version, 'policy.yaml'), owners(least));
    }
    symlinkSync('1', path.join(mount, '..data'));
    symlinkSync(path.join('..data', 'policy.yaml'), path.join(mount, 'policy.yaml'));
    file = path.join(mount, 'policy.yaml');
    const policy = open();
    symlinkSync('2', path.join(mount, '..data_tmp'));
    renameSync(path.join(mount, '..data_tmp'), path.join(mount, '..data'));
    lookTwice(policy);
    expect(wantedOf(policy.current())).toBe(5);
  });

  it('is not taken while somebody writes at it', () => {
    writeFileSync(file, owners(2));
    const policy = open();
    writeFileSync(file, '');
    policy.look();
    expect(wantedOf(policy.current())).toBe(2);
    writeFileSync(file, owners(6));
    policy.look();
    expect(wantedOf(policy.current())).toBe(2);
    policy.look();
    expect(wantedOf(policy.current())).toBe(6);
  });

  it('keeps what held while it is wrong, and says since when and why', () => {
    writeFileSync(file, owners(2));
    const policy = open();
    writeFileSync(file, `\n${owners(0)}oops: 1\n`);
    lookTwice(policy);
    expect(wantedOf(policy.current())).toBe(2);
    expect(policy.fault()).toMatchObject({
      since: startOfTest,
      problems: [
        { line: 2, key: 'creation.minimumOwners', found: '0', expected: 'a whole number from 1 to 9' },
        { line: 3, key: 'oops' },
      ],
    });
    expect(logged).toEqual(['policy.wrong']);

    lookTwice(policy);
    expect(logged).toEqual(['policy.wrong']);
    writeFileSync(file, owners(2));
    lookTwice(policy);
    expect(policy.fault()).toBeUndefined();
    expect(logged).toEqual(['policy.wrong']);
  });

  it('keeps what held when it is taken away, and takes what comes in its place', () => {
    writeFileSync(file, owners(2));
    const policy = open();
    unlinkSync(file);
    lookTwice(policy);
    expect(wantedOf(policy.current())).toBe(2);
    expect(policy.fault()?.problems).toMatchObject([{ key: 'the file', found: 'none any more' }]);
    mkdirSync(file);
    lookTwice(policy);
    expect(policy.fault()?.problems).toMatchObject([{ key: 'the file', found: 'one that cannot be read' }]);
    rmSync(file, { recursive: true });
    writeFileSync(file, owners(3));
    lookTwice(policy);
    expect([wantedOf(policy.current()), policy.fault()]).toEqual([3, undefined]);
  });

  it('need not be there', () => {
    const policy = open();
    lookTwice(policy);
    expect([policy.current(), policy.fault()]).toEqual([defaultPolicy, undefined]);
    writeFileSync(file, owners(3));
    lookTwice(policy);
    expect(wantedOf(policy.current())).toBe(3);
  });

  it('has to be right at the start', () => {
    writeFileSync(file, owners(0));
    expect(open).toThrow(/minimumOwners/);
  });

  it('tells whoever asked for it what held before and what does now, once', () => {
    writeFileSync(file, owners(2));
    const policy = open();
    const told: number[][] = [];
    const end = policy.onChange((now, before) => told.push([wantedOf(before), wantedOf(now)]));
    writeFileSync(file, owners(3));
    lookTwice(policy);
    lookTwice(policy);
    writeFileSync(file, `# the same\n${owners(3)}`);
    lookTwice(policy);
    end();
    writeFileSync(file, owners(4));
    lookTwice(policy);
    expect(told).toEqual([[2, 3]]);
    expect(logged).toEqual(['policy.changed', 'policy.changed']);
  });
});
