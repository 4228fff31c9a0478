import { expect, it } from 'vitest';
import { cast, fixedId } from '../../../src/sandbox/tenant/cast.ts';
import { newest } from '../../support/browser.ts';
import { inBothThemes, type Stage } from '../../support/browser-stage.ts';

const cases = {
  light: { owner: cast.owner as { id: string }, group: 'Design Review', id: fixedId('group', 'design-review') },
  dark: {
    owner: { id: fixedId('user', 'haruka.mori@tessaly.example') },
    group: 'Packaging',
    id: fixedId('group', 'packaging'),
  },
};

/** An owner says that a group is still needed, and who belongs in it. */
export function confirming(stage: Stage): void {
  inBothThemes('confirming', cases, ({ owner, group, id }, theme) => {
    it('is said in a sentence, then on cards: somebody is taken out, the rest stays', async () => {
      const { tenant } = stage.muster.sandbox;
      const somebody = [...tenant.users()].find(
        ({ id: user, userType }) =>
          userType === 'Guest' && !tenant.isLinked(id, 'member', user) && !tenant.isLinked(id, 'owner', user),
      )!;
      tenant.link(id, 'member', somebody.id);
      const { page, cards, write } = await stage.open(owner, theme);
      await write(`confirm ${group} is still needed`);
      const card = await newest(cards(`Please look at ${group}`));
      await card.getByRole('button', { name: 'Look through the members' }).click();
      const list = await newest(cards(`Who belongs in ${group}`));
      await list.getByLabel(new RegExp(`^${somebody.displayName}`, 'u')).selectOption({ label: 'Take out' });
      await list.getByRole('button', { name: /^Save/u }).click();
      await page
        .getByText(/1 was taken out/u)
        .first()
        .waitFor();
      expect(tenant.isLinked(id, 'member', somebody.id)).toBe(false);
      const rest = cards(`Who belongs in ${group}`).getByRole('button', { name: 'Everybody else stays' });
      if ((await rest.count()) > 0) await rest.last().click();
      await newest(cards('looked through them on'));
    });
  });
}
