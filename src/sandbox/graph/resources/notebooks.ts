import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { libraryAddress } from '../../tenant/sites.ts';
import type { NotebookRecord } from '../../tenant/work-records.ts';
import { isMemberOrOwner } from '../access.ts';
import { readBody } from '../body.ts';
import { accessDenied, contentOwner } from '../content-access.ts';
import type { ContentOwner } from '../content-access.ts';
import { GraphError } from '../errors.ts';
import { answerPlainList } from '../plain-list.ts';
import type { Answer, Call, Route } from '../types.ts';

const longestName = 128;
const newNotebook = z.looseObject({ displayName: z.string().min(1) });

/** OneNote tells its refusals by number. @see https://learn.microsoft.com/graph/onenote-error-codes */
function badName(code: string, message: string, status = 400): GraphError {
  return new GraphError(status, code, message);
}

function render(call: Call, owner: ContentOwner, notebook: NotebookRecord): Record<string, unknown> {
  const { id, displayName, createdDateTime, lastModifiedDateTime } = notebook;
  const self = `${call.origin}/v1.0/${owner.type}s/${owner.id}/onenote/notebooks/${id}`;
  const user = call.tenant.user(notebook.createdBy ?? '');
  const by = { user: user ? { id: user.id, displayName: user.displayName } : null };
  const address = `${libraryAddress(owner)}/Notebooks/${encodeURIComponent(displayName)}`;
  const isOwn =
    call.caller.kind === 'user' &&
    (owner.id === call.caller.user.id || call.tenant.isLinked(owner.id, 'owner', call.caller.user.id));
  return {
    id,
    self,
    createdDateTime,
    displayName,
    lastModifiedDateTime,
    isDefault: false,
    userRole: isOwn ? 'Owner' : 'Contributor',
    isShared: owner.type === 'group',
    sectionsUrl: `${self}/sections`,
    sectionGroupsUrl: `${self}/sectionGroups`,
    createdBy: by,
    lastModifiedBy: by,
    links: { oneNoteClientUrl: { href: `onenote:${address}` }, oneNoteWebUrl: { href: address } },
    ...Object.fromEntries((call.query.expand ?? []).map(({ relation }) => [relation, [] as unknown])),
  };
}

function refuseExpand({ query }: Call): void {
  const other = (query.expand ?? []).find(({ relation }) => !/^(sections|sectionGroups)$/.test(relation));
  if (other) throw badName('20110', `The relation '${other.relation}' cannot be expanded.`);
}

function contextOf(owner: ContentOwner): string {
  return `${owner.type}s('${owner.id}')/onenote/notebooks`;
}

function listNotebooks(call: Call): Answer {
  const owner = contentOwner(call, 'group-list-notebooks');
  refuseExpand(call);
  const rows = call.tenant.work.notebooksOf(owner.id).map((notebook) => render(call, owner, notebook));
  return answerPlainList(call, contextOf(owner), rows, {
    orders: ['displayName', 'createdDateTime', 'lastModifiedDateTime'],
  });
}

function createNotebook(call: Call): Answer {
  const { caller, tenant, now } = call;
  const owner = contentOwner(call, 'group-create-notebook');
  if (owner.type === 'group' && caller.kind === 'user' && !isMemberOrOwner(caller.user.id, owner, tenant))
    throw accessDenied();
  const { displayName } = readBody(call, newNotebook);
  if (displayName.length > longestName) throw badName('20166', 'The name of the notebook is too long.');
  if (/[?*\\/:<>|'"]/.test(displayName))
    throw badName('20153', 'The name of the notebook has characters that are not allowed.');
  const isTaken = tenant.work
    .notebooksOf(owner.id)
    .some((one) => one.displayName.toLowerCase() === displayName.toLowerCase());
  if (isTaken) throw badName('20117', 'An item with this name already exists in this location.', 409);
  const at = new Date(now()).toISOString();
  const notebook: NotebookRecord = {
    id: `1-${randomUUID()}`,
    ownerType: owner.type,
    ownerId: owner.id,
    displayName,
    createdDateTime: at,
    lastModifiedDateTime: at,
    createdBy: caller.kind === 'user' ? caller.user.id : null,
  };
  tenant.work.notebooks.put(notebook);
  const context = `${call.origin}/v1.0/$metadata#${contextOf(owner)}/$entity`;
  return { status: 201, body: { '@odata.context': context, ...render(call, owner, notebook) } };
}

/** Notebooks of groups and people. */
export const notebookRoutes: readonly Route[] = ['/groups/{group}', '/sites/{site}', '/users/{user}', '/me'].flatMap(
  (start) => [
    { method: 'GET', path: `${start}/onenote/notebooks`, handle: listNotebooks },
    { method: 'POST', path: `${start}/onenote/notebooks`, handle: createNotebook },
  ],
);
