import { expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { inBothThemes, type Stage } from '../../support/browser-stage.ts';

const cases = {
  light: {
    teamOwner: cast.owner as { id: string },
    teamed: 'Design Review',
    teamedKey: 'design-review',
    marked: 'Packaging',
    read: 'Design System',
    key: 'design-system',
    kept: 'Research Circle',
    id: groups.researchCircle,
  },
  dark: {
    teamOwner: { id: fixedId('user', 'haruka.mori@tessaly.example') },
    teamed: 'Packaging',
    teamedKey: 'packaging',
    marked: 'Design Review',
    read: 'Design Review',
    key: 'design-review',
    kept: 'Launch Room',
    id: groups.launchRoom,
  },
};

/** What one does for the groups that one is in. */
export function upkeep(stage: Stage): void {
  inBothThemes('upkeep', cases, ({ teamOwner, teamed, teamedKey, marked, read, key, kept, id }, theme) => {
    it('marks a favourite, and the tenant beside the chat shows it', async () => {
      const { page, cards, write } = await stage.open(cast.employee, theme);
      await page.getByTitle('Tenant beside the chat').click();
      const row = page.locator('tr.group-row', { hasText: marked });
      expect(await row.getByTitle('Favourite').count()).toBe(0);
      await write(`favourite ${marked}`);
      await newest(cards(`${marked} is a favourite`));
      await row.getByTitle('Favourite').waitFor();
    });

    it('subscribes to the mail of a group, and stops it from the same card', async () => {
      const isSubscribed = () =>
        stage.muster.sandbox.tenant.isLinked(fixedId('group', key), 'subscriber', cast.employee.id);
      const { page, cards, write } = await stage.open(cast.employee, theme);
      await page.getByTitle('Tenant beside the chat').click();
      await write(`subscribe to ${read}`);
      const card = await newest(cards(`You get the mail of ${read}`));
      await page.locator('tr.group-row', { hasText: read }).getByTitle('Subscribed by mail').waitFor();
      expect(isSubscribed()).toBe(true);
      await card.getByRole('button', { name: 'Unsubscribe' }).click();
      await newest(cards(`You no longer get the mail of ${read}`));
      expect(isSubscribed()).toBe(false);
    });

    it('puts a team on a group that one owns', async () => {
      const { cards, write } = await stage.open(teamOwner, theme);
      await write(`enable team ${teamed}`);
      await newest(cards(`${teamed} has a team now`));
      expect(stage.muster.sandbox.tenant.group(fixedId('group', teamedKey))?.hasTeam).toBe(true);
    });

    it('renews what would expire', async () => {
      const end = () => Date.parse(stage.muster.sandbox.tenant.group(id)?.expirationDateTime ?? '');
      const before = end();
      const { cards, write } = await stage.open(cast.owner, theme);
      await write('what expires');
      const list = await newest(cards('What expires'));
      await list.getByTitle(shown(`Renew ${kept}`)).click();
      await newest(cards(`${kept} is renewed`));
      expect(end() - before).toBeGreaterThan(150 * 86_400_000);
    });
  });
}
