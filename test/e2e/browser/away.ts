import { expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { phone, tapChat, type Stage } from '../../support/browser-stage.ts';

/** An owner with a phone decides on several at once, and goes away. */
export function away(stage: Stage): void {
  it('ticks two of those who wait, approves both with one finger, hands over and is back', async () => {
    const askers = [stage.employee('soren.aebleskov'), stage.employee('ivan.petrov')];
    for (const one of askers) await stage.asksToJoin(one, 'Design Guild');
    const window = await stage.open(cast.secondOwner, { ...phone, colorScheme: 'dark' });
    await tapChat(window);
    await newest(window.cards('Иван Петров-Водкин asks to join Design Guild'));
    await window.write('waiting for me');
    const list = await newest(window.cards('Waiting for you'));
    for (const name of ['Søren Æbleskov', 'Иван Петров-Водкин'])
      await list.getByRole('checkbox', { name: shown(`${name} asks to join Design Guild`) }).tap();
    const width = await window.page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
    await list.getByRole('button', { name: 'Approve chosen' }).tap();
    await newest(window.cards('2 approved'));
    for (const { id } of askers)
      expect(stage.muster.sandbox.tenant.isLinked(groups.designGuild, 'member', id)).toBe(true);

    await window.write('I am away for 5 days, Ingrid Solheim decides');
    const set = await newest(window.cards('Ingrid Solheim decides for you until'));
    await set.getByRole('button', { name: 'I am back' }).tap();
    await newest(window.cards('You decide yourself again'));
  });
}
