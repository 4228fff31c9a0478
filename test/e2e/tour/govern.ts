import { groups } from '../../../src/sandbox/tenant/cast.ts';
import { resourceApps } from '../../../src/sandbox/tenant/apps.ts';
import type { Message } from '../../../src/sandbox/page/api.ts';
import type { Person } from '../../support/person.ts';
import type { Tour } from './tour.ts';

/** Presses a button and reads what the same message, or a new one, says then. */
async function then(who: Person, message: Message, title: string, saying: string, inputs = {}): Promise<Message> {
  await who.press(message, title, inputs);
  return who.sees(saying);
}

/** The expiration policy becomes one for selected groups, covers one, is deleted and made again. */
async function policies(ingrid: Person, mirela: Person): Promise<void> {
  await mirela.ask('which policy covers Design Guild', 'Design Guild is under the expiration policy');
  const shown = await ingrid.ask('expiration policy', 'Lifetime');
  const form = await then(ingrid, shown, 'Change it…', 'How many days a group lives');
  const values = { lifetime: '200', reach: 'selected', addresses: '' };
  const question = await then(ingrid, form, 'Go on', 'Change the expiration policy?', values);
  await then(ingrid, question, 'Save for everybody', 'The expiration policy is changed');
  await ingrid.ask('never let expire Design Guild', 'Design Guild does not expire any more');
  await ingrid.ask('let expire Design Guild', 'Design Guild is under the expiration policy');
  const gone = await ingrid.ask('delete expiration policy', 'Delete the expiration policy?');
  await then(ingrid, gone, 'Delete it', 'The expiration policy is deleted');
  const anew = await ingrid.ask('set expiration policy', 'Set an expiration policy');
  const meaning = await then(ingrid, anew, 'Go on', 'Let groups expire?', { ...values, lifetime: '180', reach: 'all' });
  await then(ingrid, meaning, 'Save for everybody', 'Groups have an expiration policy now');
}

/** The blocked words change and change back; a group keeps guests out for a while. */
async function settings(ingrid: Person): Promise<void> {
  await ingrid.ask('setting templates', 'Group.Unified.Guest');
  for (const words of ['CEO,Payroll', 'CEO,Payroll,Confidential,Tessaly Official']) {
    const shown = await ingrid.ask('group settings', 'Words that names must not hold');
    const form = await then(ingrid, shown, 'Change…', 'Change the settings for groups');
    const question = await then(ingrid, form, 'Go on', 'for the whole organisation?', {
      set_CustomBlockedWordsList: words,
    });
    await then(ingrid, question, 'Save for everybody', 'The settings for groups are changed');
  }
  const out = await ingrid.ask('keep guests out of Book Club', 'Guests cannot be added to Book Club');
  await ingrid.ask('let guests into Book Club', 'Guests may be added to Book Club');
  await ingrid.ask('guest settings of Book Club', 'Book Club');
  const question = await then(ingrid, out, 'As the organisation says', 'Reset the settings of Book Club?');
  await then(ingrid, question, 'Reset', 'Nothing was chosen for this group');
}

/** A security group passes on a licence and an app for a while. */
async function licencesAndApps(ingrid: Person): Promise<void> {
  await ingrid.ask('licence errors', 'Every licence of a group has reached');
  const services = await ingrid.ask(
    'assign licence TESSALY_DRAWING to SEC Design Licences',
    'Services that are switched off',
  );
  const assigned = await then(ingrid, services, 'Assign', 'has TESSALY_DRAWING');
  await then(ingrid, assigned, 'Licences of the group', 'With all its services');
  const question = await ingrid.ask('remove licence TESSALY_DRAWING from SEC Design Licences', 'lose it');
  await then(ingrid, question, 'Remove', 'no longer has TESSALY_DRAWING');
  const form = await ingrid.ask('give app Dye Lab Bookings to SEC Design Licences', 'Cloud Application Administrator');
  const given = await then(ingrid, form, 'Give it', 'has Dye Lab Bookings', { role: resourceApps[0]?.appRoles[0] });
  const list = await then(ingrid, given, 'Apps of the group', 'Operator');
  const taking = await then(ingrid, list, 'Take away', 'cannot any more');
  await then(ingrid, taking, 'Take it away', 'no longer has Dye Lab Bookings');
  await ingrid.ask('which apps may read Design Guild', 'No app was given a right');
}

/** A group gets a cost centre, by its own data and by a schema extension. */
async function extensions(ingrid: Person, schemaId: () => string): Promise<void> {
  for (const lines of ['costCentre = 4711', 'costCentre = 4712']) {
    const form = await ingrid.ask('put extra data on Book Club', 'Values, a line each');
    await then(ingrid, form, 'Save', 'Data of Book Club is saved', { lines });
  }
  const list = await ingrid.ask('extra data of Book Club', 'costCentre = 4712');
  const question = await then(ingrid, list, 'Delete', 'It cannot be brought back');
  await then(ingrid, question, 'Delete', 'Data of Book Club is deleted');
  const define = await ingrid.ask('define schema extension', 'Define a schema extension');
  const schema = { id: 'costs', description: 'What it costs', properties: 'centre: Integer' };
  const defined = await then(ingrid, define, 'Define', 'costs is defined', schema);
  await then(ingrid, defined, 'Schema extensions', 'What it costs: centre');
  const form = await ingrid.ask(`set schema values ${schemaId()} to Book Club`, 'centre (Integer)');
  await then(ingrid, form, 'Save', 'Data of Book Club is saved', { lines: 'centre = 4711' });
}

/** Administrators say how groups live; who owns one sees what holds. */
export const governTour: Tour = {
  area: 'govern',
  async walk({ ingrid, mirela, muster }) {
    await ingrid.ask('what changed', 'You have not asked before');
    await policies(ingrid, mirela);
    await settings(ingrid);
    await licencesAndApps(ingrid);
    await extensions(ingrid, () => muster.sandbox.tenant.work.schemas.all()[0]?.id ?? '');
    muster.sandbox.tenant.deleteGroup(groups.bookClub);
    await ingrid.ask('what changed since last time', 'since you asked on');
    muster.sandbox.tenant.restoreGroup(groups.bookClub);
  },
};
