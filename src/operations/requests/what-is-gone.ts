import { AppError } from '../../domain/errors.ts';
import type { Services } from '../operation.ts';

/** Graph answers 404 for a group that is gone and for a person who is. */
export async function whatIsGone(groupId: string, directory: Services['directory']): Promise<string> {
  try {
    await directory.group(groupId);
    return 'person.not-found';
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return 'group.not-found';
    if (error instanceof AppError && error.kind !== 'signIn') return error.code;
    throw error;
  }
}
