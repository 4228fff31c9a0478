import { fieldChange, type FieldChange } from '../domain/audit.ts';
import type { PersonRef } from '../domain/people.ts';
import { isAboutSomebody } from '../domain/request-kinds.ts';
import { subjectOf, type GroupRequest } from '../domain/requests.ts';
import type { Decision } from '../domain/stages.ts';
import type { Change } from './operation.ts';

/** What the trail says about a change that concerned a person. */
export function aboutPerson({ id }: Pick<PersonRef, 'id'>): Required<Pick<Change, 'subject'>> {
  return { subject: { kind: 'person', id } };
}

/**
 * What the trail says about whatever became of a request: whoever is to be let in is whom it is about, and what was decided
 * is on what it rests.
 */
export function aboutRequest(request: GroupRequest): Pick<Change, 'groupId' | 'requestId' | 'subject' | 'decision'> {
  const { decision } = request;
  return {
    groupId: request.group.id,
    requestId: request.id,
    ...(decision && { decision: { outcome: decision.outcome, at: decision.at, byId: decision.by.id } }),
    ...((isAboutSomebody(request) || request.subject) && aboutPerson(subjectOf(request))),
  };
}

/** In whose place somebody decided, where that was somebody else's; of several the first. */
export function inPlaceOf(...words: readonly (Decision | undefined)[]): Pick<Change, 'onBehalfOfId'> {
  const place = words.find((word) => word?.for)?.for;
  return place ? { onBehalfOfId: place.id } : {};
}

type Stands = Partial<Pick<GroupRequest, 'status' | 'stage'>>;

/** How a request stood before and after. Stages are counted from 1, as people count. */
export function requestMoved(from: Stands, to: Stands): FieldChange[] {
  const stages = [from, to].map(({ stage }) => (stage === undefined ? undefined : String(stage + 1)));
  return [
    ...(from.status === to.status ? [] : [fieldChange('request', 'word', { from: from.status, to: to.status })]),
    ...(stages[0] === stages[1] ? [] : [fieldChange('stage', 'word', { from: stages[0], to: stages[1] })]),
  ];
}
