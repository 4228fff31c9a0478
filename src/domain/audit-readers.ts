import { AppError } from './errors.ts';
import type { Group } from './groups.ts';

/**
 * Roles of Microsoft Entra whose holders may read everything that groups went through, by template id: who may change
 * every group, and who may read everything in the directory.
 * @see https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
 */
export const auditReaderRoles: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
  'fdd7a751-b60b-444a-984c-02652fe8fa1c', // Groups Administrator
  'f2ef992c-3afb-46b9-b7cf-a126ee74c451', // Global Reader
];

/** @param group which the caller does not own; absent when the caller owns none at all */
export function auditDenied(group?: Pick<Group, 'displayName'>): AppError {
  const what = group ? `What happened in “${group.displayName}”` : 'The audit trail';
  return new AppError('denied', {
    code: 'audit.denied',
    advice: `${what} is shown to owners of the group, and to Global Administrators, Groups Administrators and Global Readers.`,
  });
}

/** @param what is shown to them alone, with its verb, such as “This report is” */
export function administratorsOnly(code: string, what: string): AppError {
  return new AppError('denied', {
    code,
    advice: `${what} shown to the administrators whom the policy names, and to Global Administrators, Groups Administrators and Global Readers.`,
  });
}

/** Roles whose holders may take somebody out of the audit trail. */
export const auditEraserRoles: readonly string[] = [
  '62e90394-69f5-4237-9190-012177145e10', // Global Administrator
];

export function eraseDenied(): AppError {
  return new AppError('denied', {
    code: 'audit.erase-denied',
    advice: 'Only Global Administrators may erase somebody from the audit trail.',
  });
}

/** Nobody makes unknown what they did themselves. */
export function eraseOneself(): AppError {
  return new AppError('denied', {
    code: 'audit.erase-oneself',
    advice: 'Nobody erases themselves from the audit trail. Another Global Administrator can do it for you.',
  });
}
