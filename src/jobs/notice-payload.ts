import { z } from 'zod';

/** What every job about a notice carries. */
export const noticePayload = z.object({ noticeId: z.guid() });
