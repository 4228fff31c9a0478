import { describe, expect, it } from 'vitest';
import { valuesIn } from '../../../../src/domain/extensions.ts';
import { cast, groups } from '../../../../src/sandbox/tenant/cast.ts';
import { actionsOn, wordsOn } from '../../../support/builders.ts';
import { openOffice } from '../../../support/office.ts';

const { admin, owner, employee } = cast;
const group = groups.designGuild;

function scene() {
  const office = openOffice();
  const kept = () =>
    office.tenant.work.extensions.all().map(({ extensionName, values }) => ({ extensionName, values }));
  const events = () => office.store.events.map(({ operation, outcome }) => `${operation} ${outcome}`);
  return { ...office, kept, events };
}

describe('extra data of a group', () => {
  it('is written, shown, changed line by line, and deleted after a question', async () => {
    const { ask, kept, events } = scene();
    expect(wordsOn(await ask('extension.show', employee, { group }))).toContain('Nothing is kept with it');
    await ask('extension.put', owner, { group, lines: 'costCentre = 4711\nnote = "12"\nמרכז = x' }).then((card) =>
      expect(wordsOn(card)).toContain('should be name = value'),
    );
    await ask('extension.put', owner, { group, lines: 'costCentre = 4711\nnote = "12"\nopen = yes' });
    expect(kept()).toEqual([{ extensionName: 'muster.data', values: { costCentre: 4711, note: '12', open: true } }]);
    const form = await ask('extension.put', owner, { group });
    expect(wordsOn(form)).toContain('costCentre = 4711\nnote = "12"\nopen = true');
    await ask('extension.put', owner, { group, lines: 'costCentre = 4712; owner = עדה & \'"%/#' });
    expect(kept()).toMatchObject([{ values: { costCentre: 4712, owner: 'עדה & \'"%/#' } }]);
    expect(Object.keys(kept()[0]!.values)).not.toContain('note');

    const list = await ask('extension.show', employee, { group });
    expect(wordsOn(list)).toMatch(/Written here\ncostCentre = 4712/);
    const remove = actionsOn(list).find(({ title }) => title === 'Delete')!;
    const [yes] = actionsOn(await ask(remove.verb, owner, remove.data));
    expect(kept()).toHaveLength(1);
    await ask(yes!.verb, owner, yes!.data);
    expect(kept()).toEqual([]);
    await expect(ask(yes!.verb, owner, yes!.data)).rejects.toMatchObject({ code: 'extension.not-found' });
    expect(events()).toEqual(['extension.put done', 'extension.put done', 'extension.delete done']);
  });

  it('is the owners’ and the administrators’ to change', async () => {
    const { ask, kept } = scene();
    await expect(ask('extension.put', employee, { group, lines: 'a = 1' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    await ask('extension.put', admin, { group, extension: 'com.contoso.x', lines: 'a = 1' });
    expect(kept()).toMatchObject([{ extensionName: 'com.contoso.x' }]);
    await expect(ask('extension.put', admin, { group, extension: '../../users' })).rejects.toMatchObject({
      kind: 'input',
    });
  });

  it.each([
    ['', 'at least one line'],
    ['a = 1\na = 2', 'stands there twice'],
    ['id = 1', 'should be name = value'],
    ['@odata.type = x', 'should be name = value'],
    [`a = ${'x'.repeat(2_000)}`, 'under 2000'],
    [Array.from({ length: 51 }, (_, at) => `a${at} = 1`).join('\n'), '50 lines'],
  ])('is not taken when it cannot be read (%#)', (text, words) => {
    expect(valuesIn(text)).toEqual({ problem: expect.stringContaining(words) as unknown });
  });
});

describe('schema extensions', () => {
  it('are defined by a form, listed, and a group gets values of them', async () => {
    const { ask, tenant, events } = scene();
    const filled = {
      id: 'projects',
      description: 'What it is about',
      properties: 'code: string\nbudget: Integer',
      filled: 'yes',
    };
    expect(wordsOn(await ask('schema.create', admin, filled))).toContain('projects is defined');
    const [schema] = tenant.work.schemas.all();
    expect(schema).toMatchObject({
      targetTypes: ['Group'],
      properties: [
        { name: 'code', type: 'String' },
        { name: 'budget', type: 'Integer' },
      ],
    });
    expect(wordsOn(await ask('schema.list', employee))).toContain('What it is about: code (String), budget (Integer)');
    const put = { group, schema: schema!.id };
    expect(wordsOn(await ask('schema.put', owner, put))).toContain('code (String), budget (Integer)');
    await ask('schema.put', owner, { ...put, lines: 'code = 12\nbudget = 500' });
    expect(tenant.work.schemaValues.get(group)?.values[schema!.id]).toEqual({ code: '12', budget: 500 });
    expect(wordsOn(await ask('schema.put', owner, put))).toContain('code = "12"\nbudget = 500');
    await ask('schema.put', owner, { ...put, lines: 'budget = ' });
    expect(tenant.work.schemaValues.get(group)?.values[schema!.id]).toEqual({ code: '12' });
    expect(wordsOn(await ask('schema.put', owner, { ...put, lines: 'colour = red' }))).toContain('no value “colour”');
    await expect(ask('schema.put', owner, { ...put, lines: 'budget = much' })).rejects.toMatchObject({
      code: 'extension.refused',
    });
    await expect(ask('schema.put', employee, { ...put, lines: 'code = 1' })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
    await expect(ask('schema.put', owner, { group, schema: 'nothing' })).rejects.toMatchObject({
      code: 'schema.unknown',
    });
    expect(events().slice(0, 3)).toEqual(['schema.create done', 'schema.put done', 'schema.put done']);
  });

  it.each([
    [{ id: '1st' }, 'one word of letters'],
    [{ description: '' }, 'up to 200'],
    [{ properties: 'code: Text' }, 'Types are'],
    [{ properties: '' }, 'Types are'],
  ])('say beside the field what is wrong with %j', async (wrong, words) => {
    const { ask, tenant } = scene();
    const filled = { id: 'projects', description: 'x', properties: 'code: String', filled: 'yes', ...wrong };
    expect(wordsOn(await ask('schema.create', admin, filled))).toContain(words);
    expect(tenant.work.schemas.all()).toEqual([]);
  });
});
