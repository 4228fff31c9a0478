import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import { expect, it, onTestFinished } from 'vitest';
import { describeStore, engines, type Place } from '../../support/stores.ts';

const worker = fileURLToPath(new URL('worker.ts', import.meta.url));
const total = 60;

/** Starts the worker and kills it after so many lines; undefined lets it end. */
async function runWorker(place: Place, task: 'hold' | 'work', killAfterLines?: number): Promise<string[]> {
  const child = spawn(process.execPath, [worker, task, JSON.stringify(place.location), `${total}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const lines: string[] = [];
  for await (const line of createInterface(child.stdout)) {
    lines.push(line);
    if (lines.length === killAfterLines) child.kill('SIGKILL');
  }
  const [code] = (await ended) as [number | null];
  expect(code).toBe(killAfterLines === undefined ? 0 : null);
  return lines;
}

describeStore('a process that is killed', (engine) => {
  it('loses no acknowledged write and finishes nothing twice', { timeout: 60_000 }, async () => {
    const place = await engine.place();
    const said: string[] = [];
    for (const lines of [10, 3, 25, 40, 17]) said.push(...(await runWorker(place, 'work', lines)));
    const acknowledged = new Set(said.filter((line) => line.startsWith('enqueued')).map((line) => line.split(' ')[1]));
    const kept = await place.tamper('select key from job');
    expect([...acknowledged].filter((key) => !kept.some((row) => row['key'] === key))).toEqual([]);

    said.push(...(await runWorker(place, 'work')));
    const finished = said.filter((line) => line.startsWith('finished'));
    expect(new Set(finished).size).toBe(finished.length);
    const states = await place.tamper("select state, key from job where state = 'done'");
    expect(states).toHaveLength(total);
  });
});

const sqlite = engines.find(({ name }) => name === 'sqlite')!;

it('refuses a second process on one SQLite file, names the first, and lets go when that dies', async () => {
  const place = await sqlite.place();
  const child = spawn(process.execPath, [worker, 'hold', JSON.stringify(place.location), '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  await expect(place.open()).rejects.toThrow(new RegExp(`in use by process ${child.pid!} on .*PostgreSQL`));

  child.kill('SIGKILL');
  await once(child, 'exit');
  await expect((await place.open()).check()).resolves.toBeUndefined();
});
