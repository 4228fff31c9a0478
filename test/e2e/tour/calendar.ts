import { groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

/** Something is planned, looked at, moved and called off. */
export const calendarTour: Tour = {
  area: 'calendar',
  async walk({ mirela, tomas }) {
    await mirela.ask('what is on in Design Guild', 'Critique');
    const words = 'plan a meeting in Design Guild tomorrow at 10 for an hour: Tour of the studio';
    const planned = await mirela.ask(words, 'Tour of the studio is planned');
    const invitation = await mirela.ask('plan a meeting', 'Plan a meeting');
    await mirela.press(invitation, 'Plan it', {
      group: groups.designGuild,
      subject: 'Portfolio hour',
      day: '2030-05-02',
      start: '10:00',
      invited: tomas.id,
    });
    await mirela.sees('Portfolio hour is planned');
    await mirela.ask('events of Design Guild', 'Tour of the studio');
    await mirela.press(planned, 'Show it');
    const shown = await mirela.sees('Calendar of');
    await mirela.press(shown, 'Change…');
    const form = await mirela.sees('Times are by your own clock', { except: [shown.id] });
    await mirela.press(form, 'Save', { location: 'Studio & yard' });
    await mirela.sees('Tour of the studio is changed');
    await mirela.press(shown, 'Cancel it');
    await mirela.press(await mirela.sees('Cancel Tour of the studio?'), 'Cancel it');
    await mirela.sees('Tour of the studio is cancelled');
  },
};
