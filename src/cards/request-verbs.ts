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

/** The operation that takes it back, which has the rights that this takes. */
export function undoVerb({ kind }: Pick<GroupRequest, 'kind'>): string {
  return kind === 'join' || kind === 'add-member' ? 'request.undo' : 'request.undo-change';
}

/** The operation that approves it with other values than it was asked with; undefined where there is nothing to change. */
export function amendVerb({ kind }: Pick<GroupRequest, 'kind'>): string | undefined {
  switch (kind) {
    case 'join':
    case 'add-member':
      return 'request.amend-membership';
    case 'create':
      return 'request.amend-creation';
    case 'rename':
      return 'request.amend-name';
    case 'owner':
    case 'visibility':
    case 'delete':
    case 'team':
      return undefined;
  }
}
