import type { Tour } from './tour.ts';

/** A group gets another name, description and look. */
export const profileTour: Tour = {
  area: 'profile',
  async walk({ mirela }) {
    await mirela.ask('rename Research Circle to Field Circle Design', 'Field Circle Design is changed');
    await mirela.ask('rename Field Circle Design to Research Circle Design', 'is changed');
    await mirela.ask('describe Research Circle Design as Finds & keeps', 'is changed');
    const form = await mirela.ask('edit Research Circle Design', 'Colour in Outlook');
    await mirela.press(form, 'Save', { theme: 'Teal' });
    const mail = await mirela.ask('mail settings of Research Circle Design', 'Address book');
    await mirela.press(mail, 'Save', { hideFromAddressLists: 'true' });
    for (const visibility of ['public', 'private']) {
      const question = await mirela.ask(
        `make Research Circle Design ${visibility}`,
        `Make Research Circle Design ${visibility}?`,
      );
      await mirela.press(question, `Make it ${visibility}`);
    }
  },
};
