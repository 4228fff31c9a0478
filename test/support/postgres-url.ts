import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import './global-setup.ts';

/** @returns where the run's PostgreSQL server is; undefined when the machine has none */
export async function postgresUrl(): Promise<string | undefined> {
  const answer = await text(connect(inject('postgresPort'), '127.0.0.1'));
  if (answer.startsWith('error ')) throw new Error(answer);
  return answer || undefined;
}
