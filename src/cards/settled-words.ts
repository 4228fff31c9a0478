import { subjectOf, type GroupRequest } from '../domain/requests.ts';
import { escapeText } from './escape.ts';

/** Why there is nothing to decide any more; ends with a full stop. */
export function settledWords(request: GroupRequest): string {
  const { failureCode, group, wish } = request;
  const name = escapeText(group.displayName, 120);
  const subject = escapeText(subjectOf(request).displayName, 80);
  switch (failureCode) {
    case 'group.public':
      return `${name} is public now: everybody can join it without asking.`;
    case 'member.already-present':
      return `${subject} is a member of ${name} already.`;
    case 'owner.already-present':
      return `${subject} is an owner of ${name} already.`;
    case 'visibility.already':
      return `${name} is ${wish?.what === 'visibility' ? wish.to : 'so'} already.`;
    case 'name.already':
      return `The group is called ${name} already.`;
    case 'name.changed':
      return `The group has another name since: ${name}. Whoever wants it otherwise can ask again.`;
    case 'team.already-present':
      return `${name} has a team already.`;
    case 'group.gone':
      return `${name} is deleted already.`;
    case undefined:
    default:
      return 'What was asked for has changed meanwhile.';
  }
}
