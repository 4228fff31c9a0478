import { GraphError, badRequest } from '../errors.ts';

const backend = 'Failed to execute Templates backend request CreateTeamFromGroupWithTemplateRequest.';

/** A second team for a group. */
export function alreadyTeam(): GraphError {
  return new GraphError(409, 'Conflict', `${backend} "The group is already provisioned"`);
}

/** A team for a group that nobody owns. */
export function ownerless(id: string): GraphError {
  return badRequest(`${backend} Group ${id} must have one or more owners in order to create a Team.`, 'BadRequest');
}
