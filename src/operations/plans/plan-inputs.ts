import { z } from 'zod';
import { maybeGroupName } from '../inputs.ts';

const broken = 'This button is broken. Ask again with “plans of” and the name of the group.';
const tooLong = 'This name is too long: names in Planner have up to 255 characters.';
const name = z.string({ error: 'Say the name in words.' }).trim().max(255, tooLong).default('');

/** An id of Planner's; only cards carry it. */
export const plannerId = z
  .string({ error: broken })
  .regex(/^[\w-]{1,64}$/u, broken)
  .optional();

/** Which state of something a card showed; only cards carry it. */
export const etag = z
  .string({ error: broken })
  .regex(/^W\/"[\w+/=-]{1,400}"$/u, broken)
  .optional();

/** A plan: by its name and its group's, or as a card's button names it. */
export const planSaid = z.object({ group: maybeGroupName, plan: name, planId: plannerId });

/** A task in the same ways. */
export const taskSaid = planSaid.extend({ task: name, taskId: plannerId });

/** What somebody wants to call something; the form says what is wrong with it. */
export const newName = z
  .string({ error: 'Say the name in words.' })
  .trim()
  .max(8_000, 'This is too long to be a name.')
  .default('');

/** How many lines were shown before. */
export const nextLine = z
  .string({ error: 'This page cannot be found any more. Ask again.' })
  .regex(/^\d{1,5}$/u, 'This page cannot be found any more. Ask again.')
  .optional();
