import type { GroupRequest } from '../domain/requests.ts';

/** The operation that carries a request out, which has the rights that it takes. */
export function carryOutVerb({ kind }: Pick<GroupRequest, 'kind'>): string {
  switch (kind) {
    case 'join':
    case 'add-member':
      return 'request.approve';
    case 'team':
      return 'request.approve-team';
    case 'create':
      return 'request.approve-creation';
    case 'owner':
    case 'visibility':
    case 'delete':
    case 'rename':
      return 'request.approve-change';
  }
}

/** The same, of what was approved already: to carry it out, or to try again. */
export function goOnVerb(request: Pick<GroupRequest, 'kind'>): string {
  const verb = carryOutVerb(request);
  return verb === 'request.approve' ? 'request.retry' : verb;
}
