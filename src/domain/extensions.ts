/** A value that an extension can hold; lists are of such. */
export type ExtensionValue = string | number | boolean | null | readonly (string | number | boolean | null)[];

/** Data that somebody keeps with a group, under a name of its own. */
export interface Extension {
  name: string;
  values: Readonly<Record<string, ExtensionValue>>;
}

export const schemaTypes = ['String', 'Integer', 'Boolean', 'DateTime', 'Binary'] as const;

/** A pattern for values of groups that every app of the organisation knows. */
export interface SchemaExtension {
  /** Such as `contoso_projects`; Graph chooses what stands before it. */
  id: string;
  description: string;
  status: string;
  /** Whether groups can have values of it. */
  isForGroups: boolean;
  properties: readonly { name: string; type: string }[];
}

/** Where Muster keeps what people write without naming an extension. */
export const ownExtension = 'muster.data';

/** Characters of all names and values of one extension together. */
const mostCharacters = 2_000;
const mostLines = 50;

/**
 * Reads lines such as `cost centre = 4711`; numbers, yes and no become what they are unless they stand in quotes.
 * @returns the values, or what is wrong in plain words
 */
export function valuesIn(text: string): { values: Record<string, ExtensionValue> } | { problem: string } {
  const lines = text.split(/\r\n?|\n|;/u).filter((line) => line.trim() !== '');
  if (text.length > mostCharacters) return { problem: `Please keep this under ${mostCharacters} characters.` };
  if (lines.length === 0) return { problem: 'Please write at least one line such as costCentre = 4711.' };
  if (lines.length > mostLines) return { problem: `Please write ${mostLines} lines at most.` };
  const values: Record<string, ExtensionValue> = {};
  for (const line of lines) {
    const [, name = '', value = ''] = /^\s*([^=]*?)\s*=\s*(.*?)\s*$/u.exec(line) ?? [];
    if (!isName(name))
      return { problem: `“${line.trim().slice(0, 60)}” should be name = value, the name of letters and digits.` };
    if (Object.hasOwn(values, name)) return { problem: `“${name}” stands there twice.` };
    values[name] = valueFrom(value);
  }
  return { values };
}

/** The same lines again. */
export function linesOf(values: Readonly<Record<string, ExtensionValue>>): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} = ${written(value)}`)
    .join('\n');
}

function written(value: ExtensionValue): string {
  if (typeof value !== 'string') return Array.isArray(value) ? value.join(', ') : String(value);
  return valueFrom(value) === value ? value : `"${value}"`;
}

function isName(name: string): boolean {
  return /^[A-Za-z]\w{0,99}$/u.test(name) && !['id', 'extensionName', '__proto__'].includes(name);
}

function valueFrom(text: string): ExtensionValue {
  const [, quoted] = /^"(.*)"$/u.exec(text) ?? [];
  if (quoted !== undefined) return quoted;
  if (/^(?:true|yes)$/iu.test(text)) return true;
  if (/^(?:false|no)$/iu.test(text)) return false;
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/u.test(text) ? Number(text) : text;
}
