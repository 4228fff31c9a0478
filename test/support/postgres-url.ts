import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { inject } from 'vitest';
import './global-setup.ts';

/** @returns where the run's PostgreSQL server is; undefined when the machine has none */
export async function postgresUrl(): Promise<string | undefined> {
  const answer = await text(connect(inject('postgresPort'), '127.0.0.1'));
  if (answer.startsWith('error ')) throw new Error(answer);
  return answer || undefined;
}

/** Runs statements one after the other. @returns the rows of the last */
export async function runOn(connectionString: string, statements: readonly string[]) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    let rows: Record<string, unknown>[] = [];
    for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

/** A new, empty schema on a server. @returns the URL under which it is the only one, and what removes it */
export async function newSchema(server: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const schema = `test_${randomBytes(8).toString('hex')}`;
  await runOn(server, [`create schema ${schema}`]);
  const own = new URL(server);
  own.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: own.href,
    drop: async () => {
      await runOn(server, [`drop schema ${schema} cascade`]);
    },
  };
}
