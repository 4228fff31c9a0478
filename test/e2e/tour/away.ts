import { ticked } from '../../support/card-reading.ts';
import type { Tour } from './tour.ts';

const circle = 'Research Circle';

/** Somebody is away: a colleague decides, or does not want to; and what people set for themselves. */
export const awayTour: Tour = {
  area: 'away',
  async walk({ wren, mirela, tomas, ingrid }) {
    await mirela.ask('my settings', 'Your settings');
    await mirela.ask('quiet hours', 'When do you want no messages?');
    await mirela.ask('quiet hours 03:00 to 03:01', '03:00 to 03:01');
    await mirela.ask('usual quiet hours', 'Quiet hours');
    await mirela.ask('I am away', 'Who decides while you are away?');
    const set = await mirela.ask('I am away for 5 days, Tomás Iriarte decides for me', 'Tomás Iriarte decides for you');
    await tomas.press(await tomas.sees('You decide for Mirela Vašková'), 'Not me');
    await mirela.sees('Tomás Iriarte pressed “Not me”');
    await mirela.ask('hand my approvals to Tomás Iriarte for a week', 'Tomás Iriarte decides for you');
    await tomas.sees('You decide for Mirela Vašková');
    await wren.press(await wren.ask(`join ${circle}`, 'Ask to join'), 'Send request', { reason: 'I dig.' });
    await tomas.sees(`Wren Adeyemi asks to join ${circle}`);
    const list = await tomas.ask('waiting for me', 'Waiting for you');
    await tomas.press(list, 'Reject', { ...ticked(list), reason: 'Not without Mirela.' });
    await wren.sees('Not without Mirela.');
    await wren.press(await wren.ask(`join ${circle}`, 'Ask to join'), 'Send request', { reason: 'I still dig.' });
    await mirela.sees(`Wren Adeyemi asks to join ${circle}`);
    const hers = await mirela.ask('waiting for me', 'Waiting for you');
    await mirela.press(hers, 'Approve chosen', ticked(hers));
    await wren.sees(`Your request to join ${circle}: approved`);
    await mirela.press(set, 'I am back');
    await mirela.ask('I am back', 'You are back.');
    await ingrid.ask('audit', 'away');
    await wren.press(await wren.ask(`leave ${circle}`, `Leave ${circle}?`), 'Leave');
  },
};
