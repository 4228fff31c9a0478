/** As a store answers: never at once, and a throw is a rejection. */
export function settled<T>(work: () => T): Promise<T> {
  return Promise.resolve().then(work);
}
