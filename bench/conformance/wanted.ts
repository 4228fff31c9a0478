import type { Wanted } from './stage.ts';

/** What the query of a request looks for, so that there is something to find. */
export function readWanted(query: string): Wanted[] {
  const text = decode(query);
  const compared = [...text.matchAll(/([\w./]+)\s+eq\s+'([^']*)'/g)].map(([, path, value]) => wanted(path, value));
  const started = [...text.matchAll(/startswith\(\s*([\w/]+)\s*,\s*'([^']*)'\s*\)/gi)].map(([, path, value]) =>
    wanted(path, `${value} stage`),
  );
  const ended = [...text.matchAll(/endswith\(\s*([\w/]+)\s*,\s*'([^']*)'\s*\)/gi)].map(([, path, value]) =>
    wanted(path, `stage.${value}`),
  );
  const searched = [...text.matchAll(/"(\w+):([^"]*)"/g)].map(([, property, value]) =>
    wanted(property, `${value} stage`),
  );
  const schemas = [...text.matchAll(/(\w+_\w+)\/(\w+)\s+eq\s+'([^']*)'/g)].map(([, schema = '', path, value]) => ({
    ...wanted(path, value),
    schema,
  }));
  const named = [...text.matchAll(/\bid\s+eq\s+'(\w+_\w+)'/g)].map(([, schema = '']) => ({
    ...wanted('name', ''),
    schema,
  }));
  return [...schemas, ...named, ...compared, ...started, ...ended, ...searched].filter(
    ({ property }) => property !== 'id',
  );
}

/** The window of time that a query asks about begins here. */
export function readFrom(query: string): string | undefined {
  return /startDateTime=([^&]+)/i.exec(decode(query))?.[1];
}

/** Documents print queries as they are sent, or as they are meant. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function wanted(path = '', value = ''): Wanted {
  return { property: path.split('/').at(-1) ?? '', value };
}
