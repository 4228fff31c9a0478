import { isMailNickname, mailNicknameFrom, planLimits, type GroupPlan } from '../../domain/group-plan.ts';
import { nameProblemWords, type NameProblem } from '../../domain/name-problems.ts';
import type { Services } from '../operation.ts';

export type Names = Pick<GroupPlan, 'displayName' | 'mailNickname'>;
export type NameProblems = Partial<Record<keyof Names, string>>;

export interface CheckedNames {
  /** With what the organisation wants before and after them; otherwise as they were typed. */
  names: Names;
  /** What speaks against them all the same, in plain words. */
  problems: NameProblems;
}

/** Name, then the address that is made of it, then whether all will do: more than this changes nothing. */
const mostRounds = 3;

/**
 * Holds names against our limits, then against the directory's rules as they are for the caller. What those want before
 * or after a name is put there, and is still to be seen by whoever chose the name.
 * @param typed an empty address follows the name
 */
export async function checkNames(typed: Names, { directory }: Pick<Services, 'directory'>): Promise<CheckedNames> {
  let names = { ...typed, mailNickname: typed.mailNickname || mailNicknameFrom(typed.displayName) };
  const problems = limitsBroken(names);
  if (isAny(problems)) return { names, problems };
  for (let round = 1; ; round += 1) {
    const found = await directory.checkName(names);
    const fitted = round < mostRounds ? fit(names, found, typed) : undefined;
    if (!fitted) return { names, problems: Object.fromEntries(found.map((one) => [one.field, wordsOf(one)])) };
    names = fitted;
  }
}

function wordsOf(problem: NameProblem): string {
  const isTooLong = (problem.suggestion?.length ?? 0) > planLimits[problem.field];
  if (!isTooLong) return nameProblemWords(problem);
  return 'Your organisation puts something before or after it, and with that it is too long. Please choose a shorter one.';
}

/** Whether there is anything wrong. */
export function isAny(problems: Partial<Record<string, string>>): boolean {
  return Object.values(problems).some((problem) => problem !== undefined);
}

/** @returns undefined where there is nothing to put before or after, or that would not be enough */
function fit(names: Names, found: readonly NameProblem[], typed: Names): Names | undefined {
  const wanted = found.flatMap(({ field, reason, suggestion }) =>
    reason === 'affix' && suggestion !== undefined ? [[field, suggestion] as const] : [],
  );
  if (wanted.length === 0 || wanted.length < found.length) return undefined;
  const fitted: Names = { ...names, ...Object.fromEntries(wanted) };
  // An address that nobody chose follows the name that it will be.
  const isFollowing = typed.mailNickname === '' && fitted.displayName !== names.displayName;
  const whole = isFollowing ? { ...fitted, mailNickname: mailNicknameFrom(fitted.displayName) } : fitted;
  return isAny(limitsBroken(whole)) ? undefined : whole;
}

function limitsBroken({ displayName, mailNickname }: Names): NameProblems {
  if (displayName === '') return { displayName: 'A group needs a name.' };
  if (displayName.length > planLimits.displayName)
    return {
      displayName: `Names have up to ${planLimits.displayName} characters; this one has ${displayName.length}.`,
    };
  if (mailNickname === '') return { mailNickname: 'No mail address could be made of this name. Please choose one.' };
  if (isMailNickname(mailNickname)) return {};
  return {
    mailNickname: `Addresses have up to ${planLimits.mailNickname} letters, digits and signs of ASCII, without spaces and without @ ( ) \\ [ ] " ; : < > , or a full stop.`,
  };
}
