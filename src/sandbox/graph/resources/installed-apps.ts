import { z } from 'zod';
import { appCatalogId } from '../../tenant/cast.ts';
import { readBody } from '../body.ts';
import { badRequest, GraphError, notFound } from '../errors.ts';
import { checkId } from '../objects.ts';
import type { Answer, Call, Route } from '../types.ts';

const installation = z.looseObject({ 'teamsApp@odata.bind': z.string() });
const appPath = /\/appCatalogs\/teamsApps\/([0-9a-f-]{36})$/i;

/**
 * Installs the app of the organisation's catalogue for somebody, in Teams.
 * @throws GraphError 400 for another app, 404 for nobody and for guests, 409 where it is installed
 */
function install(call: Call): Answer {
  const user = call.tenant.user(checkId(call.params['user'] ?? ''));
  if (user?.accountEnabled !== true || user.userType === 'Guest') throw notFound(call.params['user'] ?? '');
  const app = appPath.exec(readBody(call, installation)['teamsApp@odata.bind'])?.[1];
  if (app === undefined) throw badRequest("The 'teamsApp@odata.bind' does not name a Teams app.", 'BadRequest');
  if (app.toLowerCase() !== appCatalogId) throw new GraphError(404, 'NotFound', 'No Teams app found with that id.');
  if (call.installApp(user.id) === 'present')
    throw new GraphError(409, 'Conflict', 'The app is already installed for the user.');
  return { status: 201 };
}

/** The Teams app, for people who have not installed it. */
export const installedAppRoutes: readonly Route[] = [
  {
    operation: 'userteamwork-post-installedapps',
    method: 'POST',
    path: '/users/{user}/teamwork/installedApps',
    handle: install,
  },
];
