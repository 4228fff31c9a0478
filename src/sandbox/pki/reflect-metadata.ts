/**
 * `@peculiar/x509` wires itself with tsyringe, which looks for the three metadata functions that a polyfill adds to
 * `Reflect`. Nothing else here uses them, so these few lines stand in for the package; imported for its effect.
 */
const table = new WeakMap<object, Map<unknown, unknown>>();

function read(key: unknown, target: object): unknown {
  return table.get(target)?.get(key);
}

function write(key: unknown, value: unknown, target: object): void {
  const entries = table.get(target) ?? new Map<unknown, unknown>();
  entries.set(key, value);
  table.set(target, entries);
}

if (!('getMetadata' in Reflect)) {
  Object.assign(Reflect, {
    getMetadata: read,
    getOwnMetadata: read,
    hasOwnMetadata: () => false,
    defineMetadata: write,
  });
}
