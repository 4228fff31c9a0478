import { expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { cardThatSays, inBothThemes, phone, tapChat, type Stage } from '../../support/browser-stage.ts';

const cases = {
  light: { wanted: 'Tide Pool', owner: cast.owner },
  dark: { wanted: 'Kelp Bed', owner: cast.admin },
};

/** A group from the wish to the group. */
export function creation(stage: Stage): void {
  inBothThemes('a new group', cases, ({ wanted, owner }, theme) => {
    it('is asked for in a form, named as the organisation wants, and approved by somebody else on a phone', async () => {
      const [wren, decider] = await Promise.all([
        stage.open(cast.employee, theme),
        stage.open(owner, { ...theme, ...phone }),
      ]);
      expect(await wren.page.evaluate<string>('document.documentElement.dataset.theme')).toBe(theme.colorScheme);
      await wren.write(`new group ${wanted}`);
      const form = await newest(wren.cards('Somebody has to agree'));
      await form.getByRole('textbox', { name: 'What is it for?' }).fill('Between high and low water.');
      await form.getByRole('combobox', { name: 'Classification' }).selectOption('Internal');
      await form.getByRole('button', { name: 'Send request' }).click();
      await form.getByText(shown('so it becomes')).waitFor();
      expect(await form.getByRole('textbox', { name: /^Name/u }).inputValue()).toBe(`${wanted} Design`);
      await form.getByRole('button', { name: 'Send request' }).click();
      const status = await cardThatSays(
        wren,
        `Your request for the group ${wanted} Design`,
        '2 people have been asked',
      );

      await tapChat(decider);
      const card = await cardThatSays(
        decider,
        `Wren Adeyemi asks for a new group, ${wanted} Design`,
        'Between high and low water.',
        'Internal',
      );
      expect(await decider.page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await card.getByRole('button', { name: 'Approve', exact: true }).tap();
      await card.getByText(shown('The group is there, and Wren Adeyemi has been told')).waitFor();
      await status.getByText(shown('The group is there and you own it')).waitFor();

      const made = [...stage.muster.sandbox.tenant.groups()].filter((one) => one.displayName === `${wanted} Design`);
      expect(made).toMatchObject([{ classification: 'Internal', visibility: 'Private' }]);
      expect(stage.muster.sandbox.tenant.isLinked(made[0]?.id ?? '', 'owner', cast.employee.id)).toBe(true);
      await status.getByRole('button', { name: 'Show the group' }).click();
      await cardThatSays(wren, `${wanted} Design`, 'Between high and low water.');
    });
  });
}
