import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCloud } from '../../../bench/conformance/cloud.ts';
import type { Cloud } from '../../../bench/conformance/cloud.ts';
import { readExamples } from '../../../bench/conformance/examples.ts';
import { replayAll } from '../../../bench/conformance/replay-all.ts';

const fixture = new URL('../../fixtures/conformance/examples.json', import.meta.url).pathname;
const run = promisify(execFile);
let cloud: Cloud;
let lines: string[];

beforeAll(async () => {
  cloud = await startCloud();
  lines = await replayAll(cloud, readExamples(fixture));
}, 60_000);
afterAll(async () => cloud.end());

/** Why an example was missed; undefined when it was not. */
function reasonOf(id: string): string | undefined {
  return lines.find((line) => line.startsWith(`miss ${id} `))?.replace(/^.*?\): /, '');
}

describe('replaying documented examples', () => {
  it.each([
    'read-a-group',
    'take-out-a-member',
    'add-a-member-who-is-in-already',
    'read-an-unknown-group',
    'count-groups',
    'find-people-by-the-start-of-a-name',
    'archive-a-team',
    'changes-since-the-last-time',
    'ask-without-a-token',
    'ask-too-often',
    'change-what-has-changed',
    'assign-a-task',
    'list-the-conversations',
  ])('meets %s', (id) => {
    expect(reasonOf(id)).toBeUndefined();
  });

  it.each([
    ['wrong-operation', 'there is no operation group-sing'],
    ['wrong-path', 'GET /groups/{id}/weather is not built'],
    ['wrong-status', 'status 204 instead of 418'],
    ['wrong-code', 'error code Request_ResourceNotFound instead of Gone_Fishing'],
    ['wrong-name', 'favouriteColour is missing'],
    ['wrong-type', 'value[].id is string instead of number'],
    ['wrong-because-nobody-can-be-found', 'value is empty'],
    ['wrong-header', 'header Retry-After is missing'],
  ])('misses %s and says why', (id, reason) => {
    expect(reasonOf(id)).toBe(reason);
  });

  it('ends with the score, without what contradicts itself', () => {
    expect(lines.at(-1)).toBe('conformance: 13 of 21');
    expect(lines.join('\n')).toMatch(/not counted, .*: contradicts-itself /);
  });
});

describe('the command', () => {
  const command = (...files: string[]): Promise<{ stdout: string; stderr: string }> =>
    run(process.execPath, ['bench/conformance.ts', ...files], { cwd: process.cwd() });

  it.each([
    ['nothing', [], 'usage: '],
    ['a file that is not there', ['no-such-file.json'], 'ENOENT'],
    ['a file of another shape', ['package.json'], 'is no list of examples'],
  ])('refuses %s', async (_, files, words) => {
    const failure = await command(...files).catch((problem: unknown) => problem);
    expect(failure).toMatchObject({ code: 2 });
    expect((failure as { stderr: string }).stderr).toContain(words);
  });
});
