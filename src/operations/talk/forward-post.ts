import { z } from 'zod';
import { forwardFormCard, type ForwardForm } from '../../cards/forward-form.ts';
import { postedCard, type Posted } from '../../cards/posted.ts';
import { talkLimits } from '../../domain/talk.ts';
import type { Person } from '../../domain/people.ts';
import { defineOperation } from '../define-operation.ts';
import { groupName, peopleList } from '../inputs.ts';
import type { Services } from '../operation.ts';
import { searchPerson } from '../resolve-person.ts';
import { begun } from '../side-by-side.ts';
import { mailGroup } from './mail-group.ts';
import { talkId } from './talk-inputs.ts';

type Forwarding = { form: ForwardForm } | { posted: Posted };

/** Sends a post on to people by mail. @see https://learn.microsoft.com/graph/api/post-forward */
export const forwardPost = defineOperation({
  name: 'talk.forward',
  phrases: [],
  summary: 'Send a post on by mail',
  example: '',
  input: z.object({
    group: groupName,
    thread: talkId,
    post: talkId,
    picked: peopleList,
    comment: z
      .string({ error: 'Write the words in words.' })
      .trim()
      .max(talkLimits.comment, `Please keep this under ${talkLimits.comment} characters.`)
      .default(''),
    sent: z.string().optional(),
  }),
  scopes: ['Group-Conversation.ReadWrite.All', 'GroupMember.Read.All', 'User.ReadBasic.All'],
  dialog: { title: 'Forward' },

  async run({ group: name, thread, post, picked, comment, sent }, services): Promise<Forwarding> {
    const searching = begun(peopleAmong(picked, services));
    const group = await mailGroup(name, services);
    const people = await searching();
    const isUnknown = people.length < picked.length;
    if (people.length === 0 || isUnknown) {
      const problem = isUnknown ? 'Somebody of these has no address. Please choose again.' : 'Please choose somebody.';
      const isSent = sent === 'yes';
      return { form: { group, thread, post, people, comment, ...(isSent && { problem }) } };
    }
    const recipients = people.map(({ displayName, mail, principalName }) => ({
      name: displayName,
      address: mail ?? principalName,
    }));
    await services.conversations.forward(group.id, thread, post, { recipients, comment });
    return { posted: { what: 'forwarded', group, thread } };
  },
  changes: (forwarding) =>
    'posted' in forwarding ? { outcome: 'done', groupId: forwarding.posted.group.id } : undefined,
  card: (forwarding, reader) =>
    'form' in forwarding ? forwardFormCard(forwarding.form, reader) : postedCard(forwarding.posted, reader),
});

/** Those who are found and can be written to. */
async function peopleAmong(wanted: readonly string[], { directory, caller }: Services): Promise<Person[]> {
  const searches = await Promise.all(wanted.map((one) => searchPerson(directory, caller, one)));
  return searches
    .flatMap((search) => ('person' in search ? search.person : []))
    .filter(({ mail, principalName }) => (mail ?? principalName) !== '');
}
