import { describe, expect, it } from 'vitest';
import { resourceApps, skus } from '../../../../src/sandbox/tenant/apps.ts';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../../support/builders.ts';
import { openOffice } from '../../../support/office.ts';

const { admin, owner } = cast;
const [office, drawing] = skus;
const [lab] = resourceApps;

function scene() {
  const office = openOffice();
  const security = [...office.tenant.groups()].find(
    ({ groupTypes, mailEnabled, synced }) => groupTypes.length === 0 && !mailEnabled && !synced,
  )!;
  const licences = () => office.tenant.work.licences.get(security.id)?.licences ?? [];
  const events = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, security, licences, events };
}

describe('licences of a group', () => {
  it('are chosen, then their services, and shown by name', async () => {
    const { ask, security, licences, events } = scene();
    const which = await ask('licence.assign', admin, { group: security.id });
    expect(wordsOn(which)).toContain('TESSALY_DRAWING, 24 free');
    const services = await ask('licence.assign', admin, { group: security.id, licence: 'tessaly_drawing' });
    expect(wordsOn(services)).toMatch(/Services that are switched off[\s\S]*TESSALY_DRAWING_RENDER/);
    expect(licences().map(({ skuId }) => skuId)).not.toContain(drawing!.skuId);
    const send = actionsOn(services).find(({ title }) => title === 'Assign')!;
    const off = `${drawing!.plans[1]!},deadbeef-0000-4000-8000-000000000000`;
    expect(wordsOn(await ask(send.verb, admin, { ...send.data, off }))).toContain('has TESSALY_DRAWING');
    expect(licences()).toContainEqual({ skuId: drawing!.skuId, disabledPlans: [drawing!.plans[1]] });
    expect(wordsOn(await ask('licence.show', admin, { group: security.id }))).toContain(
      'Without TESSALY_DRAWING_RENDER',
    );
    expect(events()).toEqual(['licence.assign done']);
  });

  it('are removed after a question, once', async () => {
    const { ask, security, licences } = scene();
    await ask('licence.assign', admin, { group: security.id, licence: office!.skuId, confirmed: 'yes' });
    const question = await ask('licence.remove', admin, { group: security.id, licence: 'TESSALY_OFFICE' });
    expect(wordsOn(question)).toContain('lose it');
    const [yes] = actionsOn(question);
    expect(licences()).toHaveLength(1);
    await ask(yes!.verb, admin, yes!.data);
    expect(licences()).toEqual([]);
    await expect(ask(yes!.verb, admin, yes!.data)).rejects.toMatchObject({ code: 'licence.refused' });
  });

  it('are refused with the role, for groups that cannot have them, and by a name that is none', async () => {
    const { ask, security } = scene();
    const wish = { group: security.id, licence: 'TESSALY_OFFICE', confirmed: 'yes' };
    await expect(ask('licence.assign', owner, wish)).rejects.toMatchObject({
      code: 'licence.denied',
      advice: expect.stringContaining('License Administrator') as unknown,
    });
    await expect(ask('licence.assign', admin, { ...wish, group: groups.bookClub })).rejects.toMatchObject({
      code: 'licence.not-security',
    });
    await expect(ask('licence.assign', admin, { ...wish, licence: 'E9' })).rejects.toMatchObject({
      code: 'licence.unknown',
      advice: expect.stringContaining('TESSALY_OFFICE, TESSALY_DRAWING') as unknown,
    });
  });

  it('with errors are listed, or that there are none', async () => {
    expect(wordsOn(await scene().ask('licence.errors', admin))).toContain('Every licence of a group has reached');
  });
});

describe('apps of a group', () => {
  it('are given in a role, shown, and taken away after a question', async () => {
    const { ask, security, tenant, events } = scene();
    const given = () => tenant.work.appRoles.all().filter(({ groupId }) => groupId === security.id);
    expect(wordsOn(await ask('app.list', admin, { group: security.id }))).toContain('gives its members no app');
    expect(wordsOn(await ask('app.give', admin, { group: security.id }))).toContain('Swatch Catalogue');
    const form = await ask('app.give', admin, { group: security.id, app: 'dye lab bookings' });
    expect(wordsOn(form)).toContain('Operator');
    const send = actionsOn(form).find(({ title }) => title === 'Give it')!;
    const wish = { ...send.data, role: lab!.appRoles[0] };
    expect(wordsOn(await ask('app.give', admin, wish))).toContain('has Dye Lab Bookings');
    expect(given()).toMatchObject([{ resourceId: lab!.id, appRoleId: lab!.appRoles[0] }]);
    await expect(ask('app.give', admin, wish)).rejects.toMatchObject({ code: 'app.already-present' });

    const list = await ask('app.list', admin, { group: security.id });
    expect(wordsOn(list)).toMatch(/Dye Lab Bookings\nOperator/);
    const take = actionsOn(list).find(({ title }) => title === 'Take away')!;
    const [yes] = actionsOn(await ask(take.verb, admin, take.data));
    expect(given()).toHaveLength(1);
    await ask(yes!.verb, admin, yes!.data);
    expect(given()).toEqual([]);
    await expect(ask(yes!.verb, admin, yes!.data)).rejects.toMatchObject({ code: 'app.gone' });
    expect(events()).toEqual(['app.give done', 'app.give refused', 'app.take done', 'app.take refused']);
  });

  it('are refused with the role, and by a name that is none', async () => {
    const { ask, security } = scene();
    const wish = { group: security.id, app: lab!.id, role: lab!.appRoles[0] };
    await expect(ask('app.give', owner, wish)).rejects.toMatchObject({
      code: 'app.denied',
      advice: expect.stringContaining('Cloud Application Administrator') as unknown,
    });
    await expect(ask('app.give', admin, { ...wish, app: '"&%/#' })).rejects.toMatchObject({ code: 'app.unknown' });
    await expect(ask('app.take', admin, { group: security.id, assignment: '../x' })).rejects.toMatchObject({
      code: 'app.gone',
    });
  });

  it('and what they may do in it are told by name', async () => {
    const { ask, tenant } = scene();
    expect(wordsOn(await ask('app.grants', owner, { group: groups.designGuild }))).toContain(
      'No app was given a right',
    );
    tenant.work.grants.put({
      id: 'deadbeef-0000-4000-8000-000000000002',
      groupId: groups.designGuild,
      clientId: lab!.id,
      clientAppId: lab!.id,
      resourceAppId: '00000003-0000-0000-c000-000000000000',
      permissionType: 'Application',
      permission: 'TeamMember.Read.Group',
    });
    expect(wordsOn(await ask('app.grants', owner, { group: groups.designGuild }))).toMatch(
      /Dye Lab Bookings\nTeamMember\.Read\.Group/,
    );
  });
});
