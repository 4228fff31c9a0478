import type { Comparison, Filter, Literal } from './filter-parser.ts';

/** Reads a property of whatever is being tested. */
export type Read = (path: string) => unknown;

/** Whether something passes a filter. Text is compared without regard to case, as the directory does. */
export function passes(filter: Filter, read: Read): boolean {
  switch (filter.kind) {
    case 'and':
      return passes(filter.left, read) && passes(filter.right, read);
    case 'or':
      return passes(filter.left, read) || passes(filter.right, read);
    case 'not':
      return !passes(filter.inner, read);
    case 'compare':
      return compare(filter.operator, read(filter.path), filter.value);
    case 'in':
      return filter.values.some((value) => compare('eq', read(filter.path), value));
    case 'text':
      return matches(filter.test, read(filter.path), filter.value);
    case 'lambda':
      return quantified(filter, read);
  }
}

function quantified(filter: Extract<Filter, { kind: 'lambda' }>, read: Read): boolean {
  const found = read(filter.path);
  const values: unknown[] = Array.isArray(found) ? found : [];
  const { inner, variable } = filter;
  if (inner === undefined) return values.length > 0;
  const test = (value: unknown): boolean => passes(inner, (path) => below(value, path, variable));
  return filter.quantifier === 'any' ? values.some(test) : values.every(test);
}

/** `c` is the value itself, `c/issuer` a property of it. */
function below(value: unknown, path: string, variable: string): unknown {
  if (path === variable) return value;
  const [first, ...rest] = path.split('/');
  if (first !== variable) return undefined;
  return rest.reduce<unknown>((inner, key) => (isRecord(inner) ? inner[key] : undefined), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function compare(operator: Comparison, found: unknown, wanted: Literal): boolean {
  const value = found ?? null;
  if (operator === 'eq' || operator === 'ne') return (key(value) === key(wanted)) === (operator === 'eq');
  if (value === null || wanted === null) return false;
  const [a, b] = [key(value), key(wanted)];
  if (operator === 'ge') return a >= b;
  if (operator === 'gt') return a > b;
  return operator === 'le' ? a <= b : a < b;
}

/** Dates are compared as instants, whatever their form. */
function key(value: unknown): string | number {
  if (typeof value === 'number') return value;
  const words = String(value).toLowerCase();
  return /^\d{4}-\d\d-\d\d(t|$)/.test(words) ? Date.parse(words.toUpperCase()) : words;
}

function matches(test: 'startswith' | 'endswith' | 'contains', found: unknown, wanted: string): boolean {
  if (typeof found !== 'string') return false;
  const [value, part] = [found.toLowerCase(), wanted.toLowerCase()];
  if (test === 'startswith') return value.startsWith(part);
  return test === 'endswith' ? value.endsWith(part) : value.includes(part);
}
