import { flow, given, type Schema } from './policy-schema.ts';

const width = 120;
/** Where the explanations beside an example begin. */
const besides = 46;

/** A policy's file with every key and its default, and above each what it is for and, where nothing holds, an example. */
export function policyYaml(schema: Schema): string {
  return `# yaml-language-server: $schema=./policy.schema.json
#
# What the organisation wants of its groups. POLICY_FILE says where the file is; a change holds from the next turn on.
# Every key may be left out: what stands here is what then holds. The rules of Entra ID hold in any case.
# docs/policy.md has recipes. This file is written by \`npm run docs\`: keep your own beside it.
${keys(schema, '').join('\n')}
`;
}

function keys(schema: Schema, indent: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const inner = given(one);
    const about = wrap(one.description ?? '', width - indent.length - 2).map((line) => `${indent}# ${line}`);
    if (inner.properties && !one.examples) return ['', ...about, `${indent}${name}:`, ...keys(inner, `${indent}  `)];
    const examples = (one.examples ?? []).flatMap((example) =>
      exampleLines(example, inner).map((line) => `${indent}${line}`),
    );
    const value = one.default === undefined ? '' : ` ${flow(one.default)}`;
    return ['', ...about, ...examples, `${indent}${name}:${value}`];
  });
}

function exampleLines(example: unknown, schema: Schema): string[] {
  const items = schema.items && given(schema.items);
  if (!Array.isArray(example) || !items?.properties) return [`#   ${flow(example)}`];
  return example.flatMap((item: Record<string, unknown>) => itemLines(item, items, '#   '));
}

/** An item of a list, a key a line, each with its explanation beside it. */
function itemLines(item: Record<string, unknown>, { properties = {} }: Schema, indent: string): string[] {
  return Object.entries(item).flatMap(([name, value], index) => {
    const start = `${indent}${index === 0 ? '- ' : '  '}${name}:`;
    const key = properties[name] ?? {};
    const items = key.items && given(key.items);
    const isBlock = Array.isArray(value) && items?.properties !== undefined;
    const line = explained(isBlock ? start : `${start} ${flow(value)}`, key.description ?? '');
    if (!isBlock) return line;
    const below = value as Record<string, unknown>[];
    // What a key means is said once.
    return [...line, ...below.flatMap((one, at) => itemLines(one, at === 0 ? items : {}, `${indent}    `))];
  });
}

function explained(line: string, about: string): string[] {
  const words = wrap(about, width - besides);
  const [first = '', ...rest] = words;
  const besideLine =
    line.length < besides
      ? [`${line.padEnd(besides)}${first}`.trimEnd(), ...rest.map(pushed)]
      : [line, ...words.map(pushed)];
  return besideLine;
}

function pushed(text: string): string {
  return `#${' '.repeat(besides - 1)}${text}`;
}

function wrap(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.filter((line) => line !== '');
}
