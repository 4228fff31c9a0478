import { startPostgres } from '../test/support/postgres.ts';
import { newSchema } from '../test/support/postgres-schema.ts';

/** Command-line options that say on what store and with how many bots something is tried. */
export const placeOptions = {
  store: { type: 'string', default: 'sqlite' },
  instances: { type: 'string', default: '1' },
} as const;

export interface Place {
  instances: number;
  /** Of a schema of its own; absent for a file. */
  databaseUrl?: string;
  /** Removes what was made. */
  leave: () => Promise<void>;
}

/** Makes the store that the options ask for. Ends the process with what to mend, where that cannot be. */
export async function openPlace(given: { store: string; instances: string }): Promise<Place> {
  const instances = Number(given.instances);
  const isPostgres = given.store === 'postgres';
  if (!['sqlite', 'postgres'].includes(given.store)) return stop('--store takes sqlite or postgres.');
  if (!Number.isInteger(instances) || instances < 1) return stop('--instances takes a whole number from 1.');
  if (!isPostgres && instances > 1) return stop('Several instances need --store postgres.');
  if (!isPostgres) return { instances, leave: () => Promise.resolve() };
  const server = await startPostgres();
  if (!server) return stop('This machine has no PostgreSQL: install it, or name one in TEST_DATABASE_URL.');
  const { url, drop } = await newSchema(server.url);
  const leave = async (): Promise<void> => {
    await drop();
    await server.stop();
  };
  return { instances, databaseUrl: url, leave };
}

function stop(problem: string): never {
  console.error(problem);
  process.exit(2);
}
