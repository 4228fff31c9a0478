import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import { openSaved } from './server/saved.ts';

/** The app's registration, made once per data folder. */
export interface Identity {
  botId: string;
  clientSecret: string;
  servicePrincipalId: string;
  managedIdentity: { principalId: string; clientId: string; header: string };
}

/** Reads the registration of a data folder or makes it. */
export function loadIdentity(dataDir: string): Identity {
  const saved = openSaved<Identity>(path.join(dataDir, 'identity.json'), () => ({
    botId: randomUUID(),
    clientSecret: randomBytes(30).toString('base64url'),
    servicePrincipalId: randomUUID(),
    managedIdentity: {
      principalId: randomUUID(),
      clientId: randomUUID(),
      header: randomBytes(24).toString('base64url'),
    },
  }));
  saved.changed();
  saved.flush();
  return saved.value;
}
