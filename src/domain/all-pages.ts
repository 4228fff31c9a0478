/**
 * Everything of a list that is read a page at a time.
 * @param read gives up to `size` that come after another one; the last page is a shorter one
 */
export async function* allPages<T>(size: number, read: (after: T | undefined) => Promise<T[]>): AsyncGenerator<T> {
  let last: T | undefined;
  do {
    const page = await read(last);
    yield* page;
    last = page.length < size ? undefined : page.at(-1);
  } while (last !== undefined);
}
