import type { GroupRecord, ObjectRecord } from '../tenant/records.ts';
import { isHiddenFromGuest, isUnified, mayKnowMembers, sightOf } from './access.ts';
import type { Caller } from './caller.ts';
import { badRequest, denied, deniedByExchange, noMailbox, notFound } from './errors.ts';
import { exchangeProperties, groupDefaults, personalProperties, readExchange, readGroup } from './group-shape.ts';
import { licencesOf } from './licences.ts';
import { declaredProperties } from './properties.ts';
import { unknownProperty } from './query/filter-rules.ts';
import type { Listed } from './query/filter-rules.ts';
import { readSchemaValues, schemaOf } from './schema-values.ts';
import type { Call } from './types.ts';
import { basicProfile, readUser, userDefaults } from './user-shape.ts';

const mostExpanded = 20;

/** @returns one property as this caller sees it */
export function readObject(caller: Caller, object: ObjectRecord, property: string): unknown {
  const sight = sightOf(caller, object);
  if (property === 'id') return object.id;
  if (sight === 'id') return null;
  switch (object.type) {
    case 'user':
      return sight === 'basic' && !basicProfile.includes(property) ? null : readUser(object, property);
    case 'group':
      return readGroup(object, property);
    case 'directoryRole':
      return object[property as 'displayName' | 'description' | 'roleTemplateId'];
    case 'device':
    case 'servicePrincipal':
      return property === 'displayName' ? object.displayName : null;
  }
}

/** The same, with what is kept beside the directory: licences, and values of schema extensions by `id/property`. */
export function readProperty(call: Call, object: ObjectRecord, property: string): unknown {
  const value = readObject(call.caller, object, property);
  if (property === 'assignedLicenses' && value !== null) return licencesOf(call, object);
  const [name = '', inner] = property.split('/');
  if (inner === undefined || !schemaOf(call.tenant, name, object.type)) return value;
  return readSchemaValues(call.tenant, object.id, name)?.[inner] ?? null;
}

/** Names that are schema extensions, of those that are asked for. */
function schemasIn(call: Call, type: ObjectRecord['type'], names: readonly string[]): string[] {
  return names.filter((name) => schemaOf(call.tenant, name, type) !== undefined);
}

const defaults: Record<ObjectRecord['type'], readonly string[]> = {
  user: userDefaults,
  group: groupDefaults,
  directoryRole: ['id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId'],
  device: ['id', 'deletedDateTime', 'displayName'],
  servicePrincipal: ['id', 'deletedDateTime', 'displayName'],
};

/**
 * @param typed adds `@odata.type`, as lists of several types have it
 * @returns an object as it stands in an answer
 */
export function renderObject(
  call: Call,
  object: ObjectRecord,
  options: { typed: boolean; select?: string[] | undefined },
): Record<string, unknown> {
  const declared = declaredProperties[object.type];
  const names = options.select?.filter((name) => declared.has(name)) ?? defaults[object.type];
  const shown: Record<string, unknown> = options.typed ? { '@odata.type': `#microsoft.graph.${object.type}` } : {};
  for (const name of names) shown[name] = readProperty(call, object, name) ?? null;
  for (const name of schemasIn(call, object.type, options.select ?? []))
    shown[name] = readSchemaValues(call.tenant, object.id, name);
  return shown;
}

/** @throws GraphError 400 when `$select` names what no listed type has */
export function checkSelect(call: Call, select: string[] | undefined, listed: Listed): void {
  const types = listed === 'directoryObject' ? (['user', 'group', 'directoryRole'] as const) : ([listed] as const);
  for (const name of select ?? []) {
    const isKnown = types.some((type) => declaredProperties[type].has(name) || schemaOf(call.tenant, name, type));
    if (name !== '' && !isKnown) throw unknownProperty(name, listed);
  }
}

/** One group with what `$select` and `$expand` ask for, the properties that Exchange keeps among them. */
export function renderGroup(call: Call, group: GroupRecord): Record<string, unknown> {
  const { select } = call.query;
  checkSelect(call, select, 'group');
  const shown = renderObject(call, group, { typed: false, select });
  const fromExchange = (select ?? []).filter((name) => exchangeProperties.includes(name));
  if (call.caller.kind === 'app' && fromExchange.some((name) => personalProperties.includes(name)))
    throw deniedByExchange();
  if (call.caller.kind === 'user' && call.caller.isGuest && fromExchange.length > 0) throw deniedByExchange();
  if (fromExchange.length > 0 && !isUnified(group)) throw noMailbox();
  for (const name of fromExchange) shown[name] = readExchange(group, name, call.caller, call.tenant);
  return { ...shown, ...renderExpanded(call, group) };
}

/** @returns what `$expand` asks for, at most 20 objects of each relation */
export function renderExpanded(call: Call, object: ObjectRecord): Record<string, unknown> {
  const expanded: Record<string, unknown> = {};
  for (const { relation, select } of call.query.expand ?? []) {
    checkSelect(call, select, 'directoryObject');
    const related = relatedObjects(call, object, relation);
    const render = (one: ObjectRecord): unknown => renderObject(call, one, { typed: true, select });
    expanded[relation] = Array.isArray(related)
      ? related.slice(0, mostExpanded).map(render)
      : related && render(related);
  }
  return expanded;
}

function relatedObjects(call: Call, object: ObjectRecord, relation: string): ObjectRecord[] | ObjectRecord | null {
  const { view, caller, tenant } = call;
  if (object.type === 'group' && (relation === 'members' || relation === 'transitiveMembers')) {
    if (!mayKnowMembers(caller, object, tenant)) return [];
    return relation === 'members' ? view.linked(object.id, 'member') : view.transitiveMembers(object.id);
  }
  if (object.type === 'group' && relation === 'owners') return view.linked(object.id, 'owner');
  if (relation === 'memberOf') return visibleGroups(call, view.linkedBy(object.id, 'member'), object.id);
  if (relation === 'transitiveMemberOf') return visibleGroups(call, view.transitiveMemberOf(object.id), object.id);
  if (object.type === 'user' && relation === 'manager') return tenant.user(object.managerId ?? '') ?? null;
  if (object.type === 'user' && relation === 'ownedObjects') return view.linkedBy(object.id, 'owner');
  throw badRequest(
    `Parsing OData Select and Expand failed: Could not find a property named '${relation}' on type 'microsoft.graph.${object.type}'.`,
    'BadRequest',
  );
}

/** Leaves out groups in which the membership of another is hidden from the caller. */
export function visibleGroups(call: Call, groups: GroupRecord[], objectId: string): GroupRecord[] {
  const own = call.caller.kind === 'user' && call.caller.user.id === objectId;
  return groups.filter((group) => own || mayKnowMembers(call.caller, group, call.tenant));
}

const guid = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** @throws GraphError 400 when it is no GUID */
export function checkId(id: string): string {
  if (!guid.test(id)) throw badRequest(`Invalid object identifier '${id}'.`);
  return id;
}

/** The group of the path as reads see it. @throws GraphError 400, 404, and 403 where guests may not look */
export function readableGroup(call: Call): GroupRecord {
  const id = checkId(call.params['group'] ?? '');
  const group = call.view.group(id);
  if (!group) throw notFound(id);
  if (isHiddenFromGuest(call.caller, group)) throw denied();
  return group;
}
