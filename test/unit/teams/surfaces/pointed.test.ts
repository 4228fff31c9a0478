import { afterEach, beforeEach, expect, it } from 'vitest';
import { tenantId } from '../support/fake-channel.ts';
import { activity, card, execute, inChannel, openStage, type Stage } from '../support/stage.ts';

const guildId = '11111111-0000-4000-8000-000000000001';
const teamId = 'dddd4444-0000-4000-8000-000000000004';
const mona = { id: '29:mona', userId: 'eeee5555-0000-4000-8000-000000000005' };
const otherMona = { id: '29:other', userId: 'eeee5555-0000-4000-8000-000000000006' };

let stage: Stage;
beforeEach(async () => {
  const inputFromWords = (words: string) => (words === '' ? {} : { group: words });
  stage = await openStage({
    operations: {
      show: { inputFromWords, does: () => ({ ...card('shown'), about: guildId }) },
      star: { inputFromWords },
      add: { inputFromWords: (words) => ({ people: words.split(' to ')[0], group: words.split(' to ')[1] }) },
    },
    refreshable: ['show'],
  });
  for (const { id, userId } of [mona, otherMona]) stage.channel.members.set(id, { id, aadObjectId: userId, tenantId });
});
afterEach(() => stage.close());

const say = (text: string, parts: Record<string, unknown> = {}) => stage.post(activity(stage, { text, ...parts }));
const lastRaw = () => stage.ran.at(-1)?.raw;
const mention = ({ id }: { id: string }, name: string) => ({
  type: 'mention',
  mentioned: { id, name },
  text: `<at>${name}</at>`,
});

it.each(['it', 'that group', 'This one.', 'this group'])('knows what “%s” was, on every instance', async (words) => {
  await say('show Design Guild');
  await stage.restart();
  await say(`star ${words}`);
  expect(lastRaw()).toEqual({ group: guildId });
});

it('knows it after a button too', async () => {
  await stage.post(execute(stage, 'show'));
  await say('star it');
  expect(lastRaw()).toEqual({ group: guildId });
});

it('lets the operation ask where nothing was shown, and takes names for names', async () => {
  await say('star it');
  expect(lastRaw()).toEqual({});
  await say('star It’s us');
  expect(lastRaw()).toEqual({ group: 'It’s us' });
});

it('remembers nothing of other people and other conversations', async () => {
  await say('show Design Guild');
  const other = { id: '29:other', name: 'Bob', aadObjectId: 'cccc3333-0000-4000-8000-000000000009' };
  await say('star it', { from: other });
  expect(lastRaw()).toEqual({});
  const conversation = { conversationType: 'groupChat', isGroup: true, tenantId, id: '19:chat@thread.v2' };
  await say('star it', { conversation, channelData: { tenant: { id: tenantId } } });
  expect(lastRaw()).toEqual({});
});

it('takes “this team” in a channel for the channel’s, and “it” for what was shown there', async () => {
  await say('star this team', inChannel);
  expect(lastRaw()).toEqual({ group: teamId });
  await say('show Design Guild', inChannel);
  await say('star it', inChannel);
  expect(lastRaw()).toEqual({ group: guildId });
  await say('star our group', inChannel);
  expect(lastRaw()).toEqual({ group: teamId });
});

it('hands on people who are mentioned by their ids, also two of one name', async () => {
  const entities = [mention(mona, 'Mona'), mention(otherMona, 'Mona')];
  await say('add <at>Mona</at> and <at>Mona</at> to Design Guild', { ...inChannel, entities });
  expect(lastRaw()).toEqual({ people: `${mona.userId} and ${otherMona.userId}`, group: 'Design Guild' });
});

it('takes two mentions of one person for one', async () => {
  const entities = [mention(mona, 'Mona'), mention(mona, 'Iriarte')];
  await say('add <at>Mona</at>&nbsp;<at>Iriarte</at> to Design Guild', { ...inChannel, entities });
  expect(lastRaw()).toEqual({ people: mona.userId, group: 'Design Guild' });
});

it('keeps the name of whoever the conversation does not know, or who is of another organisation', async () => {
  const stranger = { id: '29:stranger' };
  const visitor = { id: '29:visitor' };
  stage.channel.members.set(visitor.id, { aadObjectId: mona.userId, tenantId: 'aaaa1111-0000-4000-8000-00000000000f' });
  const entities = [mention(stranger, 'Stan'), mention(visitor, 'Vi')];
  await say('add <at>Stan</at> and <at>Vi</at> to Design Guild', { ...inChannel, entities });
  expect(lastRaw()).toEqual({ people: 'Stan and Vi', group: 'Design Guild' });
});
