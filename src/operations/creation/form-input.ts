import { z } from 'zod';

const broken = 'This form is broken. Ask again with “new group”.';
/** Longer than any field may be: what is too long is said beside its field, what is absurd is not read. */
const field = z.string({ error: broken }).trim().max(8_000, broken).default('');

/** What the form for a new group sends; everything but the buttons' own data is what a person typed. */
export const groupForm = z.object({
  displayName: field,
  mailNickname: field,
  description: field,
  visibility: field,
  hasTeam: field,
  /** Object ids with commas between them, as a people picker gives them. */
  owners: field,
  /** Object id of whom it is for; empty: for whoever asks. */
  forWhom: field,
  classification: field,
  /** Name of a template of the policy. */
  template: field,
  /** The template with which the form was filled in last. */
  filledWith: field,
  /** Set when a form was sent; absent: a new one is wanted. */
  draftId: z.guid({ error: broken }).optional(),
  step: z.enum(['check', 'send'], { error: broken }).optional(),
  /** The name for which groups that look alike were looked for and shown. */
  seenFor: field,
  /** A request of the caller's from which the form is filled in. */
  from: z.guid({ error: broken }).optional(),
});

export type GroupForm = z.output<typeof groupForm>;
