import { it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown, type Window } from '../../support/browser.ts';
import { inBothThemes, type Stage } from '../../support/browser-stage.ts';

const cases = { light: { words: 'design g', group: 'Design Guild' }, dark: { words: 'book', group: 'Book Club' } };

/** The message extension. */
export function sharing(stage: Stage): void {
  inBothThemes('sharing', cases, ({ words, group }, theme) => {
    it('searches with the message extension and sends what was found', async () => {
      const [wren, mirela] = (await Promise.all(
        [cast.employee, cast.owner].map((one) =>
          stage.open(one, { ...theme, hash: `conversation=${encodeURIComponent('19:autumn-launch@thread.v2')}` }),
        ),
      )) as [Window, Window];
      await wren.page.getByTestId('extension-open').click();
      await wren.page.getByTestId('extension-search').fill(words);
      await wren.page.getByTestId('extension-result').filter({ hasText: group }).click();
      await wren.page.locator('.attached').getByText(shown(group)).first().waitFor();
      await wren.page.getByTestId('send').click();
      await newest(mirela.cards(group));
      await newest(wren.cards(group));
    });
  });
}
