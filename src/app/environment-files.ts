import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Settings from the files in `env/`, as Microsoft 365 Agents Toolkit writes them. Later ones win: `.env`,
 * `.env.<name>`, `.env.<name>.user` (secrets), `.env.local`.
 * @param name the environment (`TEAMSFX_ENV`), such as `dev`
 */
export function readEnvironmentFiles(folder: string, name?: string): Environment {
  const isName = name !== undefined && /^[\w-]+$/.test(name);
  const files = ['.env', ...(isName ? [`.env.${name}`, `.env.${name}.user`] : []), '.env.local'];
  return Object.assign({}, ...files.map((file) => readOne(path.join(folder, file)))) as Environment;
}

function readOne(file: string): Environment {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
