import { auditReaderRoles } from './audit-readers.ts';
import { AppError } from './errors.ts';

/** Kinds of jobs that tell nobody anything; every other one is a message to somebody. */
export const silentKinds: readonly string[] = [
  'lapse-request',
  'settle-approval',
  'remind-approvers',
  'escalate-request',
  'check-reach',
  'settle-list',
  'lapse-list',
  'scan-expiry',
  'read-directory',
  'check-expiration',
  'plan-for-owners',
  'tell-next',
  'tell-deletion',
  'remove-double',
  'term-step',
  'check-owners',
  'plan-report',
  'begin-search',
  'search-answer',
  'tell-search-admins',
  'confirm-by-app',
  'remind-overdue',
  'plan-attestations',
  'attestation-step',
  'end-delegation',
  'hand-over',
  'cut-audit',
  'resume-command',
];

/** Roles of Microsoft Entra whose holders see what goes out, by template id, as for the audit trail. */
export const outgoingReaderRoles = auditReaderRoles;
/** Who may send again what could not be sent: not those who may only read. */
export const outgoingKeeperRoles: readonly string[] = auditReaderRoles.slice(0, 2);

/** @param isChange whether something was to be sent again */
export function outgoingDenied(isChange: boolean): AppError {
  return new AppError('denied', {
    code: 'outgoing.denied',
    advice: isChange
      ? 'Global Administrators and Groups Administrators can send messages again.'
      : 'How messages go out is shown to Global Administrators, Groups Administrators and Global Readers.',
  });
}

/** How fast messages have gone out lately. */
export interface SendingPace {
  count: number;
  /** In which they went out. */
  seconds: number;
}

const enoughToTell = 5;

/** @returns how many go out in a second; undefined when too few did lately to tell */
export function perSecond({ count, seconds }: SendingPace): number | undefined {
  return count < enoughToTell ? undefined : count / Math.max(seconds, 1);
}
