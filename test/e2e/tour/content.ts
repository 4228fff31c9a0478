import type { Tour } from './tour.ts';

/** People look at the files, the site and the notebooks of a group, and make a notebook. */
export const contentTour: Tour = {
  area: 'content',
  async walk({ mirela }) {
    const files = await mirela.ask('files of Design Guild', 'are used');
    await mirela.press(files, 'Look inside');
    await mirela.ask('site of Design Guild', 'Type Lab');
    await mirela.ask('notebooks of Design Guild', 'Critique notes');
    await mirela.ask('new notebook Field notes in Design Guild', 'Field notes is there');
  },
};
