import type { Activity } from 'botbuilder';
import { z } from 'zod';

const inline = z.object({ contentType: z.string().regex(/^image\//i), contentUrl: z.string().max(2_048) });
const file = z.object({ contentType: z.literal('application/vnd.microsoft.teams.file.download.info') });

/**
 * The picture in a message: the address of the first that was pasted, or `file` where a file was attached, which lies in
 * somebody's OneDrive and not with the channel. The address is whatever the activity says: whoever fetches it checks it.
 * @see https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4
 */
export function pictureIn({ attachments }: Partial<Activity>): { picture?: string } {
  for (const attachment of attachments ?? []) {
    const { data } = inline.safeParse(attachment);
    if (data) return { picture: data.contentUrl };
  }
  return (attachments ?? []).some((one) => file.safeParse(one).success) ? { picture: 'file' } : {};
}
