import type { DocumentedRequest } from './examples.ts';

type Values = Record<string, unknown>;

/** What the requests of a file write into things that have no form of their own: reading one shows what was once written. */
export interface Written {
  /** Open extensions by name, in lower case. */
  extensions: ReadonlyMap<string, Values>;
  /** Values of schema extensions, by the id of the extension. */
  schemas: ReadonlyMap<string, Values>;
}

/** @param requests of all examples; their answers are not looked at */
export function readWritten(requests: readonly DocumentedRequest[]): Written {
  const bodies = requests.map(({ body }) => body).filter(isValues);
  const extensions = bodies.filter(({ extensionName }) => typeof extensionName === 'string');
  const schemas = bodies.flatMap((body) =>
    Object.entries(body).flatMap(([name, value]): [string, Values][] =>
      /^[a-z][a-z\d]*_[a-z]\w*$/i.test(name) && isValues(value) ? [[name, value]] : [],
    ),
  );
  return {
    extensions: new Map(extensions.map((body) => [String(body['extensionName']).toLowerCase(), body])),
    schemas: new Map(schemas),
  };
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
