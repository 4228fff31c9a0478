import type { ExtensionRecord } from '../../tenant/work-records.ts';
import { readJson } from '../body.ts';
import { badRequest, notFound } from '../errors.ts';
import { extensionPlace } from '../extension-place.ts';
import type { ExtensionPlace } from '../extension-place.ts';
import { answerPlainList } from '../plain-list.ts';
import type { Answer, Call, Route } from '../types.ts';

const mailPrefix = 'Microsoft.OutlookServices.OpenTypeExtension.';
const type = /^#?microsoft\.(graph|outlookservices)\.openTypeExtension$/i;

/** Names and values that a body gives. @throws GraphError 400 for a type, a name or a value that cannot be */
function readExtension(call: Call): { extensionName: string; values: Record<string, unknown> } {
  const { '@odata.type': given, extensionName, id, ...rest } = readJson(call);
  if (typeof given !== 'string' || !type.test(given))
    throw badRequest("The property '@odata.type' must be microsoft.graph.openTypeExtension.");
  const name = typeof extensionName === 'string' ? extensionName : undefined;
  if (name === undefined || name === '' || id !== undefined)
    throw badRequest("A value is required for property 'extensionName'.");
  const values = Object.fromEntries(Object.entries(rest).filter(([key]) => !key.startsWith('@')));
  const wrong = Object.entries(values).find(([key, value]) => !key.includes('@') && !isPlain(value));
  if (wrong) throw badRequest(`Invalid value specified for property '${wrong[0]}' of the extension.`);
  return { extensionName: name, values };
}

/** A primitive, or a list of primitives. */
function isPlain(value: unknown): boolean {
  return Array.isArray(value)
    ? value.every((one) => typeof one !== 'object')
    : typeof value !== 'object' || value === null;
}

/** The name without what Exchange puts before it. */
function plainName(id: string): string {
  return id.toLowerCase().startsWith(mailPrefix.toLowerCase()) ? id.slice(mailPrefix.length) : id;
}

function keyOf(place: ExtensionPlace, name: string): string {
  return `${place.key} ${name.toLowerCase()}`;
}

function render(place: ExtensionPlace, { extensionName, values }: ExtensionRecord): Record<string, unknown> {
  const id = place.isMail ? `${mailPrefix}${extensionName}` : extensionName;
  return { '@odata.type': '#microsoft.graph.openTypeExtension', id, extensionName, ...values };
}

function answerOne(call: Call, status: number, place: ExtensionPlace, record: ExtensionRecord): Answer {
  const context = `${call.origin}/v1.0/$metadata#${inBrackets(place)}/extensions/$entity`;
  return { status, body: { '@odata.context': context, ...render(place, record) } };
}

function inBrackets({ key }: ExtensionPlace): string {
  return key.replace(/\/([^/]+)(\/|$)/g, "('$1')$2");
}

function askedExtension(call: Call, place: ExtensionPlace): ExtensionRecord {
  const id = call.params['extension'] ?? '';
  const record = call.tenant.work.extensions.get(keyOf(place, plainName(id)));
  if (!record) throw notFound(id);
  return record;
}

/** One name is there once. */
function create(call: Call): Answer {
  const place = extensionPlace(call, 'group-create-open-extension', true);
  const { extensionName, values } = readExtension(call);
  const record = { id: keyOf(place, extensionName), place: place.key, extensionName, values };
  if (call.tenant.work.extensions.get(record.id)) throw badRequest('An extension already exists with given id.');
  call.tenant.work.extensions.put(record);
  return answerOne(call, 201, place, record);
}

function get(call: Call): Answer {
  const place = extensionPlace(call, 'group-get-open-extension', false);
  return answerOne(call, 200, place, askedExtension(call, place));
}

function list(call: Call): Answer {
  const place = extensionPlace(call, 'group-get-open-extension', false);
  const records = call.tenant.work.extensions.all().filter((record) => record.place === place.key);
  const rows = records.map((record) => render(place, record));
  return answerPlainList(call, `${inBrackets(place)}/extensions`, rows);
}

/** What is sent takes the place of what was there; null takes a value away. */
function update(call: Call): Answer {
  const place = extensionPlace(call, 'group-update-open-extension', true);
  const before = askedExtension(call, place);
  const { extensionName, values } = readExtension(call);
  if (extensionName.toLowerCase() !== before.extensionName.toLowerCase())
    throw badRequest('The name of an extension does not change.');
  const merged = Object.entries({ ...before.values, ...values }).filter(([, value]) => value !== null);
  const record = { ...before, values: Object.fromEntries(merged) };
  call.tenant.work.extensions.put(record);
  return answerOne(call, 200, place, record);
}

function remove(call: Call): Answer {
  const place = extensionPlace(call, 'group-delete-open-extension', true);
  call.tenant.work.extensions.remove(askedExtension(call, place).id);
  return { status: 204 };
}

function routes(start: string): Route[] {
  const one = `${start}/extensions/{extension}`;
  return [
    { method: 'POST', path: `${start}/extensions`, handle: create },
    { method: 'GET', path: `${start}/extensions`, handle: list },
    { method: 'GET', path: one, handle: get },
    { method: 'PATCH', path: one, handle: update },
    { method: 'DELETE', path: one, handle: remove },
  ];
}

/** Open extensions of groups and users, and of the posts and events of groups. */
export const extensionRoutes: readonly Route[] = [
  ...routes('/groups/{group}'),
  ...routes('/groups/{group}/threads/{thread}/posts/{post}'),
  ...routes('/groups/{group}/events/{event}'),
  ...routes('/users/{user}'),
  ...routes('/me'),
];
