import { cast } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

/** Who is where, nested groups followed, and who is who. */
export const membershipsTour: Tour = {
  area: 'memberships',
  async walk({ wren, ingrid }) {
    await wren.ask('everybody in SEC Build Servers', 'Through a group inside it');
    await wren.ask('which groups is SEC Release Managers EMEA in', 'Groups of SEC Release Managers EMEA');
    const around = await wren.sees('Groups of SEC Release Managers EMEA');
    await wren.press(around, 'Roles too');
    await wren.ask('am I in Book Club', /Book Club/u);
    await wren.ask('is SEC Release Managers in SEC Build Servers', 'Yes, SEC Release Managers is in');
    const groups = await wren.ask('groups of Ingrid Solheim', 'Groups of Ingrid Solheim');
    await wren.press(groups, 'What they may do');
    await wren.press(groups, 'Roles too');
    await wren.ask('roles of Design Guild', 'no administrator role');
    await ingrid.ask('who am I', 'Global Administrator');
    await ingrid.ask(`who is ${cast.employee.displayName}`, 'Design');
    await ingrid.ask('all my groups', 'Everything you are in');
    await ingrid.ask('what do I own', 'What you own');
    const nest = await ingrid.ask('nest SEC Payroll in SEC Build Servers', 'Put SEC Payroll inside');
    await ingrid.press(nest, 'Put it inside');
    const device = await ingrid.ask(
      'add device RECEPTION-KIOSK to SEC Build Servers',
      'is inside SEC Build Servers now',
    );
    await ingrid.press(device, 'What it may do');
    await ingrid.press(device, 'Where else it is');
    const where = await ingrid.sees('Groups of RECEPTION-KIOSK');
    await ingrid.press(where, 'Roles too');
    await ingrid.ask('add app Swatch Catalogue to SEC Build Servers', 'is inside SEC Build Servers now');
    await ingrid.ask('what is inside SEC Build Servers', 'RECEPTION-KIOSK');
    const out = await ingrid.ask('remove group SEC Payroll from SEC Build Servers', 'Take SEC Payroll out');
    await ingrid.press(out, 'Take out');
    const many = await ingrid.ask('add many to SEC Payroll', 'Add many people to SEC Payroll');
    await ingrid.press(many, 'Add them', {
      people: `Name;Mail\nWren;${cast.employee.principalName}\nNobody;no@one.example`,
    });
    await ingrid.sees('1 person was added to SEC Payroll');
    await wren.ask('people near me', 'the nearest first');
  },
};
