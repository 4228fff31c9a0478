import { expect, it } from 'vitest';
import { cast, fixedId } from '../../../src/sandbox/tenant/cast.ts';
import { newest, shown } from '../../support/browser.ts';
import { cardThatSays, inBothThemes, type Stage } from '../../support/browser-stage.ts';

// Nobody owns these two from the start.
const cases = {
  light: { group: 'Chess', key: 'chess', member: 'ivan.petrov', name: 'Иван Петров-Водкин' },
  dark: { group: 'Archive Rescue', key: 'archive-rescue', member: 'farhad.golestan', name: 'فرهاد گلستان' },
};

/** A group that nobody owns asks a member, and an administrator makes them its owner. */
export function owning(stage: Stage): void {
  inBothThemes('groups without owners', cases, ({ group, key, member, name }, theme) => {
    it('a member offers to own the group, and an administrator confirms it', async () => {
      const person = { id: fixedId('user', `${member}@tessaly.example`) };
      const asked = await stage.open(person, theme);
      const question = await cardThatSays(asked, `Will you own ${group}`, 'An administrator confirms it');
      await question.getByRole('button', { name: 'I’ll own it' }).click();
      await cardThatSays(asked, `You offered to own ${group}`, 'Waits for an administrator');

      const admin = await stage.open(cast.admin, theme);
      const offer = await cardThatSays(admin, `would own ${group}`);
      await offer.getByText(shown(name)).first().waitFor();
      await offer.getByRole('button', { name: 'Make owner' }).click();
      await newest(admin.cards(`owns ${group} now`));
      await cardThatSays(asked, `You own ${group} now`, 'These are good first steps');
      expect(stage.muster.sandbox.tenant.isLinked(fixedId('group', key), 'owner', person.id)).toBe(true);
    });
  });
}
