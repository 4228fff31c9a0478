import type { EarlierRequest } from '../../domain/around-request.ts';
import type { GroupRequest } from '../../domain/requests.ts';

/**
 * What a new request says of the one before it, as it ended.
 * @returns undefined where that came to something, or is still open
 */
export function earlier({ id, status, decision, undone, lapsesAt }: GroupRequest): EarlierRequest | undefined {
  switch (status) {
    case 'rejected':
      return { id, status, ...(decision && { by: decision.by, at: decision.at }), reason: decision?.reason ?? '' };
    case 'undone':
      return { id, status, ...(undone && { by: undone.by, at: undone.at }), reason: '' };
    case 'lapsed':
      return { id, status, at: lapsesAt, reason: '' };
    case 'withdrawn':
    case 'settled':
    case 'failed':
      return { id, status, reason: '' };
    case 'pending':
    case 'agreed':
    case 'approved':
    case 'done':
      return undefined;
  }
}
