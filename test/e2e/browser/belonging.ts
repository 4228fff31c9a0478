import { expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { cardThatSays, inBothThemes, phone, tapChat, type Stage } from '../../support/browser-stage.ts';

const cases = {
  light: {
    id: cast.employee.id,
    name: 'Wren Adeyemi',
    owner: cast.owner,
    joined: 'Book Club',
    joinedId: groups.bookClub as string,
    added: 'Rosalind Tighe',
  },
  dark: {
    id: fixedId('user', 'bjork.thorisdottir@tessaly.example'),
    name: 'Björk Þórisdóttir',
    owner: cast.secondOwner,
    joined: 'Design Review',
    joinedId: fixedId('group', 'design-review'),
    added: 'Margarita Reyes',
  },
};

/** Getting into groups, and letting others in. */
export function belonging(stage: Stage): void {
  inBothThemes('belonging', cases, ({ id, name, owner, joined, joinedId, added }, theme) => {
    it('joins a private group as two people in two windows, the owner with one finger on a phone', async () => {
      const [requester, decider] = await Promise.all([
        stage.open({ id }, theme),
        stage.open(owner, { ...theme, ...phone }),
      ]);
      await requester.write('join Design Guild');
      const form = await newest(requester.cards('Ask to join Design Guild'));
      await form.getByRole('textbox').fill('I draw the icons');
      await form.getByRole('button', { name: 'Send request' }).click();
      const status = await cardThatSays(requester, 'Your request to join Design Guild', '5 owners have been asked');

      await tapChat(decider);
      const card = await cardThatSays(decider, `${name} asks to join Design Guild`, 'I draw the icons');
      await card.getByRole('button', { name: 'Approve', exact: true }).tap();
      await card.getByText(shown('is a member now and has been told')).waitFor();
      expect(await card.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
      await requester.cards('Your request to join Design Guild: approved').waitFor();
      await status.getByText(shown(`${owner.displayName} approved your request`)).waitFor();

      await requester.page.getByTestId('nav-tenant').click();
      const row = requester.page.getByTestId(`tenant-row-${groups.designGuild}`);
      await row.getByText('Member', { exact: true }).waitFor();
      const traffic = await stage.muster.additions(groups.designGuild);
      expect(traffic.at(-1)?.claims?.['oid']).toBe(owner.id);
    });

    it('joins a public group at once', async () => {
      const { cards, write } = await stage.open({ id }, theme);
      await write(`join ${joined}`);
      await newest(cards(`You have joined ${joined}`));
      expect(stage.muster.sandbox.tenant.isLinked(joinedId, 'member', id)).toBe(true);
    });

    it('adds somebody to a group that one owns', async () => {
      const { cards, write } = await stage.open(cast.owner, theme);
      await write(`add ${added} to Research Circle`);
      await newest(cards(`${added} is in Research Circle now`));
      const { members } = await stage.muster.group(groups.researchCircle);
      expect(members.map(({ displayName }) => displayName)).toContain(added);
    });
  });
}
