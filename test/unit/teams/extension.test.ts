import { afterEach, describe, expect, it } from 'vitest';
import { AppError, SignInRequired } from '../../../src/domain/errors.ts';
import { tenantId } from './support/fake-channel.ts';
import { card, openStage, query, type Stage } from './support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe('the message extension', () => {
  const search = (rows: { title: string; text: string }[]) => ({
    extension: {
      title: 'Find',
      parameter: { name: 'words', title: 'Words', description: '' },
      search: (words: string, page: { skip: number; count: number }) =>
        Promise.resolve(rows.map((row) => ({ ...row, card: card(`${words} ${page.skip}-${page.count}`).card }))),
    },
  });

  it('offers rows with a preview that a name cannot turn into markup', async () => {
    stage = await openStage({ operations: { find: search([{ title: '<b>Design</b>', text: 'public' }]) } });
    const { status, body } = await stage.post(query(stage, 'find', { queryOptions: { skip: 25, count: 10 } }));
    expect(status).toBe(200);
    expect(body).toEqual({
      composeExtension: {
        type: 'result',
        attachmentLayout: 'list',
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: card('design 25-10').card,
            preview: {
              contentType: 'application/vnd.microsoft.card.thumbnail',
              content: { title: '‹b›Design‹/b›', text: 'public' },
            },
          },
        ],
      },
    });
  });
  it('looks with no words at first, and survives odd paging', async () => {
    stage = await openStage({ operations: { find: search([{ title: 'x', text: 'y' }]) } });
    const value = { parameters: [{ name: 'initialRun', value: 'true' }], queryOptions: { skip: -1, count: 9999 } };
    expect(JSON.stringify((await stage.post(query(stage, 'find', value))).body)).toContain('" 0-25"');
  });
  it('has an empty list, a sentence for an error, and its own sign-in', async () => {
    let error: Error | undefined;
    const row = search([]);
    row.extension.search = () => (error ? Promise.reject(error) : Promise.resolve([]));
    stage = await openStage({ operations: { find: row } });
    expect((await stage.post(query(stage, 'find'))).body).toMatchObject({
      composeExtension: { type: 'result', attachments: [] },
    });
    error = new AppError('upstream', { code: 'graph.down', advice: 'later' });
    expect((await stage.post(query(stage, 'find'))).body).toEqual({
      composeExtension: { type: 'message', text: 'failed graph.down' },
    });
    error = new SignInRequired('noToken', ['User.Read']);
    expect((await stage.post(query(stage, 'find'))).body).toEqual({ composeExtension: { type: 'silentAuth' } });
  });
  it('knows no command without that door', async () => {
    stage = await openStage({ operations: { hello: {} } });
    expect((await stage.post(query(stage, 'hello'))).status).toBe(501);
    expect((await stage.post(query(stage, 'other'))).status).toBe(501);
  });
  it('does not believe that it is in the chat from which it was asked', async () => {
    stage = await openStage({ operations: { find: search([]) } });
    await stage.post({
      ...query(stage, 'find'),
      conversation: { conversationType: 'personal', tenantId, id: 'a:two-others' },
    });
    expect(await stage.store.conversations.get(tenantId, 'a:two-others')).toBeUndefined();
  });
});
