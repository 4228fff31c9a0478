import { expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import type { Stage } from '../../support/browser-stage.ts';

/** An owner asks back, lets somebody in for a time instead of for good, and takes that back. */
export function aroundRequests(stage: Stage): void {
  it('writes about a request, changes it in a dialog, and takes it back', async () => {
    const noor = stage.employee('noor.haddad');
    const who = stage.muster.sandbox.tenant.user(noor.id)?.displayName ?? '';
    const isMember = (): boolean => stage.muster.sandbox.tenant.isLinked(groups.designGuild, 'member', noor.id);
    await stage.asksToJoin(noor, 'Design Guild');
    const { page, cards } = await stage.open(cast.owner);
    const card = await newest(cards(`${who} asks to join Design Guild`));
    await card.getByRole('button', { name: 'Comment…' }).click();
    await card.getByRole('textbox').fill('For how long?');
    await card.getByRole('button', { name: 'Send', exact: true }).click();
    await card.getByText('For how long?').waitFor();

    await card.getByRole('button', { name: 'Change and approve…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Change and approve' });
    await dialog.getByRole('textbox').fill('for two weeks');
    await dialog.getByRole('button', { name: 'Approve with these changes' }).click();
    await dialog.waitFor({ state: 'detached' });
    const done = await newest(cards('Approved with changes: until'));
    await done.getByText(shown('is a member now and has been told')).waitFor();
    expect(isMember()).toBe(true);

    await done.getByRole('button', { name: 'Undo', exact: true }).click();
    await done.getByText(shown('is not a member any more')).waitFor();
    expect(isMember()).toBe(false);
  });
}
