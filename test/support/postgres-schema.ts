import { randomBytes } from 'node:crypto';
import pg from 'pg';

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
