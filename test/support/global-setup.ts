import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import type { TestProject } from 'vitest/node';
import { startPostgres, type PostgresServer } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Port on loopback that answers with the URL of the run's PostgreSQL server; empty when there is none. */
    postgresPort: number;
  }
}

/**
 * One PostgreSQL server for all test files of a run. It is started when the first of them asks, so a run that touches
 * no store does not wait for it.
 * @returns stops it
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let starting: Promise<PostgresServer | undefined> | undefined;
  const door = createServer((socket) => {
    socket.on('error', () => undefined);
    starting ??= startPostgres();
    starting.then(
      (server) => socket.end(server?.url ?? ''),
      (error: unknown) => socket.end(`error ${String(error)}`),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  project.provide('postgresPort', (door.address() as AddressInfo).port);
  return async () => {
    door.close();
    await (await starting)?.stop();
  };
}
