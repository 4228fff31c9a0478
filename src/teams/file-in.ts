import type { Activity } from 'botbuilder';
import { z } from 'zod';

const attached = z.object({
  contentType: z.literal('application/vnd.microsoft.teams.file.download.info'),
  content: z.object({ downloadUrl: z.string().max(4_096) }),
  name: z.string().max(400).optional().catch(undefined),
});

/**
 * The file that was attached to a message: its address, which opens it for a while, and its name; `several` where there is
 * more than one. The address is whatever the activity says: whoever fetches it checks it.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function fileIn({ attachments }: Partial<Activity>): { file?: string; fileName?: string } {
  const files = (attachments ?? []).flatMap((one) => attached.safeParse(one).data ?? []);
  const [only, ...others] = files;
  if (!only) return {};
  if (others.length > 0) return { file: 'several' };
  return { file: only.content.downloadUrl, ...(only.name !== undefined && { fileName: only.name }) };
}
