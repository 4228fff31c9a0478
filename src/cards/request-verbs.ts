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
