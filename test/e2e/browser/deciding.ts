import { expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { phone, tapChat, type Stage } from '../../support/browser-stage.ts';

/** An owner's answers, with a mouse, a keyboard and a finger. */
export function deciding(stage: Stage): void {
  const isMember = (group: string, person: { id: string }): boolean =>
    stage.muster.sandbox.tenant.isLinked(group, 'member', person.id);

  it('rejects only with a reason, and the requester reads it', async () => {
    await stage.asksToJoin(stage.muster.person(cast.employee.id), 'Research Circle');
    const mirela = await stage.open(cast.owner);
    const card = await newest(mirela.cards('Wren Adeyemi asks to join Research Circle'));
    await card.getByRole('button', { name: 'Reject…' }).click();
    await card.getByRole('button', { name: 'Reject', exact: true }).click();
    await card.getByText(shown('Please say why')).first().waitFor();
    await card.getByRole('textbox').fill('Only during a study');
    await card.getByRole('button', { name: 'Reject', exact: true }).click();
    await card.getByText(shown('Mirela Vašková rejected this')).waitFor();

    const wren = await stage.open(cast.employee);
    const told = await newest(wren.cards('Your request to join Research Circle: rejected'));
    await told.getByText(shown('Only during a study')).waitFor();
    expect(isMember(groups.researchCircle, cast.employee)).toBe(false);
  });

  it('decides with the keyboard alone', async () => {
    const lucien = stage.employee('lucien.brossard');
    await stage.asksToJoin(lucien, 'Design Guild');
    const { page, cards } = await stage.open(cast.secondOwner);
    const card = await newest(cards('Lucien Brossard-Côté asks to join Design Guild'));
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab');
      const focused = await page.evaluate<string>('document.activeElement.textContent');
      if (focused === 'Approve') break;
    }
    // What has the focus can be seen to have it.
    const outline = await page.evaluate<string>(
      '(({ outlineStyle, boxShadow }) => `${outlineStyle} ${boxShadow}`)(getComputedStyle(document.activeElement))',
    );
    expect(outline).not.toMatch(/^none none$/);
    await page.keyboard.press('Enter');
    await card.getByText(shown('is a member now and has been told')).waitFor();
    expect(isMember(groups.designGuild, lucien)).toBe(true);
  });

  it('fits a phone in the dark: nothing is wider than the screen, and one finger decides', async () => {
    const eleni = stage.employee('eleni.papadaki');
    await stage.asksToJoin(eleni, 'Design Guild');
    const window = await stage.open(cast.owner, { ...phone, colorScheme: 'dark' });
    const { page, cards } = window;
    await tapChat(window);
    const card = await newest(cards('asks to join Design Guild'));
    await card.scrollIntoViewIfNeeded();
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    const theme = await page.evaluate<string>('document.documentElement.dataset.theme');
    expect(theme).toBe('dark');
    const approve = card.getByRole('button', { name: 'Approve', exact: true });
    expect((await approve.boundingBox())?.height).toBeGreaterThanOrEqual(28);
    await approve.tap();
    await card.getByText(shown('is a member now and has been told')).waitFor();
  });
}
