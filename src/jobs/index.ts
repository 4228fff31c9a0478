import { AppError } from '../domain/errors.ts';
import type { AppInstaller } from '../ports/app-installer.ts';
import type { AppRights } from '../ports/app-rights.ts';
import type { DirectoryScan } from '../ports/scan.ts';
import { attestationStep } from './attestation-step.ts';
import { beginSearch } from './begin-search.ts';
import { checkExpiration } from './check-expiration.ts';
import { checkOwners } from './check-owners.ts';
import { checkReach } from './check-reach.ts';
import { cutAudit } from './cut-audit.ts';
import { deliverDelegationCard, endDelegation, handOver, updateDelegationCard } from './delegations.ts';
import { deliverAttestationCard, updateAttestationCard } from './deliver-attestation-card.ts';
import { deliverNotice } from './deliver-notice.ts';
import { deliverRequestCard } from './deliver-request-card.ts';
import { deliverSearchCard, updateSearchCard } from './deliver-search-card.ts';
import { deliverTermCard, updateTermCard } from './deliver-term-card.ts';
import { escalateRequest } from './escalate-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { lapseRequest } from './lapse-request.ts';
import { remindOverdue, tellOverdue } from './overdue-terms.ts';
import { askList, lapseList, settleList, tellList } from './people-lists.ts';
import { planAttestations } from './plan-attestations.ts';
import { planForOwners } from './plan-for-owners.ts';
import { remindApprovers } from './remind-approvers.ts';
import { removeDouble } from './remove-double.ts';
import { scanExpiry } from './scan-expiry.ts';
import { confirmByApp, searchAnswer, tellSearchAdmins } from './search-steps.ts';
import { settleApproval } from './settle-approval.ts';
import { tellApprover } from './tell-approver.ts';
import { tellComment } from './tell-comment.ts';
import { tellDeletion } from './tell-deletion.ts';
import { tellHandOver } from './tell-hand-over.ts';
import { tellNext } from './tell-next.ts';
import { tellOwnerLeft } from './tell-owner-left.ts';
import { tellRequester } from './tell-requester.ts';
import { tellSubject } from './tell-subject.ts';
import { termStep } from './term-step.ts';
import { updateNotice } from './update-notice.ts';
import { updateRequestCard } from './update-request-card.ts';
import { deliverReport, planReport } from './weekly-report.ts';

type JobParts = HandlerParts & {
  scan: DirectoryScan;
  /** Absent: the app changes nothing by itself. */
  rights?: AppRights;
  /** Absent: the app is installed for nobody by itself. */
  installer?: AppInstaller;
};

const noRights: AppRights = {
  makeOwner: () => Promise.resolve('denied'),
  endMembership: () => Promise.reject(new AppError('denied', { code: 'app-right.denied', advice: 'Nobody may.' })),
};

/** @returns the handler of each kind of job, for the runner */
export function createJobHandlers(given: JobParts): Record<string, Handler> {
  const parts = { rights: noRights, ...given };
  return {
    'deliver-request-card': deliverRequestCard(parts),
    'update-request-card': updateRequestCard(parts),
    'tell-requester': tellRequester(parts),
    'tell-subject': tellSubject(parts),
    'tell-comment': tellComment(parts),
    'check-reach': checkReach(parts),
    'lapse-request': lapseRequest(parts),
    'settle-approval': settleApproval(parts),
    'remind-approvers': remindApprovers(parts),
    'escalate-request': escalateRequest(parts),
    'tell-approver': tellApprover(parts),
    'scan-expiry': scanExpiry(parts),
    'cut-audit': cutAudit(parts),
    'check-expiration': checkExpiration(parts),
    'deliver-notice': deliverNotice(parts),
    'update-notice': updateNotice(parts),
    'tell-next': tellNext(parts),
    'tell-hand-over': tellHandOver(parts),
    'plan-for-owners': planForOwners(parts),
    'tell-deletion': tellDeletion(parts),
    'term-step': termStep(parts),
    'deliver-term-card': deliverTermCard(parts),
    'update-term-card': updateTermCard(parts),
    'check-owners': checkOwners(parts),
    'begin-search': beginSearch(parts),
    'deliver-search-card': deliverSearchCard(parts),
    'update-search-card': updateSearchCard(parts),
    'search-answer': searchAnswer(parts),
    'tell-search-admins': tellSearchAdmins(parts),
    'confirm-by-app': confirmByApp(parts),
    'plan-report': planReport(parts),
    'deliver-report': deliverReport(parts),
    'tell-owner-left': tellOwnerLeft(parts),
    'remind-overdue': remindOverdue(parts),
    'tell-overdue': tellOverdue(parts),
    'plan-attestations': planAttestations(parts),
    'attestation-step': attestationStep(parts),
    'deliver-attestation-card': deliverAttestationCard(parts),
    'update-attestation-card': updateAttestationCard(parts),
    'end-delegation': endDelegation(parts),
    'hand-over': handOver(parts),
    'deliver-delegation-card': deliverDelegationCard(parts),
    'update-delegation-card': updateDelegationCard(parts),
    'remove-double': removeDouble(parts),
    'settle-list': settleList(parts),
    'ask-list': askList(parts),
    'lapse-list': lapseList(parts),
    'tell-list': tellList(parts),
  };
}
