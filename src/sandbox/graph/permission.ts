/**
 * Which delegated scopes and which app roles open an operation, least first: any one of them is enough. Empty: this kind
 * of token never is.
 * @see https://learn.microsoft.com/graph/permissions-reference
 */
export interface Permission {
  delegated: readonly string[];
  app: readonly string[];
}

/** @param app none when empty */
export function split(delegated: string, app: string): Permission {
  return { delegated: delegated.split(' '), app: app === '' ? [] : app.split(' ') };
}

/** The same names for people and for apps. */
export function both(names: string): Permission {
  return split(names, names);
}
