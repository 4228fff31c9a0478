import path from 'node:path';
import { groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

const circle = 'Research Circle';

/** The policy that names Ingrid as administrator. */
export const sandboxPolicy = path.resolve(import.meta.dirname, '../../../config/sandbox-policy.yaml');

/** Somebody has to agree: to a new group, to a team, to a member; one request is turned down, one fails and is tried again. */
export const decidingTour: Tour = {
  area: 'deciding',
  policyFile: sandboxPolicy,
  async walk({ wren, mirela, ingrid, tomas, muster }) {
    await muster.setFaults({ teamLagMs: 0 });
    for (const name of ['Lichen Atlas Design', 'Fern Atlas Design']) {
      const form = await wren.ask(`new group ${name}`, 'Somebody has to agree');
      const inputs = { displayName: name, description: '', visibility: 'private', hasTeam: 'false', owners: tomas.id };
      await wren.press(form, /^Send request/u, inputs);
      await wren.press(await wren.again(form), /^Send request/u, inputs).catch(() => undefined);
      const card = await mirela.sees(`Wren Adeyemi asks for a new group, ${name}`);
      await mirela.press(await mirela.ask('waiting for me', name), 'Open');
      if (name.startsWith('Lichen')) await mirela.press(card, 'Approve');
      else await mirela.press(card, 'Reject', { reason: 'One atlas is enough.' });
    }
    await wren.sees('The group is there and you own it');

    await wren.press(await wren.ask(`join ${circle}`, 'Ask to join'), 'Send request', { reason: 'I dig.' });
    await mirela.sees(`Wren Adeyemi asks to join ${circle}`);
    const waiting = await mirela.ask('waiting for me', circle);
    await mirela.press(waiting, 'Open');
    muster.sandbox.tenant.deleteGroup(groups.researchCircle);
    const card = await mirela.sees(`Wren Adeyemi asks to join ${circle}`);
    await mirela.press(card, 'Approve');
    muster.sandbox.tenant.restoreGroup(groups.researchCircle);
    await mirela.press(await mirela.again(card), 'Try again');

    await wren.ask('enable team Lichen Atlas Design', 'Lichen Atlas Design has a team');
    const asking = await wren.ask(`enable team ${circle}`, 'team');
    await wren.press(asking, 'Send request', { reason: 'We write a lot.' });
    const team = await mirela.sees(`a team on ${circle}`);
    await mirela.press(team, 'Approve');

    await wren.press(await wren.ask('join Design Guild', 'Ask to join'), 'Send request', { reason: 'I draw.' });
    const turnedDown = await mirela.sees('Wren Adeyemi asks to join Design Guild');
    await mirela.press(turnedDown, 'Reject', { reason: 'We are full.' });

    const rule = 'approvals: [{ name: Slow, kinds: [join], stages: [{ by: manager }, { by: owners }] }]\n';
    const file = { name: 'stricter.yaml', base64: Buffer.from(rule).toString('base64') };
    await ingrid.write('policy check', { file });
    await ingrid.sees(/stricter\.yaml is right[^]*would have needed more stages[^]*by “Slow”/u);

    await ingrid.ask('audit', 'Approve');
    await mirela.ask('audit', 'Approve');
    await mirela.ask(`what happened in ${circle}`, 'Approve');
    const { now } = await muster.session();
    const end = new Date(Date.parse(now) + 20 * 24 * 3_600_000).toISOString().slice(0, 19);
    muster.sandbox.tenant.updateGroup(groups.designGuild, { expirationDateTime: `${end}Z` });
    await muster.advance(120);
    await mirela.press(await mirela.sees(/Design Guild\W+expires in/u), 'Not needed');
  },
};
