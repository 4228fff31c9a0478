import { z } from 'zod';
import { peopleIn } from './people-words.ts';

/** A group as a person or a card names it: its name in any spelling, or the id that a card's button carries. */
export const groupName = z
  .string({ error: 'Which group? Say its name after the command, such as “show group Design Guild”.' })
  .trim()
  .min(1, 'Which group? Say its name after the command, such as “show group Design Guild”.')
  .max(256, 'This name is too long: names of groups have up to 256 characters.');

/** The same where a form asks for what is missing: empty when absent. */
export const maybeGroupName = z
  .string({ error: 'Which group? Say its name.' })
  .trim()
  .max(256, 'This name is too long: names of groups have up to 256 characters.')
  .default('');

const mostPeople = 20;
const whom = 'Whom? Say a name or an address after the command, such as “ada@contoso.com”.';

/** People as a person types or pastes them, or as a picker joins their ids: each a name, an address or an id. */
export const peopleList = z
  .string({ error: whom })
  .max(4000, 'This list is too long. Up to 20 people can be named at once.')
  .default('')
  .transform(peopleIn)
  .refine(
    (people) => people.length <= mostPeople,
    'Up to 20 people can be named at once. For a longer list say “add many to” and the group.',
  )
  .refine((people) => people.every((name) => name.length <= 256), 'One of these names is too long to be one.');

/** One person, in the same ways. Empty when absent: a form asks then. */
export const maybePersonName = z
  .string({ error: whom })
  .trim()
  .max(256, 'This name is too long: names have up to 256 characters.')
  .default('');

/** Only cards carry it. */
export const requestId = z.guid({ error: 'This button is broken. Ask again for “my requests” or “waiting for me”.' });

/** Which step of a request a button was drawn for. Only cards carry it; of the first when absent. */
export const stagePressed = z.coerce.number({ error: 'This button is broken.' }).int().min(0).max(20).optional();

/** Only cards carry it. */
export const noticeId = z.guid({ error: 'This button is broken. “My groups” shows how your groups stand.' });

/** Free words, such as what to look for. Empty when absent. */
export const words = z
  .string({ error: 'Say what to look for in words.' })
  .trim()
  .max(256, 'Look for something shorter: up to 256 characters.')
  .default('');

/** Where a list goes on. Opaque; whoever made it checks it. */
export const nextPage = z
  .string({ error: 'This page cannot be found any more. Ask again.' })
  .min(1)
  .max(8192)
  .optional();

/** What a person writes to whoever decides. Empty when absent. */
export const reason = z
  .string({ error: 'Write the reason in words.' })
  .trim()
  .max(1000, 'Please keep the reason under 1000 characters.')
  .default('');

/** Set by the button of a form, so that an answer is told from the first question. */
export const confirmed = z.literal('yes', { error: 'This button is broken. Ask again.' }).optional();
