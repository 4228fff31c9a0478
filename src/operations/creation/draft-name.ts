import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Services } from '../operation.ts';

/** Made with the form, so that a form that is sent twice makes one group. Only cards carry it. */
export const draftId = z.guid({ error: 'This form is broken. Ask for a new one.' }).optional();

/** The unique name of what a draft becomes: of its sender too, so that nobody can name another’s group. */
export function uniqueNameOf(draft: string, { caller }: Pick<Services, 'caller'>): string {
  const hex = createHash('sha256').update(`kind\0${caller.tenantId}\0${caller.userId}\0${draft}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
