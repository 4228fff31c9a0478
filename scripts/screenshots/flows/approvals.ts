import type { Browser, Locator } from 'playwright-core';
import type { Message } from '../../../src/sandbox/page/api.ts';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { shown } from '../../../test/support/browser.ts';
import { textOf, titlesOf } from '../../../test/support/card-reading.ts';
import type { Person } from '../../../test/support/person.ts';
import { until } from '../../../test/support/until.ts';
import { day, withSystem, type Scene } from './frames.ts';

const policy = `
admins: [${cast.admin.principalName}]
quietHours: { from: '20:00', to: '07:00' }
ownerless: { minimumOwners: 0 }
approvals:
  - name: Guilds
    kinds: [join]
    groups: ['Design Guild']
    stages: [{ by: manager }, { by: owners }]
    reason: required
    lapsesAfterDays: 14
  - name: Research
    kinds: [join]
    groups: ['Research *']
    stages: [{ by: owners, decides: all }]
    remindAfterDays: 2
    escalate: { afterDays: 4, to: admins }
    lapsesAfterDays: 20
  - name: New groups
    kinds: [create]
    stages: [{ by: { people: [${cast.admin.principalName}, ${cast.secondOwner.principalName}] } }]
creation:
  classifications: [Public, Internal, Confidential]
`;

/** What the pictures of requests show, in the order of one story. */
export async function approvalFlows(browser: Browser): Promise<void> {
  await withSystem(browser, { policy }, async (scene) => {
    scene.muster.keepGroups();
    for (const play of [
      policyInChat,
      twoStages,
      reminderAndEscalation,
      withdrawn,
      changedBeforeApproval,
      rejectedAndSentAgain,
      comment,
      nudge,
      away,
      severalTicked,
      undo,
      onBehalf,
      policyChecked,
      auditInChat,
    ])
      await play(scene);
  });
}

async function policyInChat({ wren, take }: Scene): Promise<void> {
  await wren.ask('policy Design Guild', 'Who has to agree');
  await take('policy', { as: cast.employee, height: 900, at: 'Who has to agree', from: 'top' });
}

async function policyChecked({ ingrid, take }: Scene): Promise<void> {
  const rules = `approvals:
  - { name: All guilds, kinds: [join], groups: ['* Guild'], stages: [{ by: manager }, { by: owners, decides: all }] }
  - { name: Others, kinds: [join], stages: [{ by: owners }], reason: required }
`;
  const file = { name: 'stricter.yaml', base64: Buffer.from(rules).toString('base64') };
  await ingrid.write('policy check', { file });
  await ingrid.sees('stricter.yaml is right');
  await take(
    'policy-check',
    { as: cast.admin, height: 900, at: 'stricter.yaml is right', from: 'top' },
    { as: cast.admin, on: 'phone', theme: 'dark', at: 'stricter.yaml is right', from: 'top' },
  );
}

async function twoStages({ called, ingrid, mirela, take }: Scene): Promise<void> {
  const tane = called('tane.rangi');
  const form = await tane.ask('join Design Guild', 'First Ingrid Solheim will be asked');
  await tane.press(form, 'Send request', { reason: 'I draw the maps for the autumn launch.' });
  await ingrid.press(await ingrid.sees('Tāne Rangi asks to join Design Guild'), 'Approve');
  await mirela.sees('Tāne Rangi asks to join Design Guild');
  await take(
    'two-stages',
    { as: tane, at: 'Your request to join Design Guild' },
    { as: cast.owner, on: 'phone', theme: 'dark', at: 'Tāne Rangi asks to join Design Guild' },
  );
}

async function reminderAndEscalation({ called, wren, mirela, ingrid, muster, take }: Scene): Promise<void> {
  const other = called('noor.haddad');
  await other.sees('Welcome to Muster');
  const form = await wren.ask('join Research Circle', 'all of them have to agree');
  await wren.press(form, 'Send request', { reason: 'I draw what you find.' });
  await mirela.press(await mirela.sees('Wren Adeyemi asks to join Research Circle'), 'Approve');
  await muster.advance(2 * day);
  await other.sees('Wren Adeyemi waits for your decision');
  // Over a weekend, on which nobody is asked.
  await muster.advance(4 * day);
  await ingrid.sees('Wren Adeyemi asks to join Research Circle');
  await other.sees('Ingrid Solheim can decide as well');
  await take(
    'reminded',
    { as: other, on: 'phone', at: 'Ingrid Solheim can decide as well' },
    { as: cast.admin, at: 'Wren Adeyemi asks to join Research Circle' },
  );
}

async function withdrawn({ wren, mirela, take }: Scene): Promise<void> {
  const asks = 'Wren Adeyemi asks to join Research Circle';
  await wren.press(await wren.sees('Your request to join Research Circle'), 'Take back');
  await until('the owner’s card says so', async () =>
    textOf(await mirela.sees(asks)).includes('taken this request back'),
  );
  await take(
    'taken-back',
    { as: cast.employee, at: 'Your request to join Research Circle' },
    { as: cast.owner, on: 'phone', theme: 'dark', at: asks },
  );
}

/** Sends the form for a new group, once more where it has shown groups that look alike first. */
async function sendForm(who: Person, form: Message, filled: Record<string, string>): Promise<void> {
  await who.press(form, /^Send request/u, filled);
  const again = await who.again(form);
  if (titlesOf(again).some((title) => title.startsWith('Send request')))
    await who.press(again, /^Send request/u, filled);
}

async function changedBeforeApproval({ called, ingrid, take }: Scene): Promise<void> {
  const lucien = called('lucien.brossard');
  const form = await lucien.ask('new group Tide Pool', 'Somebody has to agree');
  const filled = {
    displayName: 'Tide Pool Marketing',
    description: 'What lives between high and low water.',
    visibility: 'public',
    hasTeam: 'false',
    classification: 'Internal',
  };
  await sendForm(lucien, form, filled);
  const asks = 'Lucien Brossard-Côté asks for a new group';
  // She is signed in by the time at which she wants the dialog.
  await ingrid.ask('my groups', 'Your groups');
  await ingrid.sees(asks);
  await take('change-before-approval', {
    as: cast.admin,
    height: 700,
    at: asks,
    see: async ({ page }, card) => {
      await card?.getByRole('button', { name: 'Change and approve…' }).click();
      const dialog = page.getByRole('dialog', { name: 'Change and approve' });
      await dialog.getByRole('radio', { name: /Private/u }).check();
    },
    whole: true,
  });
  await take(
    'changed-and-approved',
    {
      as: cast.admin,
      on: 'phone',
      theme: 'dark',
      at: asks,
      see: async ({ page }, card) => {
        await card?.getByRole('button', { name: 'Change and approve…' }).click();
        const dialog = page.getByRole('dialog', { name: 'Change and approve' });
        await dialog.getByRole('radio', { name: /Private/u }).check();
        await dialog.getByRole('button', { name: 'Approve with these changes' }).click();
        await dialog.waitFor({ state: 'detached' });
        await card?.getByText(shown('Approved with changes')).first().waitFor();
      },
    },
    { as: lucien, at: 'Your request for the group' },
  );
}

async function rejectedAndSentAgain({ called, mirela, take }: Scene): Promise<void> {
  const margarita = called('margarita.reyes');
  const asks = 'Margarita Reyes asks to join Research Circle';
  await margarita.press(await margarita.ask('join Research Circle', 'all of them have to agree'), 'Send request', {
    reason: 'I want to read the findings.',
  });
  const first = await mirela.sees(asks);
  await mirela.press(first, 'Reject', { reason: 'Please say which study, and for how long.' });
  const told = await margarita.sees('Your request to join Research Circle: rejected');
  await margarita.press(told, 'Change and send again');
  const form = await margarita.sees('Ask to join Research Circle', { except: [told.id] });
  await take('rejected', { as: margarita, height: 980, at: 'Ask to join Research Circle' });
  await margarita.press(form, 'Send request', { reason: 'The tide pool study, until it is printed in March.' });
  await mirela.sees(asks, { except: [first.id] });
  await take('sent-again', { as: cast.owner, on: 'phone', at: asks }, { as: margarita, at: 'Your request to join' });
}

async function comment({ called, mirela, take }: Scene): Promise<void> {
  const margarita = called('margarita.reyes');
  const asks = 'Margarita Reyes asks to join Research Circle';
  await mirela.press(await mirela.sees(asks), 'Send', { comment: 'Only to read, or to write as well?' });
  const told = await margarita.sees('writes about your request');
  await margarita.press(told, 'Send', { comment: 'To read. I add nothing before it is printed.' });
  await mirela.sees('writes about a request');
  await take(
    'comment',
    { as: margarita, at: 'Only to read, or to write as well?' },
    { as: cast.owner, on: 'phone', theme: 'dark', at: 'I add nothing before it is printed.' },
  );
}

async function nudge({ called, mirela, take }: Scene): Promise<void> {
  const margarita = called('margarita.reyes');
  await margarita.ask('nudge', 'reminded.');
  await mirela.sees('asks for your decision');
  await take(
    'nudge',
    { as: margarita, at: 'Your request to join Research Circle' },
    { as: cast.owner, on: 'phone', at: 'asks for your decision' },
  );
}

async function away({ called, mirela, take }: Scene): Promise<void> {
  const emeka = called('emeka.obiora');
  await mirela.ask('I am away for 5 days, Emeka Obiora decides for me', 'Emeka Obiora decides for you until');
  await emeka.sees('Tāne Rangi asks to join Design Guild');
  await take(
    'away',
    { as: cast.owner, at: 'Emeka Obiora decides for you until' },
    { as: emeka, on: 'phone', theme: 'dark', height: 840, at: 'Tāne Rangi asks to join Design Guild' },
  );
  await mirela.ask('I am back', 'You are back.');
}

async function severalTicked({ called, wren, mirela, muster, take }: Scene): Promise<void> {
  await wren.press(await wren.ask('join Design Guild', 'Mirela'), 'Send request', { reason: 'For the posters.' });
  await mirela.sees('Wren Adeyemi asks to join Design Guild');
  await mirela.ask('waiting for me', 'Waiting for you');
  const tick = async (card: Locator | undefined): Promise<void> => {
    for (const name of ['Tāne Rangi', 'Wren Adeyemi'])
      await card?.getByRole('checkbox', { name: shown(`${name} asks to join Design Guild`) }).click();
  };
  await take(
    'waiting-for-me',
    {
      as: cast.owner,
      on: 'phone',
      theme: 'dark',
      height: 900,
      at: 'Waiting for you',
      see: (_, card) => tick(card),
    },
    {
      as: cast.owner,
      at: 'Waiting for you',
      see: async ({ cards }, card) => {
        await tick(card);
        await card?.getByRole('button', { name: 'Approve chosen' }).click();
        await cards('2 approved').last().waitFor();
      },
      shows: '2 approved',
    },
  );
  await until('he is in', () =>
    Promise.resolve(muster.sandbox.tenant.isLinked(groups.designGuild, 'member', called('tane.rangi').id)),
  );
}

async function undo({ called, take }: Scene): Promise<void> {
  const done = 'Tāne Rangi is a member now';
  await take(
    'undo',
    { as: cast.owner, on: 'phone', at: done },
    {
      as: cast.owner,
      on: 'phone',
      at: done,
      see: async ({ cards }, card) => {
        await card?.getByRole('button', { name: 'Undo', exact: true }).tap();
        await cards('took it back').last().waitFor();
      },
      shows: 'took it back',
    },
    { as: called('tane.rangi'), at: 'Your request to join Design Guild' },
  );
}

async function onBehalf({ wren, tomas, ingrid, take }: Scene): Promise<void> {
  const form = await wren.ask('new group Kelp Bed Design for Tomás Iriarte', 'A new group');
  const filled = {
    displayName: 'Kelp Bed Design',
    description: 'Pictures of what grows below low water.',
    visibility: 'private',
    hasTeam: 'false',
    classification: 'Internal',
    forWhom: tomas.id,
  };
  await sendForm(wren, form, filled);
  await ingrid.sees('Wren Adeyemi asks, for Tomás Iriarte, for a new group');
  await tomas.sees('Wren Adeyemi asks for a new group for you');
  await take(
    'for-somebody-else',
    { as: cast.admin, at: 'Kelp Bed Design' },
    { as: cast.secondOwner, on: 'phone', theme: 'dark', at: 'Kelp Bed Design' },
  );
}

async function auditInChat({ ingrid, take }: Scene): Promise<void> {
  await ingrid.ask('what happened in Design Guild since last Monday', 'What happened in Design Guild');
  await take(
    'audit',
    { as: cast.admin, height: 820, at: 'What happened in Design Guild', from: 'top' },
    {
      as: cast.admin,
      on: 'phone',
      theme: 'dark',
      height: 820,
      at: 'What happened in Design Guild',
      see: async ({ page }, card) => {
        await card?.getByRole('button', { name: /^Narrow down/u }).tap();
        await page.getByRole('dialog').getByRole('button').last().waitFor();
      },
    },
  );
}
