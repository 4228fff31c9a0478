import { badRequest } from '../errors.ts';
import type { Call } from '../types.ts';
import { unknownProperty } from './filter-rules.ts';
import { parseFilter } from './filter-parser.ts';
import { passes } from './filter-test.ts';

/** A thing that Exchange shows, with every property that it has. */
export type Item = Record<string, unknown>;

/** What a kind of thing looks like. */
export interface ItemType {
  name: string;
  /** Shown when nothing is selected. */
  defaults: readonly string[];
  /** Shown by `$select` only. */
  more?: readonly string[];
}

const defaultPageSize = 10;
const collator = new Intl.Collator('en', { sensitivity: 'accent' });

/**
 * One page of what Exchange lists: it can be filtered and sorted by whatever it shows, pages are counted by `$skip`.
 * @param items with every property, in the order that they have by themselves
 * @throws GraphError 400 for properties that the type does not have, and for `$search`
 */
export function outlookPage(call: Call, type: ItemType, items: readonly Item[]): Item {
  const { query } = call;
  if (query.search !== undefined)
    throw badRequest("The query parameter '$search' is not supported.", 'ErrorInvalidUrlQuery');
  checkProperties(type, query.select ?? []);
  const found = sorted(call, type, filtered(call, type, items));
  const start = query.skip ?? 0;
  const size = query.top ?? defaultPageSize;
  return {
    ...(query.count ? { '@odata.count': found.length } : {}),
    ...(start + size < found.length ? { '@odata.nextLink': linkTo(call, start + size, size) } : {}),
    value: found.slice(start, start + size).map((item) => selectedItem(item, type, query.select)),
  };
}

/** @returns what is selected of an item, or what is shown by itself; annotations and what was expanded stay */
export function selectedItem(item: Item, type: ItemType, select: readonly string[] | undefined): Item {
  checkProperties(type, select ?? []);
  const names = select === undefined ? type.defaults : ['id', ...select];
  const declared = [...type.defaults, ...(type.more ?? [])];
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name) || !declared.includes(name)));
}

function checkProperties(type: ItemType, names: readonly string[]): void {
  const unknown = names.find((name) => !type.defaults.includes(name) && !(type.more ?? []).includes(name));
  if (unknown !== undefined) throw unknownProperty(unknown, type.name);
}

function filtered(call: Call, type: ItemType, items: readonly Item[]): readonly Item[] {
  if (call.query.filter === undefined) return items;
  const filter = parseFilter(call.query.filter);
  return items.filter((item) => passes(filter, (path) => readPath(type, item, path)));
}

function sorted(call: Call, type: ItemType, items: readonly Item[]): readonly Item[] {
  const { orderby } = call.query;
  if (!orderby) return items;
  return [...items].sort((a, b) => {
    for (const { property, descending } of orderby) {
      const order = collator.compare(text(readPath(type, a, property)), text(readPath(type, b, property)));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}

function readPath(type: ItemType, item: Item, path: string): unknown {
  const [first = '', ...rest] = path.split('/');
  checkProperties(type, [first]);
  return rest.reduce<unknown>(
    (inner, key) => (isItem(inner) && Object.hasOwn(inner, key) ? inner[key] : null),
    item[first],
  );
}

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function linkTo(call: Call, skip: number, size: number): string {
  const options = [...new URLSearchParams(call.search)].filter(([name]) => !/^\$?(skip|top)$/i.test(name));
  const paging: [string, string][] = [
    ...(call.query.top === undefined ? [] : [['$top', String(size)] as [string, string]]),
    ['$skip', String(skip)],
  ];
  const query = [...options, ...paging].map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
  return `${call.origin}/v1.0${call.path}?${query.replaceAll('%24', '$')}`;
}
