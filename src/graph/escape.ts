const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a value may stand in a URL as a directory object id. Everything else is refused before a URL is built. */
export function isGuid(value: string): boolean {
  return guid.test(value);
}

/** An OData string literal, ready for a query string. Quotes are doubled. */
export function odataString(value: string): string {
  return encodeURIComponent(`'${value.replaceAll("'", "''")}'`);
}

/**
 * A `$search` value, ready for a query string, that asks for every word in the display name, in any order.
 * Graph indexes letters and digits only, so a word without either would match nothing and is left out.
 * @param alsoStarting properties that may begin with the words instead, where these are one
 * @returns undefined when no word is left that the index can know
 * @see https://learn.microsoft.com/graph/search-query-parameter#using-search-on-directory-object-collections
 */
export function searchClause(words: string, alsoStarting: readonly string[] = []): string | undefined {
  const searchable = words.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  if (searchable.length === 0) return undefined;
  const clause = (property: string, word: string) => `"${property}:${word.replace(/["\\]/g, '\\$&')}"`;
  const inName = searchable.map((word) => clause('displayName', word)).join(' AND ');
  const [only = '', ...others] = searchable;
  const instead = others.length > 0 ? [] : alsoStarting.map((property) => clause(property, only));
  return encodeURIComponent([inName, ...instead].join(' OR '));
}
