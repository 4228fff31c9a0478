import { beforeEach, describe, expect, it } from 'vitest';
import type { DialogCall } from '../../../../src/sandbox/page/api.ts';
import { cast } from '../../../../src/sandbox/tenant/cast.ts';
import { startBench, until } from '../harness.ts';
import type { Activity, Bench, Reply } from '../harness.ts';

const me = cast.owner.id;
const general = '19:design-guild-general@thread.tacv2';
const unreachable = { kind: 'error', text: 'Unable to reach the app. Please try again.' };
const adaptive = 'application/vnd.microsoft.card.adaptive';
const form = { type: 'AdaptiveCard', version: '1.5', body: [{ type: 'Input.Text', id: 'name' }] };
const card = { contentType: adaptive, content: form };
const task = (more: object = {}): Reply => ({
  status: 200,
  body: { task: { type: 'continue', value: { title: 'New group', height: 300, width: 'medium', card, ...more } } },
});
const composed = (composeExtension: object): Reply => ({ status: 200, body: { composeExtension } });

let bench: Bench;
let personal: string;
beforeEach(async () => {
  bench = await startBench();
  personal = await bench.personalChat(me);
  return () => bench.end();
});

const named = (name: string): Activity[] =>
  bench.bot.received.filter(({ activity }) => activity.name === name).map(({ activity }) => activity);
const ask = async (call: Partial<DialogCall>): Promise<unknown> => {
  const usual = { as: me, conversation: personal, thread: '', step: 'fetch', data: {}, theme: 'default' };
  return (await bench.page('/api/dialogs', { ...usual, ...call })).body;
};
const post = async (conversation: string, activity: object): Promise<string> => {
  const answer = await bench.connector('POST', `v3/conversations/${conversation}/activities`, {
    type: 'message',
    ...activity,
  });
  return ((await answer.json()) as { id: string }).id;
};

describe('a card’s button', () => {
  let message: string;
  beforeEach(async () => void (message = await post(personal, { attachments: [card] })));
  const press = (call: Partial<DialogCall> = {}): Promise<unknown> =>
    ask({ source: { kind: 'card', message }, data: { msteams: { type: 'task/fetch' }, verb: 'rename' }, ...call });

  it('opens what the bot answers, and the bot gets the data without what the client goes by', async () => {
    bench.bot.answer = () => task();
    expect(await press({ theme: 'dark' })).toEqual({
      kind: 'dialog',
      dialog: { title: 'New group', height: 300, width: 'medium', card: form },
    });
    expect(named('task/fetch')[0]).toMatchObject({
      type: 'invoke',
      replyToId: message,
      conversation: { id: personal },
      value: { data: { type: 'task/fetch', verb: 'rename' }, context: { theme: 'dark' } },
    });
    expect(JSON.stringify(named('task/fetch')[0]?.value)).not.toContain('msteams');
  });

  it('is small when the bot does not say how large', async () => {
    bench.bot.answer = () => task({ height: undefined, width: undefined });
    expect(await press()).toMatchObject({ dialog: { height: 'small', width: 'small' } });
  });

  it.each([
    ['the next card', task({ title: 'Step 2' }), { kind: 'dialog', dialog: { title: 'Step 2' } }],
    ['a last word', { status: 200, body: { task: { type: 'message', value: 'Saved' } } }, { kind: 'message' }],
    ['nothing', { status: 200 }, { kind: 'closed' }],
    ['an empty object', { status: 200, body: {} }, { kind: 'closed' }],
    ['a failure', { status: 500, body: { task: null } }, unreachable],
    ['an unknown task', { status: 200, body: { task: { type: 'applause' } } }, unreachable],
    ['a dialog without a card', task({ card: undefined }), unreachable],
    ['a size that is none', task({ height: -3 }), unreachable],
    ['an answer of another surface', composed({ type: 'result', attachments: [card] }), unreachable],
  ])('sends the form, and takes %s', async (_what, reply, outcome) => {
    bench.bot.answer = () => reply;
    expect(await press({ step: 'submit', data: { name: 'Guild' } })).toMatchObject(outcome);
    expect(named('task/submit')[0]?.value).toEqual({ data: { name: 'Guild' }, context: { theme: 'default' } });
  });

  it('has nothing to show when the bot answers with nothing', async () => {
    bench.bot.answer = () => ({ status: 200 });
    expect(await press()).toEqual(unreachable);
  });

  it('does not wait longer than Teams, nor ask twice', async () => {
    bench.bot.answer = () => ({ ...task(), delayMs: 900 });
    expect(await press()).toEqual(unreachable);
    expect(named('task/fetch')).toHaveLength(1);
  });

  it('gets no sign-in: there is none in these calls', async () => {
    bench.bot.answer = () => composed({ type: 'auth', suggestedActions: signIn });
    expect(await press()).toEqual(unreachable);
  });

  it('is for those who see the card', async () => {
    const stranger = { as: cast.guest.id, conversation: personal, thread: '', step: 'fetch', data: {}, theme: 'dark' };
    const source = { kind: 'card', message };
    expect((await bench.page('/api/dialogs', { ...stranger, source })).status).toBe(403);
    expect(
      (await bench.page('/api/dialogs', { ...stranger, as: me, source: { ...source, message: '1' } })).status,
    ).toBe(404);
    expect((await bench.page('/api/dialogs', { ...stranger, source, theme: 'pink' })).status).toBe(400);
    expect(named('task/fetch')).toEqual([]);
  });
});

const signIn = {
  actions: [{ type: 'openUrl', title: 'Sign in', value: 'http://localhost:3978/auth-start?flow=1' }],
};

describe('an action command', () => {
  const source = { kind: 'command', commandId: 'group.new', message: '' } as const;

  it('is chosen in the compose box, also where the app is not', async () => {
    bench.bot.answer = () => task();
    expect(await ask({ source, theme: 'contrast' })).toMatchObject({ kind: 'dialog' });
    const [fetched] = named('composeExtension/fetchTask');
    expect(fetched).toMatchObject({
      value: { commandId: 'group.new', commandContext: 'compose', context: { theme: 'contrast' } },
      channelData: { source: { name: 'compose' } },
    });
    expect(fetched?.value).not.toHaveProperty('messagePayload');
    expect((await bench.traffic()).at(-1)?.summary).toContain('composeExtension/fetchTask group.new');
  });

  it('is chosen on a message, which comes along', async () => {
    const root = await post(general, { text: 'A <b>bold</b> post' });
    const reply = await post(`${general};messageid=${root}`, { attachments: [card] });
    bench.bot.answer = () => task();
    await ask({ conversation: general, source: { ...source, message: reply } });
    await ask({ conversation: general, source: { ...source, message: root } });
    const [first, second] = named('composeExtension/fetchTask');
    expect(first).toMatchObject({
      conversation: { id: `${general};messageid=${root}` },
      value: {
        commandContext: 'message',
        messagePayload: {
          id: reply,
          replyToId: root,
          from: { application: { displayName: 'Muster', applicationIdentityType: 'bot' } },
          attachments: [{ contentType: adaptive, content: JSON.stringify(form) }],
        },
      },
    });
    expect(second?.value).toMatchObject({
      messagePayload: { id: root, body: { contentType: 'html', content: '<p>A &#60;b&#62;bold&#60;/b&#62; post</p>' } },
    });
  });

  it('is answered within five seconds or asked again', async () => {
    bench.bot.answer = () => ({ ...task(), delayMs: 300 });
    expect(await ask({ source })).toEqual(unreachable);
    expect(new Set(named('composeExtension/fetchTask').map(({ id }) => id)).size).toBe(1);
    expect(named('composeExtension/fetchTask')).toHaveLength(3);
  });

  it('knows the thread in which it was chosen', async () => {
    bench.bot.answer = () => task();
    await ask({ conversation: general, thread: '1767225600777', source });
    expect(named('composeExtension/fetchTask')[0]?.conversation.id).toBe(`${general};messageid=1767225600777`);
  });

  it.each([
    ['a card for the compose box', composed({ type: 'result', attachments: [card] }), { kind: 'insert', card: form }],
    ['the next card', task(), { kind: 'dialog' }],
    ['nothing', { status: 200 }, { kind: 'closed' }],
    ['a result without a card', composed({ type: 'result', attachments: [] }), unreachable],
  ])('sends its form, and takes %s', async (_what, reply, outcome) => {
    bench.bot.answer = () => reply;
    expect(await ask({ source, step: 'submit', data: { name: 'Guild' } })).toMatchObject(outcome);
    expect(named('composeExtension/submitAction')[0]?.value).toEqual({
      commandId: 'group.new',
      commandContext: 'compose',
      context: { theme: 'default' },
      data: { name: 'Guild' },
    });
  });

  it('shows what the bot would post, and says how the person decided', async () => {
    const activityPreview = { type: 'message', attachments: [card] };
    bench.bot.answer = () => composed({ type: 'botMessagePreview', activityPreview });
    const shown = await ask({ source, step: 'submit', data: { name: 'Guild' } });
    expect(shown).toEqual({ kind: 'preview', card: form, activity: activityPreview });
    bench.bot.answer = () => ({ status: 200 });
    const preview = { action: 'send', activity: activityPreview } as const;
    expect(await ask({ source, step: 'submit', preview })).toEqual({ kind: 'closed' });
    expect(named('composeExtension/submitAction')[1]?.value).toMatchObject({
      botMessagePreviewAction: 'send',
      botActivityPreview: [activityPreview],
    });
  });

  it('signs in with a popup, and is asked again with its code', async () => {
    bench.bot.answer = ({ value }) =>
      value?.state === 'code-1' ? task() : composed({ type: 'auth', suggestedActions: signIn });
    const outcome = await ask({ source });
    expect(outcome).toMatchObject({ kind: 'signIn', title: 'Sign in', url: signIn.actions[0]?.value });
    const { resume } = outcome as { resume: string };
    const ended = { conversation: personal, resume, result: { success: 'code-1' } };
    expect((await bench.page('/api/popup', { ...ended, as: cast.admin.id })).status).toBe(410);
    expect((await bench.page('/api/popup', { ...ended, as: me })).body).toMatchObject({ kind: 'dialog' });
    expect((await bench.page('/api/popup', { ...ended, as: me })).status).toBe(410);
  });

  it('has no silent sign-in', async () => {
    bench.bot.answer = () => composed({ type: 'silentAuth', suggestedActions: signIn });
    expect(await ask({ source })).toEqual(unreachable);
    expect(named('composeExtension/fetchTask')).toHaveLength(1);
  });

  it('adds the app to the conversation when its card asks for that first', async () => {
    await bench.page('/api/installs', { as: me, conversation: general, installed: false });
    bench.bot.answer = () => task();
    await ask({ conversation: general, source, step: 'submit', data: { msteams: { justInTimeInstall: true } } });
    expect(named('composeExtension/submitAction')[0]?.value).toMatchObject({
      data: { msteams: { justInTimeInstall: true } },
    });
    const [here] = (await bench.conversations(me)).filter(({ id }) => id === general);
    expect(here?.botInstalled).toBe(true);
    await until(() => bench.bot.received.some(({ activity }) => activity.channelData.eventType === 'teamMemberAdded'));
  });
});
