import { groups } from '../../../src/sandbox/tenant/cast.ts';
import type { Tour } from './tour.ts';

/** People write to a group, read, answer and forward, and its owner keeps order. */
export const talkTour: Tour = {
  area: 'talk',
  async walk({ mirela, tomas, muster }) {
    await mirela.press(await mirela.ask('start a conversation in Design Guild', 'Write to Design Guild'), 'Post', {
      topic: 'Paper',
      text: 'Which one do we take?',
    });
    const list = await mirela.ask('conversations of Design Guild', 'Paper');
    await mirela.press(list, 'Open');
    await mirela.sees('Which one do we take?');
    const [paper] = muster.sandbox.tenant.mail.threadsOf(groups.designGuild);
    const about = { group: groups.designGuild, thread: paper?.id, place: 'new' };
    await mirela.act(list, {
      type: 'Action.Execute',
      verb: 'talk.start',
      data: {
        group: groups.designGuild,
        conversation: paper?.conversationId,
        topic: 'Ink',
        text: 'And?',
        place: 'new',
      },
    });
    await tomas.ask(`post to Design Guild: ${'A long story. '.repeat(60)}`, 'Posted to');
    const latest = await tomas.ask('what is new in Design Guild', 'Latest in');
    await tomas.press(latest, 'Open');
    const thread = await tomas.sees('A long story');
    await tomas.press(thread, 'Read all');
    const whole = await tomas.sees(/What .* wrote/u);
    await tomas.act(latest, { type: 'Action.Execute', verb: 'talk.reply', data: { ...about, text: 'The rough one' } });
    const post = muster.sandbox.tenant.mail.threads.get(paper?.id ?? '')?.posts[0]?.id;
    await tomas.act(whole, { type: 'Action.Execute', verb: 'talk.answer', data: { ...about, post, text: 'Yes' } });
    await tomas.act(whole, {
      type: 'Action.Execute',
      verb: 'talk.forward',
      data: { ...about, post, picked: mirela.id },
    });
    await mirela.act(list, { type: 'Action.Execute', verb: 'talk.lock', data: { ...about, locked: 'yes' } });
    const ink = muster.sandbox.tenant.mail.threadsOf(groups.designGuild).find(({ topic }) => topic === 'Ink');
    await mirela.act(list, {
      type: 'Action.Execute',
      verb: 'talk.delete-thread',
      data: { ...about, thread: ink?.id, confirmed: 'yes' },
    });
    await mirela.act(list, {
      type: 'Action.Execute',
      verb: 'talk.delete',
      data: { group: groups.designGuild, conversation: paper?.conversationId, confirmed: 'yes', place: 'new' },
    });
    await mirela.ask('mark as read Design Guild', 'counts as read');
    await mirela.ask('who may write to Design Guild', 'Everybody who may write');
    const accepted = await mirela.ask('accept sender Wren Adeyemi for Design Guild', 'Only those who are accepted');
    await mirela.press(accepted, 'Take off');
    const rejected = await mirela.ask('block sender Wren Adeyemi for Design Guild', 'Rejected');
    await mirela.press(rejected, 'Take off');
  },
};
