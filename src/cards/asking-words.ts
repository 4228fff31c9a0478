import type { PersonRef } from '../domain/people.ts';
import type { RequestStage } from '../domain/stages.ts';
import { escapeText } from './escape.ts';

const shownNames = 3;

/** Who will be asked, in a sentence or two, such as “Ada will be asked.” or “First Ada is asked, then Grace and Alan; …”. */
export function whoIsAsked(stages: readonly Pick<RequestStage, 'approvers' | 'decides'>[]): string {
  const [first, ...others] = stages;
  if (!first) return 'An owner will be asked to do it.';
  const { approvers, decides } = first;
  const list = listOf(approvers);
  if (others.length > 0) {
    const then = others.map((stage) => `then ${listOf(stage.approvers)}${howMany(stage)}`);
    return `First ${list}${howMany(first)} will be asked, ${then.join(', ')}.`;
  }
  if (approvers.length === 1) return `${list} will be asked.`;
  return `${list} will be asked; ${decides === 'all' ? 'all of them have to agree' : 'one of them decides'}.`;
}

function howMany({ approvers, decides }: Pick<RequestStage, 'approvers' | 'decides'>): string {
  if (approvers.length === 1) return '';
  return decides === 'all' ? ' (all of them)' : ' (one of them)';
}

function listOf(people: readonly PersonRef[]): string {
  const names = people.slice(0, shownNames).map(({ displayName }) => escapeText(displayName, 60));
  if (people.length > names.length) names.push(`${people.length - names.length} more`);
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(names);
}

/**
 * How the field for a reason is shown.
 * @param isMissing whether it was sent empty though one is wanted
 * @param value what stands in it, as it was typed before
 */
export function reasonField(
  label: string,
  { isRequired, isMissing, value = '' }: { isRequired: boolean; isMissing: boolean; value?: string | undefined },
) {
  return {
    reason: value.toWellFormed().slice(0, 1000),
    reasonLabel: isRequired ? label : `${label} (optional)`,
    isReasonRequired: isRequired,
    isReasonMissing: isMissing,
    reasonProblem: reasonWanted,
  };
}

/** Beside the field. */
export const reasonWanted = 'Please say why: whoever decides wants to know.';
