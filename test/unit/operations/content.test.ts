import { describe, expect, it } from 'vitest';
import { cast, groups } from '../../../src/sandbox/tenant/cast.ts';
import { understand } from '../../../src/operations/understand.ts';
import { actionsOn, walk, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, admin } = cast;
const guild = groups.designGuild;

function scene() {
  const office = openOffice();
  const { tenant } = office;
  const { files, notebooks } = tenant.work;
  const [first] = files.all().filter(({ ownerId, mimeType }) => ownerId === guild && mimeType !== null);
  return {
    ...office,
    securityGroup: [...tenant.groups()].find(({ mailEnabled }) => !mailEnabled)?.id ?? '',
    notebooksNamed: (name: string) => notebooks.all().filter(({ displayName }) => displayName === name),
    events: () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`),
    addFiles: (count: number, parentId: string | null = null) => {
      for (let number = 1; number <= count; number++)
        files.put({ ...first!, id: `01FILE${number}`, name: `Sheet ${number}.docx`, parentId });
    },
  };
}

/** The addresses that buttons open. */
function addressesOn({ card }: { card: Record<string, unknown> }): string[] {
  const found: string[] = [];
  walk(card, (node) => {
    if (node['type'] === 'Action.OpenUrl') found.push(String(node['url']));
  });
  return found;
}

describe('file.list', () => {
  it('shows folders and files with size, time and person, and how full the library is, in one batch', async () => {
    const { ask, calls } = scene();
    const list = await ask('file.list', owner, { group: guild });
    const words = wordsOn(list);
    expect(words).toMatch(/\d(?:\.\d)? MB of 1 TB are used/);
    expect(words).toMatch(/Folder, 3 items · 6\.8 MB · 3 November 2025 · Mirela Vašková/);
    expect(words).toMatch(/Guild charter\.docx\n51 KB/);
    expect(calls.map(({ path }) => path)).toHaveLength(2);
    expect(addressesOn(list).every((url) => url.startsWith('https://'))).toBe(true);
    expect(addressesOn(list).length).toBeGreaterThan(1);
  });

  it('goes into folders and up again', async () => {
    const { ask } = scene();
    let card = await ask('file.list', owner, { group: guild });
    for (const [button, words] of [
      ['Look inside', 'posters.pdf'],
      ['Look inside', 'Critique sheet.docx'],
      ['Up', 'posters.pdf'],
      ['Up', 'Guild charter.docx'],
    ] as const) {
      const { verb, data } = actionsOn(card).find(({ title }) => title === button)!;
      card = await ask(verb, owner, data);
      expect(wordsOn(card)).toContain(words);
    }
    expect(actionsOn(card).map(({ title }) => title)).not.toContain('Up');
  });

  it('pages, in the root and in a folder', async () => {
    const { ask, addFiles } = scene();
    addFiles(20);
    const seen = new Set<string>();
    let card = await ask('file.list', owner, { group: guild });
    for (;;) {
      for (const [, number = ''] of wordsOn(card).matchAll(/Sheet (\d+)/g)) seen.add(number);
      const more = actionsOn(card).find(({ title }) => title === 'More');
      if (!more) break;
      card = await ask(more.verb, owner, more.data);
    }
    expect(seen.size).toBe(20);
    await expect(ask('file.list', owner, { group: guild, next: 'forged' })).rejects.toMatchObject({
      code: 'page.stale',
    });
  });

  it.each([
    [{ drive: '../me/drive' }, 'input.invalid'],
    [{ trail: [{ id: 'a/b', name: 'x' }] }, 'input.invalid'],
    [{ trail: Array.from({ length: 6 }, () => ({ id: 'a', name: 'x' })) }, 'input.invalid'],
    [{ trail: [{ id: 'gone', name: 'x' }] }, 'content.not-found'],
    [{ drive: 'b!none' }, 'content.not-found'],
  ])('follows no forged button (%#)', async (raw, code) => {
    await expect(scene().ask('file.list', owner, { group: guild, ...raw })).rejects.toMatchObject({ code });
  });
});

describe('site.show', () => {
  it('shows lists and the sites below, in one batch', async () => {
    const { ask, calls } = scene();
    const shown = await ask('site.show', owner, { group: guild });
    for (const words of ['Documents', 'Swatches', 'Type Lab', 'Site below this one', 'Letters, specimens'])
      expect(wordsOn(shown)).toContain(words);
    expect(wordsOn(shown)).not.toContain('appdata');
    expect(calls).toHaveLength(2);
    expect(addressesOn(shown).every((url) => url.startsWith('https://'))).toBe(true);
  });
});

describe('notebook.list and notebook.create', () => {
  it('show them, and make one under a name in any script', async () => {
    const { ask, notebooksNamed, events } = scene();
    expect(wordsOn(await ask('notebook.list', owner, { group: guild }))).toContain('Critique notes');
    const done = await ask('notebook.create', owner, { group: guild, displayName: 'Ω 笔记 & دفتر #%' });
    expect(notebooksNamed('Ω 笔记 & دفتر #%')).toHaveLength(1);
    expect(wordsOn(done)).toContain('is there');
    expect(events()).toEqual(['notebook.create done']);
    const again = await ask('notebook.create', owner, { group: guild, displayName: 'Ω 笔记 & دفتر #%' });
    expect(wordsOn(again)).toContain('a notebook of this name already');
    expect(notebooksNamed('Ω 笔记 & دفتر #%')).toHaveLength(1);
  });

  it.each([
    ['', 'needs a name'],
    ['x'.repeat(129), 'this has 129'],
    ['Why?', 'cannot have ?'],
    ["Ada's", "cannot have '"],
    ['a<b', 'cannot have <'],
  ])(
    'tells beside the field what is wrong with a name, and asks Graph for nothing (%#)',
    async (displayName, words) => {
      const { ask, calls, events } = scene();
      const form = await ask('notebook.create', owner, { group: guild, displayName, confirmed: 'yes' });
      expect(form.isQuestion).toBe(true);
      expect(wordsOn(form)).toContain(words);
      expect(calls.filter(({ method, path }) => method === 'POST' && path !== '/$batch')).toEqual([]);
      expect(events()).toEqual([]);
    },
  );
});

describe('what a group keeps', () => {
  const verbs = ['file.list', 'site.show', 'notebook.list', 'notebook.create'];
  it.each(verbs)('%s is for those who may look into the group', async (verb) => {
    const { ask, notebooksNamed } = scene();
    const asked = ask(verb, employee, { group: guild, ...(verb === 'notebook.create' && { displayName: 'Mine' }) });
    await expect(asked).rejects.toMatchObject({ code: 'content.denied' });
    expect(notebooksNamed('Mine')).toEqual([]);
  });

  it.each(verbs)('%s explains a group that has none', async (verb) => {
    const { ask, securityGroup } = scene();
    await expect(ask(verb, admin, { group: securityGroup, displayName: 'A' })).rejects.toMatchObject({
      code: 'content.wrong-kind',
    });
  });

  it.each([
    ['files of Design Guild', 'file.list', { group: 'Design Guild' }],
    ['site of Design Guild', 'site.show', { group: 'Design Guild' }],
    ['notebooks of Design Guild', 'notebook.list', { group: 'Design Guild' }],
    [
      'new notebook Field notes in Design Guild',
      'notebook.create',
      { group: 'Design Guild', displayName: 'Field notes' },
    ],
    [
      'new notebook “State of the art” in Design Guild',
      'notebook.create',
      { group: 'Design Guild', displayName: 'State of the art' },
    ],
  ])('%s', (sentence, name, input) => {
    const understood = understand(sentence);
    expect('operation' in understood && [understood.operation.name, understood.input]).toEqual([name, input]);
  });
});
