import { randomUUID } from 'node:crypto';
import type { Person } from '../domain/people.ts';
import { Reader } from './batch.ts';
import { GraphClient } from './client.ts';
import { parsePerson, personFields } from './people.ts';
import { personWords } from './refusals.ts';
import { appToken, type ScanOptions } from './scan.ts';

const looking = {
  denied: {
    code: 'person.app-denied',
    advice: 'The app may not look people up: that takes `User.Read.All` for itself.',
  },
  notFound: personWords,
};

/**
 * Somebody by sign-in name, as the app itself: on the server, where nobody is signed in.
 * @throws AppError `person.app-denied` where the administrator has not granted `User.Read.All`, `person.not-found`
 */
export async function personAsApp(options: ScanOptions, tenantId: string, principalName: string): Promise<Person> {
  const client = new GraphClient({
    ...options,
    token: () => appToken(options, tenantId),
    correlationId: randomUUID(),
  });
  const path = `/users/${encodeURIComponent(principalName)}?$select=${personFields}`;
  return parsePerson(await new Reader(client, ['User.Read.All']).read({ path }, looking));
}
