import { mayKnowMembers } from '../access.ts';
import { answerLinks } from '../lists.ts';
import { readableGroup, visibleGroups } from '../objects.ts';
import type { OperationId } from '../permissions.ts';
import type { Answer, Call, Route } from '../types.ts';

function members(call: Call): Answer {
  const group = readableGroup(call);
  return answerLinks(call, mayKnowMembers(call.caller, group, call.tenant) ? call.view.linked(group.id, 'member') : []);
}

function transitiveMembers(call: Call): Answer {
  const group = readableGroup(call);
  return answerLinks(
    call,
    mayKnowMembers(call.caller, group, call.tenant) ? call.view.transitiveMembers(group.id) : [],
  );
}

/** Owners of groups that were made on premises or in Exchange are not known to Graph. */
function owners(call: Call): Answer {
  const group = readableGroup(call);
  const isForeign = group.synced || (group.mailEnabled && !group.groupTypes.includes('Unified'));
  return answerLinks(call, isForeign ? [] : call.view.linked(group.id, 'owner'));
}

function memberOf(call: Call): Answer {
  const group = readableGroup(call);
  return answerLinks(call, visibleGroups(call, call.view.linkedBy(group.id, 'member'), group.id));
}

function transitiveMemberOf(call: Call): Answer {
  const group = readableGroup(call);
  return answerLinks(call, visibleGroups(call, call.view.transitiveMemberOf(group.id), group.id));
}

function routes(name: string, operation: OperationId, cost: number, handle: (call: Call) => Answer): Route[] {
  return ['', '/$count', '/$ref', '/{cast}', '/{cast}/$count'].map((end) => ({
    operation,
    method: 'GET',
    path: `/groups/{group}/${name}${end}`,
    cost,
    handle,
  }));
}

/** Who is in a group and what it is in. */
export const memberRoutes: readonly Route[] = [
  ...routes('members', 'group-list-members', 3, members),
  ...routes('transitiveMembers', 'group-list-transitive-members', 5, transitiveMembers),
  ...routes('owners', 'group-list-owners', 1, owners),
  ...routes('memberOf', 'group-list-member-of', 1, memberOf),
  ...routes('transitiveMemberOf', 'group-list-transitive-member-of', 1, transitiveMemberOf),
];
