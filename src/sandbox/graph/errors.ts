/** A refusal in Graph's form. Messages are Graph's own wording where it is known. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;
  /** What is wrong with which property, where Graph says so one by one. */
  readonly details: readonly ErrorDetail[] | undefined;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Record<string, string> = {},
    details?: readonly ErrorDetail[],
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.details = details;
  }
}

export interface ErrorDetail {
  target: string;
  code: string;
  [more: string]: string;
}

/** The request is not one that any directory object could answer. */
export function badRequest(message: string, code = 'Request_BadRequest'): GraphError {
  return new GraphError(400, code, message);
}

export function unsupportedQuery(message = 'Unsupported Query.'): GraphError {
  return badRequest(message, 'Request_UnsupportedQuery');
}

export function unauthenticated(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  });
}

/** Scope, role or ownership is missing, in the directory. */
export function denied(message = 'Insufficient privileges to complete the operation.'): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', message);
}

/** The same, where the group lives in Exchange. */
export function deniedByExchange(): GraphError {
  return new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
}

export function notFound(id: string): GraphError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', message);
}

export function notReplicated(): GraphError {
  return badRequest("The source resource object or one of the objects being referenced don't exist.");
}

export function quotaExceeded(count: number, max: number): GraphError {
  const message = `Unable to perform operation as '${String(count)}' would exceed the maximum quota count '${String(max)}' for forward-link owners.`;
  return new GraphError(403, 'Directory_QuotaExceeded', message);
}

export function onPremises(): GraphError {
  return badRequest(
    'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
  );
}

export function managedByExchange(): GraphError {
  return badRequest('Cannot Update a mail-enabled security groups and or distribution list.');
}

export function invalidValue(property: string): GraphError {
  return badRequest(`Invalid value specified for property '${property}' of resource 'Group'.`);
}

export function requiredValue(property: string): GraphError {
  return badRequest(`A value is required for property '${property}' of resource 'Group'.`);
}

/** A person named twice, or somebody who owns what it creates without being named. */
export function duplicateValues(): GraphError {
  return badRequest('Request contains a property with duplicate values.');
}

export function alreadyTaken(property: 'mailNickname' | 'uniqueName'): GraphError {
  const message = `Another object with the same value for property ${property} already exists.`;
  return new GraphError(400, 'Request_BadRequest', message, {}, [
    { target: property, code: 'ObjectConflict', message },
  ]);
}

export function objectQuotaExceeded(): GraphError {
  return new GraphError(
    403,
    'Directory_QuotaExceeded',
    'The directory object quota limit for the Principal has been exceeded. Please ask your administrator to increase the quota limit or delete objects to reduce the used quota.',
  );
}

/** A second one of what there can be one of. */
export function conflictingObject(): GraphError {
  return badRequest(
    'A conflicting object with one or more of the specified property values is present in the directory.',
  );
}

/** Something of Teams was asked of a group that has no team, or of nothing at all. */
export function noTeam(id: string): GraphError {
  return new GraphError(404, 'NotFound', `No team found with Group Id ${id}`);
}

/** The same as {@link denied}, where the team lives in Teams. */
export function deniedByTeams(): GraphError {
  return new GraphError(403, 'Forbidden', 'Insufficient privileges to complete the operation.');
}

export function throttled(retryAfterSeconds: number, headers: Record<string, string> = {}): GraphError {
  return new GraphError(429, 'TooManyRequests', 'Please retry again later.', {
    'Retry-After': String(retryAfterSeconds),
    ...headers,
  });
}

export function photoNotFound(): GraphError {
  return new GraphError(404, 'ErrorItemNotFound', "The photo wasn't found.");
}

/** Something of Exchange was asked of a group that has no mailbox. */
export function noMailbox(): GraphError {
  return new GraphError(404, 'ResourceNotFound', 'Resource could not be discovered.');
}
