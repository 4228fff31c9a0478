import { expect, it } from 'vitest';
import { newest, shown } from '../../support/browser.ts';
import type { Stage } from '../../support/browser-stage.ts';

/** Consent, asked for when it is first needed. */
export function signingIn(stage: Stage): void {
  it('asks for consent in a window of its own: Cancel changes nothing, Accept goes on', async () => {
    const pip = stage.employee('pip.marlowe');
    await stage.muster.setGrants(pip.id, { consented: 'none', installed: true });
    const { page, cards, write } = await stage.open(pip);
    await write('my groups');
    const button = page.getByTestId('signin-button');
    await button.waitFor();

    const first = page.waitForEvent('popup');
    await button.click();
    const declined = await first;
    await declined.getByText(shown('asks for permission')).waitFor();
    await Promise.all([declined.waitForEvent('close'), declined.getByRole('button', { name: 'Cancel' }).click()]);
    await page.getByRole('log').getByText(shown('still waits: press Sign in again')).waitFor();
    expect(await cards('Your groups').count()).toBe(0);

    const second = page.waitForEvent('popup');
    await button.first().click();
    const agreed = await second;
    await agreed
      .getByText(shown('read who is in the groups'))
      .or(agreed.getByText(shown('GroupMember.Read.All')))
      .first()
      .waitFor();
    await Promise.all([agreed.waitForEvent('close'), agreed.getByRole('button', { name: 'Accept' }).click()]);
    await newest(cards('Your groups'));
    await button.waitFor({ state: 'detached' });
  });
}
