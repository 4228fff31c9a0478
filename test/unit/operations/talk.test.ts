import { describe, expect, it } from 'vitest';
import { cast, fixedId, groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Outcome } from '../../../src/operations/operation.ts';
import { actionsOn, walk, wordsOn } from '../../support/builders.ts';
import { openOffice } from '../../support/office.ts';

const { employee, owner, secondOwner, admin } = cast;
const guild = groups.designGuild;

/** Every button, whether it opens a dialog or not. */
function buttons({ card }: Outcome): { title: string; verb: string; data: Record<string, unknown> }[] {
  const found: { title: string; verb: string; data: Record<string, unknown> }[] = [];
  walk(card, (node) => {
    const data = node['data'] as Record<string, unknown> | undefined;
    if (node['type'] === 'Action.Execute' || (node['type'] === 'Action.Submit' && data?.['msteams']))
      found.push({ title: String(node['title']), verb: String(node['verb'] ?? data?.['verb']), data: data ?? {} });
  });
  return found;
}

function scene() {
  const office = openOffice();
  const press = async (
    card: Outcome,
    title: string,
    who: typeof owner | typeof employee | typeof secondOwner | typeof admin = owner,
    more: Record<string, unknown> = {},
  ): Promise<Outcome> => {
    const button = buttons(card).find((one) => one.title === title);
    if (!button)
      throw new Error(
        `no ${title} among ${buttons(card)
          .map((one) => one.title)
          .join(', ')}`,
      );
    return office.ask(button.verb, who, { ...button.data, ...more });
  };
  const threads = () => office.tenant.mail.threadsOf(guild);
  return { ...office, press, threads };
}

describe('what people talk about in a group', () => {
  it('is listed, opened, answered and forwarded', async () => {
    const { ask, press, threads } = scene();
    const posted = await ask('talk.announce', owner, {
      group: guild,
      text: 'Grid – “spring” & <b>more</b>\nSecond line 🌱',
    });
    expect(wordsOn(posted)).toContain('Posted to Design Guild');
    const thread = threads()[0]!;
    expect(thread.topic).toBe('Grid – “spring” & <b>more</b>');

    const list = await ask('talk.latest', secondOwner, { group: 'Design Guild' });
    expect(wordsOn(list)).toContain('Grid – “spring” & <b>more</b>');
    const shown = await ask('talk.read', secondOwner, { group: guild, thread: thread.id });
    expect(wordsOn(shown)).toContain('Second line 🌱');

    const form = await press(shown, 'Reply…', secondOwner);
    expect(wordsOn(form)).toContain('Reply in Design Guild');
    expect(wordsOn(await press(form, 'Post', secondOwner, { text: ' ' }))).toContain('Please write something here.');
    await press(form, 'Post', secondOwner, { text: 'I like it' });
    expect(threads()[0]!.posts.at(-1)!.from.emailAddress.name).toBe('Tomás Iriarte');

    const forward = await press(await ask('talk.read', owner, { group: guild, thread: thread.id }), 'Forward…');
    expect(wordsOn(await press(forward, 'Forward', owner, {}))).toContain('Please choose somebody.');
    expect(wordsOn(await press(forward, 'Forward', owner, { picked: employee.id }))).toContain('Forwarded from');
  });

  it('starts with a form, and is deleted after asking, by an owner', async () => {
    const { ask, press, threads } = scene();
    const before = threads().length;
    const list = await ask('talk.list', owner, { group: guild });
    const form = await press(list, 'Write…');
    const incomplete = await press(form, 'Post', owner, { topic: 'Paper' });
    expect(wordsOn(incomplete)).toContain('Please write something here.');
    expect(JSON.stringify(incomplete.card)).toContain('Paper');
    await press(form, 'Post', owner, { topic: 'Paper', text: 'Which one?' });
    expect(threads()).toHaveLength(before + 1);

    const conversation = threads()[0]!.conversationId;
    const shown = await ask('talk.show', owner, { group: guild, conversation });
    expect(wordsOn(shown)).toContain('Which one?');
    const question = await press(shown, 'Delete');
    expect(wordsOn(question)).toContain('cannot be brought back');
    await expect(press(question, 'Delete', secondOwner)).resolves.toBeDefined();
    expect(threads()).toHaveLength(before);
    await expect(press(question, 'Delete')).rejects.toMatchObject({ code: 'talk.not-found' });
  });

  it('shows the threads of a conversation that has several, and deletes one of them', async () => {
    const { ask, press, threads } = scene();
    await ask('talk.start', owner, { group: guild, topic: 'Paper', text: 'Which one?' });
    const { conversationId: conversation } = threads()[0]!;
    await ask('talk.start', owner, { group: guild, conversation, topic: 'Ink', text: 'And ink?' });
    const shown = await ask('talk.show', owner, { group: guild, conversation });
    expect(wordsOn(shown)).toMatch(/Ink[\s\S]*Paper|Paper[\s\S]*Ink/u);
    const ink = threads().find(({ topic }) => topic === 'Ink')!;
    const thread = await ask('talk.read', owner, { group: guild, thread: ink.id });
    await press(await press(thread, 'Delete'), 'Delete');
    expect(threads().filter(({ conversationId }) => conversationId === conversation)).toHaveLength(1);
  });

  it('is locked by an owner, and then takes no answer', async () => {
    const { ask, press, threads } = scene();
    await ask('talk.announce', owner, { group: guild, text: 'Closed soon' });
    const thread = threads()[0]!.id;
    const locked = await press(await ask('talk.read', owner, { group: guild, thread }), 'Lock');
    expect(wordsOn(locked)).toContain('is locked');
    await expect(ask('talk.reply', secondOwner, { group: guild, thread, text: 'Wait' })).rejects.toMatchObject({
      code: 'talk.denied',
    });
    const shown = await ask('talk.read', secondOwner, { group: guild, thread });
    expect(buttons(shown).map(({ title }) => title)).not.toContain('Reply…');
    await press(shown, 'Unlock');
    await ask('talk.reply', secondOwner, { group: guild, thread, text: 'Thanks' });
  });

  it('shows the whole of a long post, and lets it be answered', async () => {
    const { ask, press, threads } = scene();
    const text = `Begin ${'word '.repeat(300)}end`;
    await ask('talk.announce', owner, { group: guild, text });
    const shown = await ask('talk.read', owner, { group: guild, thread: threads()[0]!.id });
    expect(wordsOn(shown)).not.toContain('word end');
    const whole = await press(shown, 'Read all');
    expect(wordsOn(whole)).toContain('word end');
    const form = await press(whole, 'Answer…');
    await press(form, 'Post', owner, { text: 'Noted' });
    expect(threads()[0]!.posts).toHaveLength(2);
  });

  it('turns pages and meets each conversation once', async () => {
    const { ask, threads } = scene();
    for (let index = 0; index < 20; index += 1)
      await ask('talk.announce', owner, { group: guild, text: `Number ${index}` });
    const seen: unknown[] = [];
    let data: Record<string, unknown> | undefined = { group: guild };
    while (data) {
      const page: Outcome = await ask('talk.latest', owner, data);
      seen.push(...actionsOn(page).flatMap((one) => (one.verb === 'talk.read' ? [one.data['thread']] : [])));
      data = actionsOn(page).find(({ title }) => title === 'More')?.data;
    }
    expect(seen).toHaveLength(threads().length);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(['talk.list', 'talk.latest'])('%s is refused to who is not in a private group', async (name) => {
    await expect(scene().ask(name, employee, { group: guild })).rejects.toMatchObject({ code: 'talk.denied' });
  });

  it('does not exist where a group has no mailbox', async () => {
    const { ask, tenant } = scene();
    const security = [...tenant.groups()].find((one) => one.securityEnabled && !one.mailEnabled)!;
    await expect(ask('talk.list', admin, { group: security.id })).rejects.toMatchObject({ code: 'talk.no-mailbox' });
  });

  it.each(['', '../../me', 'x'.repeat(600), 'not an id'])('takes no forged id (%#)', async (thread) => {
    await expect(scene().ask('talk.read', owner, { group: guild, thread })).rejects.toMatchObject({
      kind: expect.stringMatching(/input|notFound/u) as unknown,
    });
  });

  it('counts as read afterwards', async () => {
    const { ask } = scene();
    expect(wordsOn(await ask('talk.seen', owner, { group: 'Design Guild' }))).toContain('counts as read');
  });
});

describe('who may write to a group', () => {
  it('is said, changed by an owner, and taken back', async () => {
    const { ask, press, store, tenant } = scene();
    expect(wordsOn(await ask('sender.list', owner, { group: guild }))).toContain('Everybody who may write');
    const list = await ask('sender.accept', owner, { person: 'Wren Adeyemi', group: 'Design Guild' });
    expect(wordsOn(list)).toContain('Only those who are accepted may write.');
    expect([...tenant.linked(guild, 'acceptedSender')]).toEqual([employee.id]);
    await expect(ask('sender.accept', owner, { person: employee.id, group: guild })).rejects.toMatchObject({
      code: 'sender.already-present',
    });
    await expect(ask('sender.reject', owner, { person: employee.id, group: guild })).rejects.toMatchObject({
      code: 'sender.on-other-list',
    });
    const off = await press(list, 'Take off');
    expect(wordsOn(off)).toContain('is not among the accepted senders any more');
    expect(store.events.map(({ operation, subject }) => [operation, subject])).toMatchObject([
      ['sender.accept', { kind: 'person' }],
      ['sender.accept', undefined],
      ['sender.reject', undefined],
      ['sender.remove', { kind: 'person' }],
    ]);
    await expect(press(list, 'Take off')).rejects.toMatchObject({ code: 'sender.not-present' });
    await ask('sender.reject', owner, { person: employee.id, group: guild });
    expect([...tenant.linked(guild, 'rejectedSender')]).toEqual([employee.id]);
  });

  it('is nobody else’s to change', async () => {
    const member = { id: fixedId('user', 'rosalind.tighe@tessaly.example'), displayName: 'Rosalind Tighe' };
    const { ask, tenant } = scene();
    tenant.link(guild, 'member', member.id);
    await expect(ask('sender.reject', member, { person: employee.id, group: guild })).rejects.toMatchObject({
      code: 'group.not-owner',
    });
  });
});
