/**
 * Writes `docs/configuration.md` and `env/.env.example` from the table of settings:
 * `node scripts/run.mjs scripts/configuration-reference.ts`. A test fails while they differ.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { keyNames, keys, type Key } from '../src/app/configuration-keys.ts';

const root = path.dirname(import.meta.dirname);

/** @returns the text of each generated file, by path from the root */
export async function configurationReference(): Promise<Record<string, string>> {
  return {
    'docs/configuration.md': await format(reference(), { parser: 'markdown', printWidth: 120 }),
    'env/.env.example': example(),
  };
}

function reference(): string {
  const rows = keyNames.map((name) => {
    const key: Key = keys[name];
    const fallback = key.default === undefined ? '' : `\`${key.default}\``;
    return `| \`${name}\` | ${key.about}${key.secret ? ' **Secret.**' : ''} | ${key.type} | ${fallback} | ${key.required ?? ''} |`;
  });
  return `# Configuration

<!-- Written by scripts/configuration-reference.ts. -->

Settings come from the process environment and from files in \`env/\`, which hold one \`KEY=value\` a line. The environment wins,
then \`env/.env.local\`, \`env/.env.<name>.user\`, \`env/.env.<name>\` and \`env/.env\`, where \`<name>\` is \`TEAMSFX_ENV\`. An empty value is
none, also against a file. The bot checks all of them when it starts, and names everything that is wrong at once.

With none of the cloud, the bot or a credential set, \`npm start\` runs the sandbox; with \`NODE_ENV=production\` it refuses.
Of several credentials the one without a secret is used: managed identity, federated token, certificate, client secret.

| Key | What it is | Value | Default | Required |
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function example(): string {
  const entries = keyNames.map((name) => {
    const key: Key = keys[name];
    const when = key.required === undefined ? '' : ` Required ${key.required.replaceAll('`', '')}.`;
    return `# ${key.about.replaceAll('`', '')}${when}\n# ${name}=${key.example}\n`;
  });
  return `# Copy to env/.env.local and set what you need. docs/configuration.md says more.\n\n${entries.join('\n')}`;
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await configurationReference())) {
    writeFileSync(path.join(root, file), text);
    console.log(`wrote ${file}`);
  }
}
