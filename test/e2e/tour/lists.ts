import type { Tour } from './tour.ts';

/** A file as the composer sends it. */
function file(...lines: readonly string[]) {
  return { name: 'people.csv', base64: Buffer.from(lines.join('\n')).toString('base64') };
}

/** People send lists of people, owners decide on them, and somebody looks at what became of each row. */
export const listsTour: Tour = {
  area: 'lists',
  async walk({ wren, mirela }) {
    await mirela.write('add many to Research Circle', {
      file: file('UPN;Role', 'zofia.zolc@tessaly.example;', 'lucien.brossard@tessaly.example;owner'),
    });
    const withOwner = await mirela.sees('Add 2 people to Research Circle');
    await mirela.press(withOwner, 'Add them');
    await mirela.sees('2 people were added to Research Circle');

    await mirela.write('remove many from Research Circle', {
      file: file('zofia.zolc@tessaly.example', 'lucien.brossard@tessaly.example'),
    });
    await mirela.press(await mirela.sees('Take 2 people out of Research Circle'), 'Take them out');
    await mirela.sees('2 people were taken out of Research Circle');

    await wren.write('add many to Research Circle', {
      file: file('margarita.reyes@tessaly.example', 'pip.marlowe@tessaly.example', 'lucien.brosard@tessaly.example'),
    });
    await wren.press(await wren.sees('Add 3 people to Research Circle'), 'Add them');
    await wren.press(
      await wren.sees('Only owners can change who is in Research Circle'),
      'Send the list to the owners',
    );
    await wren.sees('Your list is with the owners of Research Circle');
    const asked = await mirela.sees('asks you to add 3 people to Research Circle');
    await mirela.act(asked, { type: 'Action.Execute', verb: 'member.list-asked', data: dataOf(asked) });
    await mirela.press(asked, 'All rows');
    const rows = await mirela.sees('Nearest');
    const open = (verb: string, more: object = {}) =>
      mirela.act(rows, { type: 'Action.Execute', verb, data: { ...dataOf(asked), place: 'new', ...more } });
    await open('member.list-choose', { row: '3' });
    await mirela.sees('Is this lucien.brosard@tessaly.example');
    await open('member.list-mend');
    await mirela.sees('What was not done for Research Circle');
    await mirela.press(asked, 'Add them');
    await mirela.sees('2 people were added to Research Circle');

    await wren.write('add many to Research Circle', { file: file('zofia.zolc@tessaly.example') });
    await wren.press(await wren.sees('Add 1 person to Research Circle'), 'Add them');
    const offer = await wren.sees(/your list of 1 person/u);
    await wren.press(offer, 'Send the list to the owners');
    await mirela.press(await mirela.sees('asks you to add 1 person to Research Circle'), 'Say no');
    await wren.sees('said no to your list for Research Circle');
  },
};

/** The list that a card is about. */
function dataOf({ cards }: { cards: readonly Record<string, unknown>[] }): { list: string } {
  const list = /"list":"([0-9a-f-]{36})"/u.exec(JSON.stringify(cards))?.[1];
  if (list === undefined) throw new Error('The card is about no list.');
  return { list };
}
