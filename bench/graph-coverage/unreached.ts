/** Documented operations that no activity leads to, and why. */
export const unreached: Readonly<Record<string, string>> = {};
