import { afterEach, describe, expect, it } from 'vitest';
import { AmbiguousGroup, AppError, SignInRequired } from '../../../src/domain/errors.ts';
import type { Outcome } from '../../../src/operations/operation.ts';
import { tenantId } from './support/fake-channel.ts';
import { activity, card, dialog, inChannel, openStage, type Doing, type Stage } from './support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const door = { title: 'Add people', command: { description: 'Add people' } };
const form = (text: string, verb = 'member.add'): Outcome => {
  const send = { type: 'Action.Execute', title: 'Add', verb, data: { group: 'g' } };
  const back = { type: 'Action.Execute', title: 'Not now', verb: 'group.show', data: {} };
  return { text, card: { ...card(text).card, actions: [send, back] }, isQuestion: true };
};
/** Asks whom, then does it. */
const asksFirst: Doing = ({ people }) => (typeof people === 'string' ? card(`added ${people}`) : form('Who?'));
const openDialogs = async (does: Doing = asksFirst, more: Partial<Parameters<typeof openStage>[0]> = {}) => {
  stage = await openStage({
    operations: { 'member.add': { dialog: door, answersInPublic: false, does }, 'group.show': {}, 'group.delete': {} },
    ...more,
  });
};
const opened = { verb: 'member.add', group: 'g' };
const fetchTask = (data: Record<string, unknown> = opened, parts = {}) =>
  stage.post(dialog(stage, 'task/fetch', { type: 'task/fetch', ...data }, parts));
const submit = (data: Record<string, unknown>, parts = {}) =>
  stage.post(dialog(stage, 'task/submit', { ...opened, opened, ...data }, parts));
const command = (value: Record<string, unknown> = {}, parts = {}) =>
  stage.post(dialog(stage, 'composeExtension/fetchTask', { commandId: 'member.add', ...value }, parts));
const submitCommand = (data: unknown, parts = {}) =>
  stage.post(dialog(stage, 'composeExtension/submitAction', { commandId: 'member.add', data }, parts));
const message = (value: unknown) => ({ status: 200, body: { task: { type: 'message', value } } });

interface Continued {
  task: {
    type: string;
    value: { title: string; card: { content: { actions?: unknown[]; body: [{ text: string }] } } };
  };
}
const shown = ({ body }: { body: unknown }) => {
  expect(body).toMatchObject({ task: { type: 'continue' } });
  return (body as Continued).task.value.card.content;
};

describe('a dialog from a card', () => {
  it('opens with the form, whose only button sends the same verb', async () => {
    await openDialogs();
    const answer = await fetchTask();
    expect(answer).toMatchObject({
      status: 200,
      body: {
        task: {
          type: 'continue',
          value: {
            title: 'Add people',
            height: 'medium',
            width: 'medium',
            card: { contentType: 'application/vnd.microsoft.card.adaptive' },
          },
        },
      },
    });
    expect(shown(answer).actions).toEqual([
      { type: 'Action.Submit', title: 'Add', data: { group: 'g', opened, verb: 'member.add' } },
    ]);
    expect(stage.ran[0]?.raw).toEqual({ group: 'g' });
    expect(stage.channel.calls).toEqual([]);
  });

  it('closes when it is done, and the result is a message in the chat', async () => {
    await openDialogs();
    expect(await submit({ people: 'ada' })).toEqual({ status: 200, body: undefined });
    expect(stage.ran[0]?.raw).toEqual({ group: 'g', people: 'ada' });
    expect(stage.channel.traffic).toEqual(['POST /a:ada/activities']);
    expect(stage.channel.calls[0]!.body).toMatchObject({ summary: 'added ada' });
  });

  it('goes on while something is open', async () => {
    await openDialogs();
    expect(shown(await submit({})).body[0].text).toBe('Who?');
    expect(stage.channel.calls).toEqual([]);
  });

  it('asks which group is meant without losing what was filled in', async () => {
    const raws: unknown[] = [];
    await openDialogs((raw) => {
      raws.push(raw);
      return Promise.reject(new AmbiguousGroup('Design', []));
    });
    // The card of this stage has no buttons: what a dialog cannot answer is shown as it is.
    expect(shown(await submit({ people: 'ada' })).body[0].text).toBe('which Design');
    expect(raws).toEqual([{ group: 'g', people: 'ada' }]);
  });

  it('answers in the own chat of whoever opened it where others read, and says so', async () => {
    await openDialogs();
    const { body } = await submit({ people: 'ada' }, inChannel);
    expect(body).toEqual(message('added ada. The card about it is in your own chat with Muster.').body);
    expect(stage.channel.traffic).toEqual(['POST ', 'POST /a:opened/activities']);
  });

  it('says what was done also when the card about it cannot be sent', async () => {
    await openDialogs();
    stage.channel.faults.push({ status: 400 });
    expect(await submit({ people: 'ada' })).toEqual(message('added ada. The card about it could not be sent.'));
    stage.channel.faults.push({ status: 403, code: 'BotNotInConversationRoster' });
    expect(JSON.stringify(await submit({ people: 'ada' }, { ...inChannel, id: 'f:other' }))).toContain(
      'add Muster for yourself',
    );
  });

  it('that has nothing to ask says what came of it', async () => {
    await openDialogs(() => card('joined'));
    expect(await fetchTask()).toEqual(message('joined'));
    expect(stage.channel.traffic).toEqual(['POST /a:ada/activities']);
  });

  it('leaves to the chat what a dialog cannot answer', async () => {
    await openDialogs(() => form('Leave?', 'group.leave'));
    expect(await fetchTask()).toEqual(message('Leave?'));
    expect(stage.channel.calls[0]!.body).toMatchObject({ summary: 'Leave?' });
  });

  it('shows what went wrong, with a way back to the form as it was opened', async () => {
    await openDialogs(() => Promise.reject(new AppError('denied', { code: 'group.denied', advice: 'no' })));
    const refused = shown(await submit({ people: 'ada' }));
    expect(refused.body[0].text).toBe('failed group.denied');
    expect(refused.actions).toEqual([{ type: 'Action.Submit', title: 'Back', data: { ...opened, opened } }]);
    expect(shown(await fetchTask()).actions).toBeUndefined();
    expect(stage.channel.calls).toEqual([]);
  });

  it('apologises for our own bugs without telling them', async () => {
    await openDialogs(() => Promise.reject(new Error('secret')));
    const answer = await submit({ people: 'ada' });
    expect(shown(answer).body[0].text).toMatch(/^sorry /u);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  it.each([
    ['an unknown verb', { verb: 'nothing.known' }],
    ['an operation without a dialog', { verb: 'group.delete' }],
    ['no verb', { verb: undefined }],
    ['a verb that is no text', { verb: ['member.add'] }],
  ])('does not open for %s', async (_what, data) => {
    await openDialogs();
    const answers = [await fetchTask(data), await submit(data)];
    if (data.verb !== undefined) answers.push(await submitCommand(data));
    for (const answer of answers)
      expect(answer).toEqual(message('This button is of an older version. Please ask for the card again.'));
    expect(stage.ran).toEqual([]);
  });

  it.each([null, 'text', 5, [], {}, { data: null }, { data: 'x' }, { data: [1] }])(
    'answers %j without failing',
    async (value) => {
      await openDialogs();
      for (const name of [
        'task/fetch',
        'task/submit',
        'composeExtension/fetchTask',
        'composeExtension/submitAction',
      ] as const)
        expect((await stage.post({ ...dialog(stage, name, {}), value })).body).toMatchObject({
          task: { type: 'message' },
        });
      expect(stage.ran).toEqual([]);
    },
  );

  it('is for people of the directory', async () => {
    await openDialogs();
    expect(JSON.stringify(await submit({ people: 'ada' }, { from: { id: '29:x' } }))).toContain(
      'did not say which account',
    );
    expect(stage.ran).toEqual([]);
  });

  it('does not carry along more than a form is opened with', async () => {
    await openDialogs();
    const answer = shown(await submit({ opened: { ...opened, much: 'x'.repeat(3_000) } }));
    expect(JSON.stringify(answer)).not.toContain('xxx');
  });

  it('keeps from the operation what is not its input', async () => {
    await openDialogs();
    await submit({ people: 'ada', place: 'here', msteams: { type: 'x' } });
    expect(stage.ran[0]?.raw).toEqual({ group: 'g', people: 'ada' });
  });

  it('that is sent twice is done once, also at the same time and after a restart', async () => {
    await openDialogs();
    const same = dialog(stage, 'task/submit', { ...opened, people: 'ada' });
    const answers = await Promise.all([stage.post(same), stage.post(same)]);
    await stage.restart();
    answers.push(await stage.post(same));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(stage.ran).toHaveLength(1);
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('that takes too long says that it goes on', async () => {
    let release = (): void => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    await openDialogs(() => gate.then(() => card('done')), { limits: { answerWithinMs: 200 } });
    expect(JSON.stringify(await submit({ people: 'ada' }))).toContain('takes longer');
    release();
  });
});

describe('a dialog of the compose box', () => {
  const elsewhere = { conversation: { conversationType: 'personal', tenantId, id: 'a:two-others' } };

  it('opens with the form, wherever it is asked for', async () => {
    await openDialogs();
    expect(shown(await command({}, elsewhere)).body[0].text).toBe('Who?');
    expect(stage.ran[0]?.raw).toEqual({});
  });

  it('begins with who wrote the message, where that is of use', async () => {
    const author = '0B7B3A46-0000-4000-8000-00000000000A';
    const fromAuthor = (userId: string) => ({ people: userId });
    stage = await openStage({
      operations: {
        'member.add': {
          dialog: { ...door, command: { description: '', fromAuthor } },
          does: () => form('Which group?'),
        },
        'group.request': { dialog: door, does: () => form('Name?') },
      },
    });
    const messagePayload = { id: '1', from: { user: { id: author, displayName: 'x' } }, body: { content: '<p>x</p>' } };
    await command({ messagePayload });
    await command({ messagePayload, commandId: 'group.request' });
    await command({ messagePayload: { from: { user: null, application: {} } } });
    await command({ messagePayload: { from: { user: { id: '../me' } } } });
    expect(stage.ran.map(({ raw }) => raw)).toEqual([{ people: author.toLowerCase() }, {}, {}, {}]);
  });

  it('does not post into the conversation: the result goes to the own chat', async () => {
    await openDialogs();
    const { body } = await submitCommand({ verb: 'member.add', people: 'ada' }, elsewhere);
    expect(body).toEqual(message('added ada. The card about it is in your own chat with Muster.').body);
    expect(stage.channel.traffic).toEqual(['POST ', 'POST /a:opened/activities']);
  });

  it('opens nothing that is no command', async () => {
    stage = await openStage({ operations: { 'owner.add': { dialog: { title: 'Make an owner' } }, hello: {} } });
    for (const commandId of ['owner.add', 'hello', 'other'])
      expect((await command({ commandId })).body).toMatchObject({ task: { type: 'message' } });
    expect(stage.ran).toEqual([]);
  });
});

describe('signing in for a dialog', () => {
  const need = () => Promise.reject(new SignInRequired('noToken', ['User.Read']));
  const signedOff = { operations: { 'member.add': { dialog: door, scopes: ['User.Read'], does: asksFirst } } };

  it('from a card happens in the own chat, where all that was filled in goes on', async () => {
    const asked: unknown[] = [];
    await openDialogs(asksFirst, {
      ...signedOff,
      onBehalfOf: need,
      signIn: {
        challengeInChat: (turn) => {
          asked.push([turn.activity.type, turn.activity.conversation.id, turn.activity.value, turn.activity.text]);
          return Promise.resolve();
        },
      },
    });
    expect(JSON.stringify(await submit({ people: 'ada' }, inChannel))).toContain('need you to be signed in first');
    expect(asked).toEqual([
      ['message', 'a:opened', { verb: 'member.add', group: 'g', people: 'ada', place: 'new' }, ''],
    ]);
    expect(stage.ran).toEqual([]);
  });

  it('what waited for it is carried out as if it had been pressed in the chat', async () => {
    let token = need;
    const kept: Record<string, unknown>[] = [];
    await openDialogs(asksFirst, {
      ...signedOff,
      onBehalfOf: () => token(),
      signIn: {
        challengeInChat: (turn) => Promise.resolve(void kept.push(JSON.parse(JSON.stringify(turn.activity)) as never)),
      },
    });
    await submit({ people: 'ada' });
    token = () => Promise.resolve('graph-token') as never;
    const answer = await stage.post({ ...activity(stage, {}), ...kept[0], id: 'again' });
    expect(answer.status).toBe(200);
    expect(stage.ran.map(({ raw }) => raw)).toEqual([{ group: 'g', people: 'ada' }]);
    expect(stage.channel.calls.at(-1)!.body).toMatchObject({ summary: 'added ada' });
  });

  it('says how to install the app to whom it cannot write', async () => {
    await openDialogs(asksFirst, { ...signedOff, onBehalfOf: need });
    stage.channel.faults.push({ status: 403, code: 'BotNotInConversationRoster' });
    expect(JSON.stringify(await fetchTask(opened, inChannel))).toContain('Please add Muster for yourself');
  });

  it('of the compose box is its own', async () => {
    await openDialogs(asksFirst, { ...signedOff, onBehalfOf: need });
    expect((await command()).body).toEqual({ composeExtension: { type: 'auth' } });
    expect((await submitCommand({ verb: 'member.add', people: 'ada' })).body).toEqual({
      composeExtension: { type: 'auth' },
    });
    expect(stage.challenges).toEqual(['dialog noToken', 'dialog noToken']);
  });

  it('goes on in the chat when the popup was done elsewhere', async () => {
    await openDialogs(asksFirst, {
      ...signedOff,
      onBehalfOf: need,
      signIn: { challengeInDialog: () => Promise.resolve(undefined) },
    });
    expect(JSON.stringify(await command({ state: 'code' }))).toContain('need you to be signed in first');
    expect(stage.challenges).toEqual(['chat noToken']);
  });

  it('refuses credentials of the compose box that are not good, and takes none from a card', async () => {
    const answer = { status: 412 };
    await openDialogs(asksFirst, { signIn: { acceptInline: () => Promise.resolve({ kind: 'refused', answer }) } });
    expect((await command({ authentication: { token: 'x' } })).status).toBe(412);
    expect(stage.ran).toEqual([]);
    expect((await fetchTask()).body).toMatchObject({ task: { type: 'continue' } });
  });
});
