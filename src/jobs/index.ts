import type { DirectoryScan } from '../ports/scan.ts';
import { checkExpiration } from './check-expiration.ts';
import { checkOwners } from './check-owners.ts';
import { checkReach } from './check-reach.ts';
import { cutAudit } from './cut-audit.ts';
import { deliverNotice } from './deliver-notice.ts';
import { deliverRequestCard } from './deliver-request-card.ts';
import { escalateRequest } from './escalate-request.ts';
import type { Handler, HandlerParts } from './handler-parts.ts';
import { lapseRequest } from './lapse-request.ts';
import { askList, lapseList, settleList, tellList } from './people-lists.ts';
import { removeDouble } from './remove-double.ts';
import { remindApprovers } from './remind-approvers.ts';
import type { AppInstaller } from '../ports/app-installer.ts';
import { scanExpiry } from './scan-expiry.ts';
import { settleApproval } from './settle-approval.ts';
import { tellApprover } from './tell-approver.ts';
import { tellRequester } from './tell-requester.ts';
import { deliverTermCard, updateTermCard } from './deliver-term-card.ts';
import { tellDeletion } from './tell-deletion.ts';
import { tellHandOver } from './tell-hand-over.ts';
import { tellNext } from './tell-next.ts';
import { termStep } from './term-step.ts';
import { updateNotice } from './update-notice.ts';
import { updateRequestCard } from './update-request-card.ts';

/** @returns the handler of each kind of job, for the runner */
export function createJobHandlers(
  parts: HandlerParts & { scan: DirectoryScan; installer?: AppInstaller },
): Record<string, Handler> {
  return {
    'deliver-request-card': deliverRequestCard(parts),
    'update-request-card': updateRequestCard(parts),
    'tell-requester': tellRequester(parts),
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
    'check-owners': checkOwners(parts),
    'tell-deletion': tellDeletion(parts),
    'term-step': termStep(parts),
    'deliver-term-card': deliverTermCard(parts),
    'update-term-card': updateTermCard(parts),
    'remove-double': removeDouble(parts),
    'settle-list': settleList(parts),
    'ask-list': askList(parts),
    'lapse-list': lapseList(parts),
    'tell-list': tellList(parts),
  };
}
