import { answerNeeded } from './attestation/answer-needed.ts';
import { answerVisibility } from './attestation/answer-visibility.ts';
import { confirmGroup } from './attestation/confirm-group.ts';
import { keepAllMembers } from './attestation/keep-all-members.ts';
import { listAttestations } from './attestation/list-attestations.ts';
import { lookThroughMembers } from './attestation/look-through-members.ts';
import { openAttestation } from './attestation/open-attestation.ts';
import { saveMembers } from './attestation/save-members.ts';
import { showAttestation } from './attestation/show-attestation.ts';
import { eraseFromAudit } from './audit/erase-person.ts';
import { showAudit } from './audit/show-audit.ts';
import { builtInCommands } from './built-in-commands.ts';
import { expiringGroups } from './groups/expiring-groups.ts';
import { approveCreation } from './creation/approve-creation.ts';
import { newDynamicGroup } from './creation/new-dynamic-group.ts';
import { newSecurityGroup } from './creation/new-security-group.ts';
import { createGroup, requestGroup } from './creation/request-group.ts';
import { agenda } from './calendar/agenda.ts';
import { cancelEvent } from './calendar/cancel-event.ts';
import { changeEvent } from './calendar/change-event.ts';
import { listEvents } from './calendar/list-events.ts';
import { planEvent } from './calendar/plan-event.ts';
import { showEvent } from './calendar/show-event.ts';
import { changePolicy } from './govern/change-policy.ts';
import { deletePolicy } from './govern/delete-policy.ts';
import { coverGroup, policyOfGroup, uncoverGroup } from './govern/group-policy.ts';
import { giveApp, listApps, listGrants, takeApp } from './govern/apps.ts';
import { changeSettings } from './govern/change-settings.ts';
import { allowGuests, groupGuests, refuseGuests } from './govern/guest-settings.ts';
import { deleteExtension, putExtension, showExtensions } from './govern/extensions.ts';
import { createSchema, listSchemas, putSchemaValues } from './govern/schemas.ts';
import { showNews } from './govern/group-news.ts';
import { assignLicence, licenceErrors, removeLicence, showLicences } from './govern/licences.ts';
import { resetSettings } from './govern/reset-settings.ts';
import { showPolicy } from './govern/show-policy.ts';
import { listTemplates, showSettings } from './govern/show-settings.ts';
import { favoriteGroup } from './groups/favorite-group.ts';
import { findGroups } from './groups/find-groups.ts';
import { joinGroup } from './groups/join-group.ts';
import { leaveGroup } from './groups/leave-group.ts';
import { myGroups } from './groups/my-groups.ts';
import { renewGroup } from './groups/renew-group.ts';
import { showGroup } from './groups/show-group.ts';
import { subscribeGroup, unsubscribeGroup } from './groups/subscribe-group.ts';
import { unfavoriteGroup } from './groups/unfavorite-group.ts';
import { declineAway, endAway, showAway } from './away/end-away.ts';
import { setAway } from './away/set-away.ts';
import { setQuietHours } from './away/set-quiet-hours.ts';
import { showMySettings } from './away/show-settings.ts';
import { askMore } from './terms/ask-more.ts';
import { endTerm } from './terms/end-term.ts';
import { extendTerm } from './terms/extend-term.ts';
import { keepTerm } from './terms/keep-term.ts';
import { listTerms } from './terms/list-terms.ts';
import { openTerm } from './terms/open-term.ts';
import { setTerm } from './terms/set-term.ts';
import { acceptSearch, declineSearch } from './ownerless/answer-search.ts';
import { appointOwner, confirmSearch, searchAgain } from './ownerless/confirm-search.ts';
import { listOwnerless } from './ownerless/list-ownerless.ts';
import { openSearch, showSearch } from './ownerless/show-search.ts';
import { expiringEverywhere } from './reports/expiring-everywhere.ts';
import { weeklyReport } from './reports/weekly-report.ts';
import { showTerm } from './terms/show-term.ts';
import { helpOperation } from './help/help.ts';
import { addMany } from './members/add-many.ts';
import { addMembers } from './members/add-members.ts';
import { askForList, declineList, listAsked } from './members/ask-owners-for-list.ts';
import { listChoose, listMend, listRows } from './members/list-rows.ts';
import { removeMany } from './members/remove-many.ts';
import { runMembers, runOwners } from './members/run-list.ts';
import { listMembers } from './members/list-members.ts';
import { removeMember } from './members/remove-member.ts';
import { checkMembership } from './memberships/check-membership.ts';
import { everybodyIn } from './memberships/everybody.ts';
import { memberOf } from './memberships/member-of.ts';
import { addApp, addDevice } from './memberships/add-thing.ts';
import { nestGroup } from './memberships/nest-group.ts';
import { takeOut, thingsInside } from './memberships/things-inside.ts';
import { allMyGroups, whatIOwn } from './memberships/mine.ts';
import { nearPeople } from './memberships/near-people.ts';
import { memberRoles } from './memberships/roles.ts';
import { showPerson, whoAmI } from './memberships/show-person.ts';
import { notNeeded } from './notices/not-needed.ts';
import { remindLater } from './notices/remind-later.ts';
import { notMine } from './notices/not-mine.ts';
import { showDigest } from './notices/show-digest.ts';
import { showNotice } from './notices/show-notice.ts';
import { stillNeeded } from './notices/still-needed.ts';
import type { Operation } from './operation.ts';
import { showOutgoing } from './outgoing/outgoing-progress.ts';
import { showMessage } from './outgoing/show-message.ts';
import { retryUndelivered } from './outgoing/retry-undelivered.ts';
import { unreachedOwners } from './outgoing/unreached-owners.ts';
import { undelivered } from './outgoing/undelivered.ts';
import { setGroupPhoto, setOwnPhoto } from './photos/set-photo.ts';
import { showOwnPhoto, showPhoto } from './photos/show-photo.ts';
import { deleteGroup } from './life/delete-group.ts';
import { deletedGroups } from './life/deleted-groups.ts';
import { purgeGroup } from './life/purge-group.ts';
import { restoreGroup } from './life/restore-group.ts';
import { describeGroup } from './profile/describe-group.ts';
import { editGroup } from './profile/edit-group.ts';
import { mailSettings } from './profile/mail-settings.ts';
import { renameGroup } from './profile/rename-group.ts';
import { setVisibility } from './profile/set-visibility.ts';
import { forwardPost } from './talk/forward-post.ts';
import { deleteConversation, deleteThread, lockThread, markSeen } from './talk/keep-order.ts';
import { listConversations, listThreads } from './talk/list-conversations.ts';
import { acceptSender, listSenders, rejectSender, removeSender } from './talk/senders.ts';
import { readPost, readThread, showConversation } from './talk/show-conversation.ts';
import { announce, answerPost, reply, startConversation } from './talk/write.ts';
import { createNotebook } from './content/create-notebook.ts';
import { listFiles } from './content/list-files.ts';
import { listNotebooks } from './content/list-notebooks.ts';
import { showSite } from './content/show-site.ts';
import { addBucket } from './plans/add-bucket.ts';
import { addTask } from './plans/add-task.ts';
import { createPlan, joinAndCreatePlan } from './plans/create-plan.ts';
import { deletePlan } from './plans/delete-plan.ts';
import { deleteTask } from './plans/delete-task.ts';
import { assignTask, dueTask, editTask } from './plans/edit-task.ts';
import { listPlans } from './plans/list-plans.ts';
import { finishTask, reopenTask, startTask } from './plans/move-task.ts';
import { renamePlan } from './plans/rename-plan.ts';
import { showPlan } from './plans/show-plan.ts';
import { showTask } from './plans/show-task.ts';
import { addOwner } from './owners/add-owner.ts';
import { listOwners } from './owners/list-owners.ts';
import { handOver } from './owners/hand-over.ts';
import { removeOwner } from './owners/remove-owner.ts';
import { amendCreation } from './creation/amend-creation.ts';
import { amendMembership } from './requests/amend-membership.ts';
import { amendName } from './requests/amend-name.ts';
import { undoMembers } from './members/undo-members.ts';
import { undoOwner } from './owners/undo-owner.ts';
import { undoChange } from './requests/undo-change.ts';
import { undoRequest } from './requests/undo-request.ts';
import { commentRequest } from './requests/comment-request.ts';
import { nudgeRequest } from './requests/nudge-request.ts';
import { agreeRequest } from './requests/agree-request.ts';
import { approveChange } from './requests/approve-change.ts';
import { checkRules } from './policy/check-rules.ts';
import { showRules } from './policy/show-rules.ts';
import { approveRequest } from './requests/approve-request.ts';
import { myRequests } from './requests/list-requests.ts';
import { approveTogether, approveTogetherJoins, rejectTogether } from './requests/together.ts';
import { waitingRequests } from './requests/waiting-requests.ts';
import { rejectRequest } from './requests/reject-request.ts';
import { retryRequest } from './requests/retry-request.ts';
import { refreshRequest } from './requests/refresh-request.ts';
import { showRequest } from './requests/show-request.ts';
import { withdrawRequest } from './requests/withdraw-request.ts';
import { approveTeam } from './teams/approve-team.ts';
import { archiveTeam, unarchiveTeam } from './teams/archive-team.ts';
import { addTeamMember, removeTeamMember } from './teams/change-team-members.ts';
import { beginTeam } from './teams/begin-team.ts';
import { createChannel } from './teams/create-channel.ts';
import { enableTeam } from './teams/enable-team.ts';
import { listTeamMembers } from './teams/list-team-members.ts';
import { myTeams, reachableTeams } from './teams/my-teams.ts';
import { setUpTeam } from './teams/set-up-team.ts';
import { showChannel, showPrimaryChannel } from './teams/show-channel.ts';
import { showTeam } from './teams/show-team.ts';

const told: readonly Operation[] = [
  findGroups,
  showGroup,
  myGroups,
  requestGroup,
  createGroup,
  joinGroup,
  leaveGroup,
  addMembers,
  expiringGroups,
  waitingRequests,
  myRequests,
  favoriteGroup,
  unfavoriteGroup,
  subscribeGroup,
  unsubscribeGroup,
  renewGroup,
  editGroup,
  renameGroup,
  describeGroup,
  setVisibility,
  mailSettings,
  deleteGroup,
  deletedGroups,
  restoreGroup,
  purgeGroup,
  newSecurityGroup,
  newDynamicGroup,
  listMembers,
  removeMember,
  addMany,
  removeMany,
  runMembers,
  runOwners,
  listRows,
  listMend,
  listChoose,
  askForList,
  listAsked,
  declineList,
  everybodyIn,
  checkMembership,
  memberOf,
  thingsInside,
  nestGroup,
  addDevice,
  addApp,
  takeOut,
  memberRoles,
  showPerson,
  nearPeople,
  whoAmI,
  allMyGroups,
  whatIOwn,
  listOwners,
  addOwner,
  removeOwner,
  handOver,
  showTeam,
  enableTeam,
  beginTeam,
  showRules,
  checkRules,
  showPolicy,
  policyOfGroup,
  changePolicy,
  deletePolicy,
  coverGroup,
  uncoverGroup,
  listPlans,
  showPlan,
  createPlan,
  joinAndCreatePlan,
  renamePlan,
  deletePlan,
  addBucket,
  addTask,
  showTask,
  finishTask,
  startTask,
  reopenTask,
  assignTask,
  dueTask,
  editTask,
  deleteTask,
  showSettings,
  changeSettings,
  resetSettings,
  listTemplates,
  groupGuests,
  allowGuests,
  refuseGuests,
  showLicences,
  licenceErrors,
  assignLicence,
  removeLicence,
  listApps,
  listGrants,
  giveApp,
  takeApp,
  myTeams,
  reachableTeams,
  showChannel,
  showPrimaryChannel,
  createChannel,
  listTeamMembers,
  addTeamMember,
  removeTeamMember,
  setUpTeam,
  archiveTeam,
  unarchiveTeam,
  listFiles,
  showSite,
  listNotebooks,
  createNotebook,
  showAudit(() => operations),
  undelivered,
  unreachedOwners,
  retryUndelivered,
  showMessage,
  showOutgoing,
  eraseFromAudit,
  showNews,
  showExtensions,
  putExtension,
  deleteExtension,
  listSchemas,
  createSchema,
  putSchemaValues,
  refreshRequest,
  listConversations,
  listThreads,
  startConversation,
  announce,
  showConversation,
  readThread,
  readPost,
  reply,
  answerPost,
  forwardPost,
  lockThread,
  deleteConversation,
  deleteThread,
  markSeen,
  listSenders,
  acceptSender,
  rejectSender,
  removeSender,
  showPhoto,
  setGroupPhoto,
  showOwnPhoto,
  setOwnPhoto,
  agenda,
  planEvent,
  listEvents,
  showEvent,
  changeEvent,
  cancelEvent,
  showRequest,
  agreeRequest,
  approveChange,
  approveRequest,
  approveCreation,
  approveTeam,
  rejectRequest,
  approveTogether,
  approveTogetherJoins,
  rejectTogether,
  withdrawRequest,
  nudgeRequest,
  commentRequest,
  undoRequest,
  undoChange,
  undoMembers,
  undoOwner,
  amendCreation,
  amendMembership,
  amendName,
  retryRequest,
  setAway,
  endAway,
  declineAway,
  showAway,
  showMySettings,
  setQuietHours,
  setTerm,
  listTerms,
  openTerm,
  showTerm,
  extendTerm,
  keepTerm,
  endTerm,
  askMore,
  listOwnerless,
  openSearch,
  showSearch,
  acceptSearch,
  declineSearch,
  confirmSearch,
  appointOwner,
  searchAgain,
  weeklyReport,
  expiringEverywhere,
  confirmGroup,
  listAttestations,
  openAttestation,
  showAttestation,
  answerNeeded,
  answerVisibility,
  lookThroughMembers,
  saveMembers,
  keepAllMembers,
  showNotice,
  showDigest,
  notNeeded,
  notMine,
  stillNeeded,
  remindLater,
];

/** Everything that can be asked for, in the order in which help tells it. */
export const operations: readonly Operation[] = [helpOperation(told, builtInCommands), ...told];

const byName = new Map(operations.map((operation) => [operation.name, operation]));

/** @param name a card's verb or a command id, as it came from outside */
export function operationNamed(name: string): Operation | undefined {
  return byName.get(name);
}
