import { tenantName } from '../../tenant/cast.ts';
import type { GroupRecord } from '../../tenant/records.ts';
import { siteAddress, siteHost, siteIdOf } from '../../tenant/sites.ts';
import type { ListRecord, SubsiteRecord } from '../../tenant/work-records.ts';
import { fixedId } from '../../tenant/cast.ts';
import { requirePermission } from '../caller.ts';
import { askedSite, itemNotFound, readableContent } from '../content-access.ts';
import type { AskedSite } from '../content-access.ts';
import { answerPlainList } from '../plain-list.ts';
import { selected } from '../team-shape.ts';
import type { Answer, Call, Route } from '../types.ts';

/** When the organisation was made, and its own site with it. */
const founded = '2021-03-01T08:00:00Z';
/** Lists that every site has; the system's own are shown to whoever asks for them. */
const everywhere = [
  { name: 'Shared Documents', displayName: 'Documents', template: 'documentLibrary', isSystem: false },
  { name: 'SitePages', displayName: 'Site Pages', template: 'webPageLibrary', isSystem: false },
  { name: 'appdata', displayName: 'appdata', template: 'genericList', isSystem: true },
];

type Site = Record<string, unknown>;

function renderSite(group: GroupRecord | undefined): Site {
  const address = siteAddress(group);
  return {
    createdDateTime: group?.createdDateTime ?? founded,
    description: group?.description ?? '',
    id: siteIdOf(group?.id),
    lastModifiedDateTime: group?.renewedDateTime ?? founded,
    name: group?.mailNickname ?? '',
    webUrl: address,
    displayName: group?.displayName ?? tenantName,
    root: {},
    siteCollection: { hostname: siteHost },
  };
}

function renderSubsite(group: GroupRecord, subsite: SubsiteRecord): Site {
  const { groupId, id, ...kept } = subsite;
  return {
    ...kept,
    id: siteIdOf(groupId, id),
    webUrl: `${siteAddress(group)}/${subsite.name}`,
    parentReference: { siteId: siteIdOf(groupId) },
    siteCollection: { hostname: siteHost },
  };
}

function answerSite(call: Call, { group, subsiteId }: AskedSite): Answer {
  const subsite = subsiteId === undefined ? undefined : call.tenant.work.subsites.get(subsiteId);
  const shown = group && subsite ? renderSubsite(group, subsite) : renderSite(group);
  const context = `${call.origin}/v1.0/$metadata#sites/$entity`;
  return { status: 200, body: { '@odata.context': context, ...selected(shown, call.query.select) } };
}

/** `{host}:/{path}`: the address of a site instead of its id. */
function getByAddress(call: Call): Answer {
  const { host = '', place = 'sites', name = '' } = call.params;
  const path = call.params['relative-path'] ?? `${place}/${name}`;
  const nickname = /^(?:sites|teams)\/([^/]+?):?$/i.exec(path)?.[1];
  const group = nickname === undefined ? undefined : call.tenant.groupByNickname(nickname);
  if (host.toLowerCase() !== `${siteHost}:` || !group) throw itemNotFound('Requested site could not be found.');
  return answerSite(call, { group: readableContent(call, group.id), subsiteId: undefined });
}

/** The site of the path: by its id, or as the root of a group. */
function siteOf(call: Call): AskedSite {
  return call.params['group'] === undefined ? askedSite(call) : { group: readableContent(call), subsiteId: undefined };
}

function listLists(call: Call): Answer {
  const { group, subsiteId } = siteOf(call);
  const { select } = call.query;
  const own = subsiteId === undefined ? call.tenant.work.lists.all().filter((list) => list.groupId === group?.id) : [];
  const withSystem = select?.includes('system') ?? false;
  const address = siteAddress(group);
  const key = subsiteId ?? group?.id ?? tenantName;
  const [createdDateTime, lastModifiedDateTime] = [
    group?.createdDateTime ?? founded,
    group?.renewedDateTime ?? founded,
  ];
  const common = everywhere
    .filter(({ isSystem }) => !isSystem || withSystem)
    .map(({ isSystem, ...one }) => ({
      ...renderList({ ...one, id: fixedId(`list ${one.name}`, key), createdDateTime, lastModifiedDateTime }, address),
      ...(isSystem ? { system: {} } : {}),
    }));
  const rows = [...common, ...own.map((list) => renderList(list, address))];
  return answerPlainList(call, `sites('${siteIdOf(group?.id)}')/lists`, rows);
}

function renderList(list: Omit<ListRecord, 'groupId'>, address: string): Record<string, unknown> {
  const { id, name, displayName, template, createdDateTime, lastModifiedDateTime } = list;
  const path = template === 'documentLibrary' ? encodeURIComponent(name) : `Lists/${encodeURIComponent(name)}`;
  return {
    id,
    createdDateTime,
    description: '',
    lastModifiedDateTime,
    name,
    webUrl: `${address}/${path}`,
    displayName,
    list: { contentTypesEnabled: false, hidden: false, template },
  };
}

function listSubsites(call: Call): Answer {
  const { group, subsiteId } = siteOf(call);
  const below =
    group && subsiteId === undefined ? call.tenant.work.subsites.all().filter((one) => one.groupId === group.id) : [];
  const rows = group ? below.map((subsite) => renderSubsite(group, subsite)) : [];
  return answerPlainList(call, 'sites', rows);
}

function getSite(call: Call): Answer {
  return answerSite(call, siteOf(call));
}

function getRoot(call: Call): Answer {
  requirePermission(call.caller, 'group-get-root-site');
  return answerSite(call, { group: undefined, subsiteId: undefined });
}

/** Sites of groups, their lists and the sites below them. */
export const siteRoutes: readonly Route[] = [
  { operation: 'group-get-root-site', method: 'GET', path: '/groups/{group}/sites/root', handle: getSite },
  { operation: 'group-get-root-site', method: 'GET', path: '/sites/root', handle: getRoot },
  { operation: 'group-get-root-site', method: 'GET', path: '/sites/{site}', handle: getSite },
  { operation: 'group-get-root-site', method: 'GET', path: '/sites/{host}/{relative-path}', handle: getByAddress },
  { operation: 'group-get-root-site', method: 'GET', path: '/sites/{host}/{place}/{name}', handle: getByAddress },
  { operation: 'site-list-lists', method: 'GET', path: '/sites/{site}/lists', handle: listLists },
  { operation: 'site-list-lists', method: 'GET', path: '/groups/{group}/sites/root/lists', handle: listLists },
  { operation: 'site-list-subsites', method: 'GET', path: '/sites/{site}/sites', handle: listSubsites },
  { operation: 'site-list-subsites', method: 'GET', path: '/groups/{group}/sites/root/sites', handle: listSubsites },
];
