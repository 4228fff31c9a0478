import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { phone, tapChat, type Stage } from '../../support/browser-stage.ts';
import { until } from '../../support/until.ts';

/** Owns nothing that another journey is about. */
const owner = { id: fixedId('user', 'haruka.mori@tessaly.example') };
const both = [groups.bookClub, groups.launchRoom];

/** What an owner, and a channel, see before groups expire. */
export function ending(stage: Stage): void {
  const endIn = async (days: number, ids: readonly string[]): Promise<void> => {
    const { tenant } = stage.muster.sandbox;
    const { now } = await stage.muster.session();
    const end = new Date(Date.parse(now) + days * 24 * 3_600_000).toISOString().slice(0, 19);
    for (const id of ids) tenant.updateGroup(id, { expirationDateTime: `${end}Z` });
    await stage.muster.advance(120);
  };

  describe('before groups expire', () => {
    it('is told of several in one card, on a phone, and renews one of them there', async () => {
      const { tenant } = stage.muster.sandbox;
      for (const id of both) tenant.link(id, 'owner', owner.id);
      await endIn(20, both);
      const window = await stage.open(owner, { ...phone, colorScheme: 'dark' });
      await tapChat(window);
      const digest = await newest(window.cards('Launch Room'));
      await digest.getByText(shown('of your groups expire')).waitFor();
      const { width = Infinity } = (await digest.boundingBox()) ?? {};
      expect(width).toBeLessThan(390);
      await digest.getByTitle(shown('Renew: Launch Room')).tap();
      await newest(window.cards('Launch Room is renewed'));
      await stage.muster.advance(10);
      const told = window.cards('Book Club').filter({ hasText: /Now expires on/u });
      await told.last().waitFor();
    });

    it('answers in the thread of the channel’s post what became of the group', async () => {
      const channel = () =>
        stage.muster.sandbox.conversations().find(({ team }) => team?.general && team.groupId === groups.designGuild)!;
      await endIn(21, [groups.designGuild]);
      const isThere = (words: string) =>
        until(words, () => channel().messages.some(({ cards }) => JSON.stringify(cards).includes(words)));
      await isThere('expires in 21 days');
      await endIn(200, [groups.designGuild]);
      await isThere('"about":"news"');
      const hash = `conversation=${encodeURIComponent(channel().id)}`;
      const { page } = await stage.open(cast.owner, { hash, colorScheme: 'light' });
      const post = page
        .getByTestId('post')
        .filter({ hasText: shown('The post above shows how it stands.') })
        .last();
      await post.waitFor();
      expect(await post.getByTestId('card').count()).toBeGreaterThanOrEqual(2);
    });
  });
}
