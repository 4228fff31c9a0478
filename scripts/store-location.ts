import path from 'node:path';
import process from 'node:process';
import { readEnvironmentFiles } from '../src/app/environment-files.ts';
import type { StoreLocation } from '../src/storage/open-store.ts';

/** Only what says where the bot's store is: whoever reads it needs no credential of the bot. */
export function storeLocation(): StoreLocation {
  const root = path.dirname(import.meta.dirname);
  const files = readEnvironmentFiles(path.join(root, 'env'), process.env['TEAMSFX_ENV']);
  const setting = (name: string) => process.env[name]?.trim() ?? files[name]?.trim() ?? '';
  const url = setting('DATABASE_URL');
  return url === '' ? { file: setting('DATABASE_FILE') || '.muster/muster.sqlite' } : { databaseUrl: url };
}
