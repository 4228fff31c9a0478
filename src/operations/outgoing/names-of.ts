import { AppError } from '../../domain/errors.ts';

/** All in one batch. Who is gone, or may not be seen, has no name. */
export async function namesOf(
  ids: readonly (string | undefined)[],
  read: (id: string) => Promise<{ displayName: string }>,
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))];
  const names = await Promise.all(
    wanted.map(async (id) => {
      try {
        return [[id, (await read(id)).displayName] as const];
      } catch (error) {
        if (error instanceof AppError && (error.kind === 'notFound' || error.kind === 'denied')) return [];
        throw error;
      }
    }),
  );
  return new Map(names.flat());
}
