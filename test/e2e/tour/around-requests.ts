import path from 'node:path';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { buttonsOf, titlesOf } from '../../support/card-reading.ts';
import type { Person } from '../../support/person.ts';
import { until } from '../../support/until.ts';
import type { Tour } from './tour.ts';

const circle = 'Research Circle';

/** Reminded, talked about, changed before it is approved, taken back; and what was done without a request taken back, too. */
export const aroundRequestsTour: Tour = {
  area: 'around requests',
  policyFile: path.resolve(import.meta.dirname, '../../../config/sandbox-policy.yaml'),
  async walk({ wren, mirela, tomas, muster }) {
    const tenant = muster.sandbox.tenant;
    for (const link of ['member', 'owner'] as const)
      if (tenant.isLinked(groups.researchCircle, link, wren.id)) tenant.unlink(groups.researchCircle, link, wren.id);
    await wren.press(await wren.ask(`join ${circle}`, 'Ask to join'), 'Send request', { reason: 'I dig again.' });
    const card = await mirela.sees('I dig again.');
    await wren.ask('remind the owners', 'reminded.');
    await mirela.press(await mirela.sees('asks for your decision'), 'Show the request');
    await mirela.press(card, 'Send', { comment: 'For how long?' });
    await wren.press(await wren.sees('writes about your request'), 'Send', { comment: 'Two weeks.' });
    await amend(mirela, 'I dig again.', 'request.amend-membership', { until: 'for two weeks' });
    await wren.sees('approved with changes');
    await mirela.press(await withButton(mirela, 'Undo'), 'Undo');
    await wren.sees('Your request to join Research Circle: undone');

    const form = await wren.ask(`new group Kelp Atlas Design for ${cast.secondOwner.displayName}`, 'A new group');
    const plan = { displayName: 'Kelp Atlas Design', description: 'Kelp.', visibility: 'private', hasTeam: 'false' };
    const filled = { ...plan, owners: '', forWhom: tomas.id };
    await wren.press(form, /^Send request/u, filled);
    await wren.press(await wren.again(form), /^Send request/u, filled).catch(() => undefined);
    await tomas.sees('asks for a new group for you');
    await mirela.sees('for a new group');
    await amend(mirela, 'Kelp Atlas Design', 'request.amend-creation', {
      ...plan,
      mailNickname: '',
      description: 'Kelp, and what lives in it.',
    });
    await wren.sees(/Kelp Atlas Design[^]*approved with changes/u);

    await mirela.ask(`add ${cast.employee.displayName} to ${circle}`, 'is in');
    await mirela.press(await withButton(mirela, 'Undo'), 'Undo');
    await mirela.sees('Undone');
    await mirela.ask(`make owner ${cast.employee.displayName} of ${circle}`, 'owns');
    await mirela.press(await withButton(mirela, 'Undo'), 'Undo');
    await mirela.sees('does not own');
  },
};

/** Sends what the dialog would, as a client does that knows none. */
async function amend(who: Person, saying: string, verb: string, filled: Record<string, string>): Promise<void> {
  const card = await who.sees(saying);
  const opener = buttonsOf(card).find(({ title }) => title === 'Change and approve…');
  const data = opener?.action.data ?? {};
  await who.act(card, { type: 'Action.Execute', verb, data: { ...data, ...filled, confirmed: 'yes' } });
}

function withButton(who: Person, title: string) {
  return until(`a card with ${title}`, async () =>
    (await who.fromBot()).findLast((message) => titlesOf(message).includes(title)),
  );
}
