import type { PersonRef } from '../domain/people.ts';
import { isAboutSomebody } from '../domain/request-kinds.ts';
import { subjectOf, type GroupRequest } from '../domain/requests.ts';
import type { Change } from './operation.ts';

/** What the trail says about a change that concerned a person. */
export function aboutPerson({ id }: Pick<PersonRef, 'id'>): Required<Pick<Change, 'subject'>> {
  return { subject: { kind: 'person', id } };
}

/** What the trail says about whatever became of a request: whoever is to be let in is whom it is about. */
export function aboutRequest(request: GroupRequest): Pick<Change, 'groupId' | 'requestId' | 'subject'> {
  return {
    groupId: request.group.id,
    requestId: request.id,
    ...(isAboutSomebody(request) && aboutPerson(subjectOf(request))),
  };
}
