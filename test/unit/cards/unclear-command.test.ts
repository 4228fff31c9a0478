import { expect, it } from 'vitest';
import { unclearCommandCard } from '../../../src/cards/unclear-command.ts';
import { understand } from '../../../src/operations/understand.ts';
import { actionsOn, wordsOn } from '../../support/builders.ts';

function cardFor(sentence: string) {
  const understood = understand(sentence);
  if (!('why' in understood)) throw new Error(`understood ${understood.operation.name}`);
  return unclearCommandCard(understood);
}

it('lets somebody choose between two things that one sentence says', () => {
  const card = cardFor('Renew Energy Club, favourite it please');
  expect(wordsOn(card)).toContain('Which of these do you mean?');
  expect(actionsOn(card).map(({ title, verb, data }) => [title, verb, data])).toEqual([
    ['Renew “Energy Club”', 'group.renew', { group: 'Energy Club' }],
    ['Favourite “Renew Energy Club”', 'group.favorite', { group: 'Renew Energy Club' }],
    ['Show everything I can do', 'help', {}],
  ]);
});

it('asks before what was not plainly asked for, and says that nothing was done', () => {
  const card = cardFor('Design Guild, delete it');
  expect(wordsOn(card)).toMatch(/Shall I\?.*nothing was done/su);
  expect(actionsOn(card)[0]).toMatchObject({ verb: 'group.delete', data: { group: 'Design Guild' } });
});

it('shows what people wrote as text', () => {
  const card = cardFor('Design [x](https://evil.example), delete it');
  expect(wordsOn(card)).toContain('“Design [x](https://evil.example)”');
  expect(JSON.stringify(card.card['body'])).not.toContain('[x](https');
});

it('gives a button to each of the nearest, which asks for what was not said', () => {
  const actions = actionsOn(cardFor('Mona forgot the notebooks'));
  expect(actions.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['notebook.list', 'help']));
});

it('offers what people need first where nothing is near', () => {
  const verbs = actionsOn(cardFor('frobnicate the widgets')).map(({ verb }) => verb);
  expect(verbs).toEqual(['group.find', 'group.mine', 'group.request', 'help']);
});
