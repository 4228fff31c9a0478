import { expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest } from '../../support/browser.ts';
import { inBothThemes, phone, tapChat, type Stage } from '../../support/browser-stage.ts';

/** A list as a table program writes it for people in Europe. */
function table(rows: readonly (readonly string[])[]) {
  const text = [['Name', 'E-Mail', 'Role'], ...rows].map((row) => row.join(';')).join('\r\n');
  return { name: 'Newcomers.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${text}`) };
}

const cases = {
  light: { group: 'Research Circle', id: groups.researchCircle, skip: 0 },
  dark: { group: 'Design Guild', id: groups.designGuild, skip: 3 },
};

/** A list of people in a file. */
export function lists(stage: Stage): void {
  const outsiders = (id: string, skip: number) =>
    [...stage.muster.sandbox.tenant.users()]
      .filter(
        ({ id: user, userType }) => userType === 'Member' && !stage.muster.sandbox.tenant.isLinked(id, 'member', user),
      )
      .slice(skip, skip + 2);

  inBothThemes('lists', cases, ({ group, id, skip }, theme) => {
    it('is attached with the keyboard, looked at, and added', async () => {
      const [one, two] = outsiders(id, skip);
      const { page, cards } = await stage.open(cast.owner, theme);
      await page.getByTestId('compose').fill(`add many to ${group}`);
      const [chooser] = await Promise.all([
        page.waitForEvent('filechooser'),
        page.getByRole('button', { name: 'Attach a file' }).press('Enter'),
      ]);
      await chooser.setFiles(
        table([
          ['x', one!.userPrincipalName, ''],
          ['x', two!.userPrincipalName, 'Member'],
          ['x', 'nobody@tessaly.example', ''],
        ]),
      );
      await page.getByRole('group', { name: 'File to be sent: Newcomers.csv' }).waitFor();
      await page.getByTestId('send').press('Enter');
      const shown = await newest(cards(`Add 3 people to ${group}`));
      await shown.getByRole('button', { name: 'Add them' }).press('Enter');
      await newest(cards(`2 people were added to ${group}`));
      expect(stage.muster.sandbox.tenant.isLinked(id, 'member', one!.id)).toBe(true);
    });
  });

  it('is attached on a phone, thought better of, and attached again without a word', async () => {
    const window = await stage.open(cast.owner, phone);
    await tapChat(window);
    const { page, cards } = window;
    await page.getByTestId('file-input').setInputFiles(table([['Ada', 'nobody@tessaly.example', '']]));
    await page.getByRole('button', { name: 'Remove the file Newcomers.csv' }).tap();
    expect(await page.getByTestId('send').isDisabled()).toBe(true);
    await page.getByTestId('file-input').setInputFiles(table([['Ada', 'nobody@tessaly.example', '']]));
    await page.getByTestId('send').tap();
    const card = await newest(cards('Add 1 person to which group'));
    const box = await card.boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(390);
    await page.getByTestId('message').filter({ hasText: 'Newcomers.csv' }).first().waitFor();
  });
}
