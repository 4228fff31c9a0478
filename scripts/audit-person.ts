import path from 'node:path';
import process from 'node:process';
import { isConfigured, readConfiguration } from '../src/app/configuration.ts';
import { readEnvironmentFiles } from '../src/app/environment-files.ts';
import { identityOptions } from '../src/app/identity-options.ts';
import { AppError } from '../src/domain/errors.ts';
import type { Person } from '../src/domain/people.ts';
import { personAsApp } from '../src/graph/person-as-app.ts';
import { createIdentity } from '../src/identity/identity.ts';

/** Nobody is signed in on the server, so an id from elsewhere is always good, also of somebody who is gone. */
const sayId = 'Say the object id, which the Microsoft Entra admin center shows with the person.';

/**
 * Looks somebody up by sign-in name, with the app's own right.
 * @throws Error that says what to mend
 */
export async function lookUp(principalName: string, root: string): Promise<Person> {
  const files = readEnvironmentFiles(path.join(root, 'env'), process.env['TEAMSFX_ENV']);
  if (!isConfigured(process.env, files))
    throw new Error(`The bot is not set up here, so nobody can be looked up. ${sayId}`);
  const configuration = readConfiguration(process.env, files);
  const { app } = createIdentity(identityOptions(configuration));
  try {
    return await personAsApp({ cloud: configuration.cloud, app }, configuration.tenantIds[0], principalName);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw new Error(`“${principalName}” could not be looked up (${error.code}). ${sayId}`, { cause: error });
  }
}
