import type { ChannelPlan } from './teams.ts';

/** In characters. @see https://learn.microsoft.com/microsoftteams/limits-specifications-teams */
export const channelLimits = { displayName: 50, description: 1024 } as const;

const forbidden = /[~#%&*{}+/\\:<>?|'"\p{Cc}]/gu;
/** Teams keeps these for itself. */
const taken: readonly string[] = ['general', 'forms'];

export type ChannelProblems = Partial<Record<'displayName' | 'description', string>>;

/**
 * What Teams would have against a channel, beside the field that it is about.
 * @see https://learn.microsoft.com/microsoftteams/limits-specifications-teams#channel-names
 */
export function channelProblems({ displayName, description }: ChannelPlan): ChannelProblems {
  const problems: ChannelProblems = {};
  const inName = nameProblem(displayName);
  if (inName !== undefined) problems.displayName = inName;
  if (description.length > channelLimits.description)
    problems.description = `Please keep this under ${channelLimits.description} characters; it has ${description.length}.`;
  return problems;
}

function nameProblem(name: string): string | undefined {
  if (name === '') return 'A channel needs a name.';
  if (name.length > channelLimits.displayName)
    return `Names of channels have up to ${channelLimits.displayName} characters; this has ${name.length}.`;
  const found = [...new Set(name.match(forbidden))].map((character) =>
    /\p{Cc}/u.test(character) ? 'a line break' : character,
  );
  if (found.length > 0) return `Names of channels cannot have these: ${found.join(' ')}`;
  if (/^[_.]|\.$/u.test(name)) return 'Names of channels cannot begin with “_” or “.”, nor end with “.”.';
  return taken.includes(name.toLowerCase()) ? 'Teams keeps this name for itself. Please choose another.' : undefined;
}
