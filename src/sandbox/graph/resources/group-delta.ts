import type { GroupRecord } from '../../tenant/records.ts';
import { mayKnowMembers } from '../access.ts';
import { denied, unsupportedQuery } from '../errors.ts';
import type { GroupChange } from '../delta-log.ts';
import { readDeltaToken, syncStateGone, writeDeltaToken } from '../delta-token.ts';
import type { DeltaState } from '../delta-token.ts';
import { groupDefaults } from '../group-shape.ts';
import { checkId, checkSelect, renderObject } from '../objects.ts';
import { parseFilter } from '../query/filter-parser.ts';
import type { Filter } from '../query/filter-parser.ts';
import type { Answer, Call, Route } from '../types.ts';

const defaultPageSize = 100;
const mostIds = 50;
const sides = ['member', 'owner'] as const;

/** Groups and what changed about them since the last time. `$select=members` adds who came and who went. */
function getDelta(call: Call): Answer {
  if (call.caller.kind === 'user' && call.caller.isGuest) throw denied();
  const { deltaToken, skipToken } = call.query;
  if (skipToken !== undefined) return answerRound(call, readDeltaToken(call, skipToken));
  if (deltaToken === undefined || deltaToken === '') return answerRound(call, firstState(call));
  if (deltaToken.toLowerCase() === 'latest') return answerLinkOnly(call, firstState(call));
  const state = readDeltaToken(call, deltaToken);
  return answerRound(call, { ...state, mode: 'changes', to: call.deltaLog.position, after: 0 });
}

function firstState(call: Call): DeltaState {
  const { select, filter, top } = call.query;
  const properties = select?.filter((name) => name !== 'members' && name !== 'owners');
  checkSelect(call, properties, 'group');
  const prefer = String(call.headers['prefer'] ?? '');
  const preferred = Number(/odata\.maxpagesize\s*=\s*(\d{1,3})(?!\d)/i.exec(prefer)?.[1] ?? 0);
  const position = call.deltaLog.position;
  return {
    epoch: call.deltaLog.epoch,
    givenAt: call.now(),
    mode: 'all',
    from: position,
    to: position,
    after: 0,
    size: top ?? (preferred > 0 ? preferred : defaultPageSize),
    ...(select ? { select } : {}),
    ...(filter === undefined ? {} : { ids: readIds(parseFilter(filter)) }),
    minimal: /return\s*=\s*minimal/i.test(prefer),
  };
}

/** Only a list of ids narrows a delta query down. */
function readIds(filter: Filter): string[] {
  if (filter.kind === 'or') {
    const ids = [...readIds(filter.left), ...readIds(filter.right)];
    if (ids.length > mostIds) throw unsupportedQuery('Too many object ids in the filter of a delta query.');
    return ids;
  }
  if (filter.kind === 'compare' && filter.operator === 'eq' && filter.path === 'id')
    return [checkId(String(filter.value)).toLowerCase()];
  throw unsupportedQuery();
}

function answerRound(call: Call, state: DeltaState): Answer {
  return state.mode === 'all' ? answerAll(call, state) : answerChanges(call, state);
}

function answerAll(call: Call, state: DeltaState): Answer {
  const value: unknown[] = [];
  let last = state.after;
  for (const group of call.view.groups(state.after)) {
    if (state.ids && !state.ids.includes(group.id)) continue;
    if (value.length === state.size) return answer(call, value, { ...state, after: last }, true);
    value.push(renderWhole(call, group, state));
    last = group.sequence;
  }
  return answer(call, value, { ...state, after: 0 }, false);
}

function answerChanges(call: Call, state: DeltaState): Answer {
  const changes = call.deltaLog.between(state.from, state.to);
  if (!changes) throw syncStateGone(call);
  const wanted = changes.filter((change) => !state.ids || state.ids.includes(change.groupId));
  const end = state.after + state.size;
  const value = wanted.slice(state.after, end).flatMap((change) => renderChange(call, change, state));
  if (end < wanted.length) return answer(call, value, { ...state, after: end }, true);
  return answer(call, value, { ...state, from: state.to, after: 0 }, false);
}

function answerLinkOnly(call: Call, state: DeltaState): Answer {
  return answer(call, [], state, false);
}

function answer(call: Call, value: unknown[], state: DeltaState, more: boolean): Answer {
  const token = writeDeltaToken({ ...state, givenAt: call.now() });
  const address = `${call.origin}/v1.0/groups/delta?`;
  const link = more
    ? { '@odata.nextLink': `${address}$skiptoken=${token}` }
    : { '@odata.deltaLink': `${address}$deltatoken=${token}` };
  return { status: 200, body: { '@odata.context': `${call.origin}/v1.0/$metadata#groups`, ...link, value } };
}

/** Members are told when nothing is selected or when they are; owners only when they are. */
function isTold(side: 'member' | 'owner', { select }: DeltaState): boolean {
  return select ? select.includes(`${side}s`) : side === 'member';
}

function renderProperties(
  call: Call,
  group: GroupRecord,
  state: DeltaState,
  only?: Set<string>,
): Record<string, unknown> {
  const names = (state.select ?? groupDefaults).filter((name) => !only || only.has(name));
  return { ...renderObject(call, group, { typed: false, select: names }), id: group.id };
}

function renderWhole(call: Call, group: GroupRecord, state: DeltaState): Record<string, unknown> {
  const linked = (side: 'member' | 'owner'): [string, boolean][] =>
    call.view.linked(group.id, side).map((object) => [object.id, true]);
  const told = sides.map((side) => renderLinks(call, group, side, linked(side), state));
  return Object.assign(renderProperties(call, group, state), ...told) as Record<string, unknown>;
}

function renderLinks(
  call: Call,
  group: GroupRecord,
  side: 'member' | 'owner',
  links: [string, boolean][],
  state: DeltaState,
): Record<string, unknown> {
  if (!isTold(side, state) || links.length === 0) return {};
  if (side === 'member' && !mayKnowMembers(call.caller, group, call.tenant)) return {};
  const shown = links.map(([id, isIn]) => ({
    '@odata.type': `#microsoft.graph.${call.tenant.object(id)?.type ?? 'user'}`,
    id,
    ...(isIn ? {} : { '@removed': { reason: 'deleted' } }),
  }));
  return { [`${side}s@delta`]: shown };
}

/** A group that is deleted can come back, so only its end for good is called so. Nothing when what changed was not asked for. */
function renderChange(call: Call, change: GroupChange, state: DeltaState): Record<string, unknown>[] {
  const group = call.view.group(change.groupId);
  if (!group) {
    const isGone = call.tenant.deletedGroup(change.groupId) === undefined;
    const isLate = call.tenant.group(change.groupId) !== undefined;
    return isLate ? [] : [{ id: change.groupId, '@removed': { reason: isGone ? 'deleted' : 'changed' } }];
  }
  if (change.isNew) return [renderWhole(call, group, state)];
  const links = sides.map((side) => renderLinks(call, group, side, [...change.links[side]], state));
  const isAsked = [...change.properties].some((name) => !state.select || state.select.includes(name));
  if (!isAsked && links.every((one) => Object.keys(one).length === 0)) return [];
  const properties = renderProperties(call, group, state, state.minimal ? change.properties : undefined);
  return [Object.assign(properties, ...links) as Record<string, unknown>];
}

/** What changed about groups. */
export const groupDeltaRoutes: readonly Route[] = [
  { operation: 'group-delta', method: 'GET', path: '/groups/delta', handle: getDelta },
];
