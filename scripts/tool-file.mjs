import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const modules = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'node_modules');

/**
 * The file behind a tool's command. Read from the package's folder: not every package lets its package.json be resolved.
 * @param {string} name of the package
 * @param {string} command one of its commands
 */
export function toolFile(name, command = name) {
  const { bin } = JSON.parse(readFileSync(path.join(modules, name, 'package.json'), 'utf8'));
  return path.join(modules, name, typeof bin === 'string' ? bin : bin[command]);
}
