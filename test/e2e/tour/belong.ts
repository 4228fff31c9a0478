import type { Tour } from './tour.ts';

/** People find groups, join, leave, are added, removed and made owners, and have their mail and favourites. */
export const belongTour: Tour = {
  area: 'belong',
  async walk({ wren, mirela }) {
    await wren.ask('find groups design', 'Groups that fit');
    await wren.ask('show Book Club', 'Book Club');
    await wren.ask('my groups', 'Your groups');
    await wren.ask('join Book Club', 'You have joined Book Club');
    await wren.ask('favourite Book Club', 'is a favourite');
    await wren.ask('unfavourite Book Club', 'no longer a favourite');
    await wren.ask('subscribe Book Club', 'You get the mail');
    await wren.ask('unsubscribe Book Club', 'no longer get the mail');
    await wren.press(await wren.ask('leave Book Club', 'Leave Book Club?'), 'Leave');
    await mirela.ask('add Wren Adeyemi to Research Circle', 'Wren Adeyemi');
    await mirela.ask('add Rosalind Tighe and Tomás Iriarte to Research Circle', 'Rosalind Tighe');
    await mirela.ask('members of Research Circle', 'Wren Adeyemi');
    await mirela.ask('owners of Research Circle', 'Mirela Vašková');
    await mirela.ask('make owner Wren Adeyemi of Research Circle', 'Wren Adeyemi');
    const drop = await mirela.ask('drop owner Wren Adeyemi of Research Circle', 'Wren Adeyemi');
    await mirela.press(drop, /^Drop|^Remove/u);
    const remove = await mirela.ask('remove Wren Adeyemi from Research Circle', 'Wren Adeyemi');
    await mirela.press(remove, 'Remove');
  },
};
