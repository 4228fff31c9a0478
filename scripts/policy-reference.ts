/**
 * Writes `config/policy.yaml`, its schema for editors, and the table of keys in `docs/policy.md`, all from the shape that
 * the bot reads the policy with: `node scripts/run.mjs scripts/policy-reference.ts`. A test fails while they differ.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format, resolveConfig } from 'prettier';
import { keysOf, policySchema, type Schema } from './policy-schema.ts';
import { policyYaml } from './policy-yaml.ts';

const root = path.dirname(import.meta.dirname);
const document = path.join(root, 'docs', 'policy.md');
const [tableStart, tableEnd] = ['<!-- keys: written by scripts/policy-reference.ts -->', '<!-- end of keys -->'];

/** @returns the text of each generated file, by path from the root */
export async function policyReference(): Promise<Record<string, string>> {
  const schema = policySchema();
  const style = (await resolveConfig(document)) ?? {};
  const [before = '', rest = ''] = readFileSync(document, 'utf8').split(tableStart);
  const [, after = ''] = rest.split(tableEnd);
  const text = `${before}${tableStart}\n\n${table(schema)}\n\n${tableEnd}${after}`;
  return {
    'config/policy.schema.json': await format(JSON.stringify(schema), { ...style, parser: 'json' }),
    'config/policy.yaml': await format(policyYaml(schema), { ...style, parser: 'yaml' }),
    'docs/policy.md': await format(text, { ...style, parser: 'markdown' }),
  };
}

function table(schema: Schema): string {
  const rows = keysOf(schema).map(
    ({ key, about, value, fallback }) => `| \`${key}\` | ${about} | ${value} | ${fallback} |`,
  );
  return ['| Key | What it is | Value | Default |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await policyReference())) {
    writeFileSync(path.join(root, file), text);
    console.log(`wrote ${file}`);
  }
}
