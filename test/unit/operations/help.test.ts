import { describe, expect, it } from 'vitest';
import { operationNamed } from '../../../src/operations/index.ts';
import { actionsOn, ada, wordsOn, world } from '../../support/builders.ts';

const help = operationNamed('help')!;

describe('help', () => {
  it('tells everything that can be said, page by page, without a sign-in', async () => {
    expect([help.scopes, help.answersInPublic]).toEqual([[], true]);
    const { ask } = world();
    let words = '';
    let raw: Record<string, unknown> | undefined = {};
    while (raw) {
      const page = await ask(help, ada, raw);
      words += wordsOn(page);
      raw = actionsOn(page).find(({ title }) => title.startsWith('More'))?.data;
    }
    for (const phrase of [
      'find groups',
      'join group',
      'leave group',
      'my groups',
      'waiting for me',
      'my requests',
      'sign out',
    ]) {
      expect(words).toContain(`**${phrase}**`);
    }
  });

  it('leads to each area, with how much there is in it', async () => {
    const { ask } = world();
    const first = await ask(help, ada, {});
    const areas = actionsOn(first).filter(({ title }) => /\(\d+\)$/u.test(title) && !title.startsWith('More'));
    expect(areas.map(({ title }) => title.replace(/ .*/u, ''))).toEqual(
      expect.arrayContaining(['Groups', 'People', 'You']),
    );
    for (const { title, data } of areas) {
      const count = Number(/\d+/u.exec(title)?.[0]);
      const page = await ask(help, ada, data);
      const more = actionsOn(page).find((action) => action.title.startsWith('More'))?.title;
      const listed = (wordsOn(page).match(/For example:/gu) ?? []).length;
      expect(listed + Number(/\d+/u.exec(more ?? '0')?.[0])).toBe(count);
    }
    expect(actionsOn(await ask(help, ada, { words: 'groups', next: 6 })).map(({ title }) => title)).not.toContain(
      areas[0]?.title,
    );
  });

  it('finds what fits an area or a word', async () => {
    const words = wordsOn(await world().ask(help, ada, { words: 'requests' }));
    expect(words).toContain('**my requests**');
    expect(words).not.toContain('**leave group**');
    expect(wordsOn(await world().ask(help, ada, { words: 'weather' }))).toContain('Nothing fits');
  });
});
