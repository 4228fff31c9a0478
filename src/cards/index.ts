import { attestationCard } from './attestation-card.ts';
import { attestationMembersCard } from './attestation-members.ts';
import { attestationsListCard } from './attestations-list.ts';
import { overdueTermsCard } from './overdue-terms.ts';
import { togetherDoneCard } from './together-done.ts';
import { waitingListCard } from './waiting-list.ts';
import { awayCard } from './away-card.ts';
import { awayFormCard } from './away-form.ts';
import { mySettingsCard } from './my-settings.ts';
import { quietFormCard } from './quiet-form.ts';
import { termCard } from './term-card.ts';
import { ownerQuestionCard, ownerSearchCard } from './owner-search.ts';
import { newOwnerCard, ownerLeftCard } from './owner-told.ts';
import { ownerlessListCard } from './ownerless-list.ts';
import { weeklyReportCard } from './weekly-report.ts';
import { termFormCard } from './term-form.ts';
import { amendFormCard } from './amend-form.ts';
import { changeUndoneCard } from './change-undone.ts';
import { commentToldCard } from './comment-told.ts';
import { nudgeChoiceCard } from './nudge-choice.ts';
import { subjectToldCard } from './subject-told.ts';
import { termsListCard } from './terms-list.ts';
import { addFormCard } from './add-form.ts';
import { choosePersonCard } from './choose-person.ts';
import { channelNoticeCard } from './channel-notice.ts';
import { channelReplyCard } from './channel-reply.ts';
import { chooseGroup, errorShown } from './error-card.ts';
import { confirmPersonCard } from './confirm-person.ts';
import { deleteConfirmCard } from './delete-confirm.ts';
import { deletedGroupsCard } from './deleted-groups.ts';
import { describeFormCard } from './describe-form.ts';
import { doneCard } from './done.ts';
import { editFormCard } from './edit-form.ts';
import { everybodyListCard } from './everybody-list.ts';
import { eventConfirmCard } from './event-confirm.ts';
import { eventDoneCard } from './event-done.ts';
import { eventFormCard } from './event-form.ts';
import { eventListCard } from './event-list.ts';
import { eventShownCard } from './event-shown.ts';
import { expiringListCard } from './expiring-list.ts';
import { filesListCard } from './files-list.ts';
import { groupChangedCard } from './group-changed.ts';
import { unreachedOwnersCard } from './unreached-owners.ts';
import { handOverCard } from './hand-over.ts';
import { handedOverCard } from './handed-over.ts';
import { expiryDigestCard } from './expiry-digest.ts';
import { expiryNoticeCard } from './expiry-notice.ts';
import { groupDeletedCard } from './group-deleted.ts';
import { groupEditedCard } from './group-edited.ts';
import { groupFormCard } from './group-form.ts';
import { groupSharedCard } from './group-shared.ts';
import { groupShownCard } from './group-shown.ts';
import { groupsListCard } from './groups-list.ts';
import { helpCard } from './help.ts';
import { holdersListCard } from './holders-list.ts';
import { joinFormCard } from './join-form.ts';
import { leaveConfirmCard } from './leave-confirm.ts';
import { appConfirmCard, appFormCard, appGrantsCard, appToldCard, groupAppsCard } from './group-apps.ts';
import {
  licenceConfirmCard,
  licenceErrorsCard,
  licenceFormCard,
  licencesShownCard,
  licenceToldCard,
} from './licences.ts';
import {
  extensionsCard,
  valuesFormCard,
  extensionConfirmCard,
  extensionToldCard,
  schemasCard,
  schemaFormCard,
  schemaToldCard,
} from './extensions.ts';
import { groupNewsCard } from './group-news.ts';
import { mailFormCard } from './mail-form.ts';
import { membersListCard } from './members-list.ts';
import { membershipCheckedCard } from './membership-checked.ts';
import { chooseThingCard } from './choose-thing.ts';
import { dynamicFormCard } from './dynamic-form.ts';
import { kindCreatedCard } from './kind-created.ts';
import { rulePreviewCard } from './rule-preview.ts';
import { rulesShownCard } from './rules-shown.ts';
import { securityFormCard } from './security-form.ts';
import { setUpFormCard } from './set-up-form.ts';
import { teamBegunCard } from './team-begun.ts';
import { listAskedCard, listOfferCard, listToldCard } from './list-asked.ts';
import { listMendCard } from './list-mend.ts';
import { listPreviewCard, listRemovalCard } from './list-preview.ts';
import { listReportCard } from './list-report.ts';
import { listRowsCard } from './list-rows.ts';
import { manyFormCard } from './many-form.ts';
import { manyProgressCard } from './many-progress.ts';
import { nestFormCard } from './nest-form.ts';
import { takeOutConfirmCard } from './take-out-confirm.ts';
import { thingChangedCard } from './thing-changed.ts';
import { thingsListCard } from './things-list.ts';
import { nearPeopleCard } from './near-people.ts';
import { auditEraseCard } from './audit-erase.ts';
import { personErasedCard } from './audit-erased.ts';
import { auditFormCard } from './audit-form.ts';
import { auditListCard } from './audit-list.ts';
import { outgoingProgressCard } from './outgoing-progress.ts';
import { undeliveredListCard } from './undelivered-list.ts';
import { undeliveredRetriedCard } from './undelivered-retried.ts';
import { answeredInPrivate, signedOut, welcome } from './notices.ts';
import { peopleAddedCard } from './people-added.ts';
import { personChangedCard } from './person-changed.ts';
import { personShownCard } from './person-shown.ts';
import { policyConfirmCard } from './policy-confirm.ts';
import { policyFormCard } from './policy-form.ts';
import { policyShownCard } from './policy-shown.ts';
import { policyToldCard } from './policy-told.ts';
import { notebookFormCard } from './notebook-form.ts';
import { notebooksListCard } from './notebooks-list.ts';
import { planChangedCard } from './plan-changed.ts';
import { planChoiceCard } from './plan-choice.ts';
import { planDeleteConfirmCard } from './plan-delete-confirm.ts';
import { planFormCard } from './plan-form.ts';
import { planMembersCard } from './plan-members.ts';
import { planShownCard } from './plan-shown.ts';
import { plansListCard } from './plans-list.ts';
import { photoSetCard } from './photo-set.ts';
import { photoShownCard } from './photo-shown.ts';
import { purgeConfirmCard } from './purge-confirm.ts';
import { renameFormCard } from './rename-form.ts';
import { personFormCard } from './person-form.ts';
import { requestCard } from './request-card.ts';
import { requestStatusCard } from './request-status.ts';
import { askFormCard } from './ask-form.ts';
import { approverToldCard } from './approver-told.ts';
import { requestToldCard } from './request-told.ts';
import { requestsListCard } from './requests-list.ts';
import { unclearCommand } from './unclear-command.ts';
import { rolesListCard } from './roles-list.ts';
import { siteShownCard } from './site-shown.ts';
import { taskFormCard } from './task-form.ts';
import { taskShownCard } from './task-shown.ts';
import { settingTemplatesCard } from './setting-templates.ts';
import { settingsConfirmCard } from './settings-confirm.ts';
import { settingsFormCard } from './settings-form.ts';
import { settingsShownCard } from './settings-shown.ts';
import { settingsToldCard } from './settings-told.ts';
import { visibilityConfirmCard } from './visibility-confirm.ts';
import { teamEnabledCard } from './team-enabled.ts';
import { teamFormCard } from './team-form.ts';
import { teamShownCard } from './team-shown.ts';
import { channelFormCard } from './channel-form.ts';
import { channelShownCard } from './channel-shown.ts';
import { teamArchiveFormCard } from './team-archive-form.ts';
import { teamArchivedCard } from './team-archived.ts';
import { teamMemberChangedCard } from './team-member-changed.ts';
import { teamMemberConfirmCard } from './team-member-confirm.ts';
import { teamMemberFormCard } from './team-member-form.ts';
import { teamMembersListCard } from './team-members-list.ts';
import { teamSettingsFormCard } from './team-settings-form.ts';
import { teamsListCard } from './teams-list.ts';
import { conversationsListCard } from './conversations-list.ts';
import { threadShownCard } from './thread-shown.ts';
import { postFormCard } from './post-form.ts';
import { postedCard } from './posted.ts';
import { forwardFormCard } from './forward-form.ts';
import { talkDeleteConfirmCard } from './talk-delete-confirm.ts';
import { sendersListCard } from './senders-list.ts';
import type { CardMessage } from '../ports/messenger.ts';
import type { Card } from './define-card.ts';
import type { Reader } from './reader.ts';

/** One face of a card, drawn from its sample. */
export interface DrawnSample {
  template: string;
  sample: string;
  message: CardMessage;
}

/** Every face of every card: for tests and for pictures in the documentation. */
export function drawSamples(reader: Reader): DrawnSample[] {
  return [
    ...drawn(addFormCard, reader),
    ...drawn(answeredInPrivate, reader),
    ...drawn(attestationCard, reader),
    ...drawn(attestationMembersCard, reader),
    ...drawn(attestationsListCard, reader),
    ...drawn(auditEraseCard, reader),
    ...drawn(personErasedCard, reader),
    ...drawn(auditFormCard, reader),
    ...drawn(auditListCard, reader),
    ...drawn(undeliveredListCard, reader),
    ...drawn(undeliveredRetriedCard, reader),
    ...drawn(outgoingProgressCard, reader),
    ...drawn(channelNoticeCard, reader),
    ...drawn(channelReplyCard, reader),
    ...drawn(chooseGroup, reader),
    ...drawn(choosePersonCard, reader),
    ...drawn(confirmPersonCard, reader),

    ...drawn(deleteConfirmCard, reader),
    ...drawn(deletedGroupsCard, reader),
    ...drawn(describeFormCard, reader),
    ...drawn(doneCard, reader),
    ...drawn(editFormCard, reader),
    ...drawn(errorShown, reader),
    ...drawn(everybodyListCard, reader),
    ...drawn(eventConfirmCard, reader),
    ...drawn(eventDoneCard, reader),
    ...drawn(eventFormCard, reader),
    ...drawn(eventListCard, reader),
    ...drawn(eventShownCard, reader),
    ...drawn(expiringListCard, reader),
    ...drawn(filesListCard, reader),
    ...drawn(groupChangedCard, reader),
    ...drawn(expiryDigestCard, reader),
    ...drawn(handOverCard, reader),
    ...drawn(unreachedOwnersCard, reader),
    ...drawn(handedOverCard, reader),
    ...drawn(expiryNoticeCard, reader),
    ...drawn(groupDeletedCard, reader),
    ...drawn(groupEditedCard, reader),
    ...drawn(groupFormCard, reader),
    ...drawn(groupSharedCard, reader),
    ...drawn(groupShownCard, reader),
    ...drawn(groupsListCard, reader),
    ...drawn(helpCard, reader),
    ...drawn(holdersListCard, reader),
    ...drawn(askFormCard, reader),
    ...drawn(joinFormCard, reader),
    ...drawn(leaveConfirmCard, reader),
    ...drawn(groupAppsCard, reader),
    ...drawn(appGrantsCard, reader),
    ...drawn(appFormCard, reader),
    ...drawn(appConfirmCard, reader),
    ...drawn(appToldCard, reader),
    ...drawn(licencesShownCard, reader),
    ...drawn(licenceFormCard, reader),
    ...drawn(licenceConfirmCard, reader),
    ...drawn(licenceToldCard, reader),
    ...drawn(licenceErrorsCard, reader),
    ...drawn(extensionsCard, reader),
    ...drawn(valuesFormCard, reader),
    ...drawn(extensionConfirmCard, reader),
    ...drawn(extensionToldCard, reader),
    ...drawn(schemasCard, reader),
    ...drawn(schemaFormCard, reader),
    ...drawn(schemaToldCard, reader),
    ...drawn(groupNewsCard, reader),
    ...drawn(mailFormCard, reader),
    ...drawn(membersListCard, reader),
    ...drawn(membershipCheckedCard, reader),
    ...drawn(chooseThingCard, reader),
    ...drawn(dynamicFormCard, reader),
    ...drawn(kindCreatedCard, reader),
    ...drawn(rulePreviewCard, reader),
    ...drawn(securityFormCard, reader),
    ...drawn(setUpFormCard, reader),
    ...drawn(teamBegunCard, reader),
    ...drawn(listAskedCard, reader),
    ...drawn(listMendCard, reader),
    ...drawn(listOfferCard, reader),
    ...drawn(listPreviewCard, reader),
    ...drawn(listRemovalCard, reader),
    ...drawn(listReportCard, reader),
    ...drawn(listRowsCard, reader),
    ...drawn(listToldCard, reader),
    ...drawn(manyFormCard, reader),
    ...drawn(manyProgressCard, reader),
    ...drawn(nestFormCard, reader),
    ...drawn(takeOutConfirmCard, reader),
    ...drawn(thingChangedCard, reader),
    ...drawn(thingsListCard, reader),
    ...drawn(nearPeopleCard, reader),
    ...drawn(overdueTermsCard, reader),
    ...drawn(peopleAddedCard, reader),
    ...drawn(personChangedCard, reader),
    ...drawn(personShownCard, reader),
    ...drawn(policyConfirmCard, reader),
    ...drawn(policyFormCard, reader),
    ...drawn(policyShownCard, reader),
    ...drawn(policyToldCard, reader),
    ...drawn(rulesShownCard, reader),
    ...drawn(notebookFormCard, reader),
    ...drawn(notebooksListCard, reader),
    ...drawn(planChangedCard, reader),
    ...drawn(planChoiceCard, reader),
    ...drawn(planDeleteConfirmCard, reader),
    ...drawn(planFormCard, reader),
    ...drawn(planMembersCard, reader),
    ...drawn(planShownCard, reader),
    ...drawn(plansListCard, reader),
    ...drawn(photoSetCard, reader),
    ...drawn(photoShownCard, reader),
    ...drawn(purgeConfirmCard, reader),
    ...drawn(renameFormCard, reader),
    ...drawn(personFormCard, reader),
    ...drawn(requestCard, reader),
    ...drawn(requestStatusCard, reader),
    ...drawn(requestToldCard, reader),
    ...drawn(approverToldCard, reader),
    ...drawn(amendFormCard, reader),
    ...drawn(changeUndoneCard, reader),
    ...drawn(commentToldCard, reader),
    ...drawn(nudgeChoiceCard, reader),
    ...drawn(subjectToldCard, reader),
    ...drawn(requestsListCard, reader),
    ...drawn(rolesListCard, reader),
    ...drawn(settingTemplatesCard, reader),
    ...drawn(settingsConfirmCard, reader),
    ...drawn(settingsFormCard, reader),
    ...drawn(settingsShownCard, reader),
    ...drawn(settingsToldCard, reader),
    ...drawn(signedOut, reader),
    ...drawn(siteShownCard, reader),
    ...drawn(taskFormCard, reader),
    ...drawn(taskShownCard, reader),
    ...drawn(teamEnabledCard, reader),
    ...drawn(teamFormCard, reader),
    ...drawn(teamShownCard, reader),
    ...drawn(channelFormCard, reader),
    ...drawn(channelShownCard, reader),
    ...drawn(teamArchiveFormCard, reader),
    ...drawn(teamArchivedCard, reader),
    ...drawn(teamMemberChangedCard, reader),
    ...drawn(teamMemberConfirmCard, reader),
    ...drawn(teamMemberFormCard, reader),
    ...drawn(teamMembersListCard, reader),
    ...drawn(teamSettingsFormCard, reader),
    ...drawn(teamsListCard, reader),
    ...drawn(unclearCommand, reader),
    ...drawn(visibilityConfirmCard, reader),
    ...drawn(conversationsListCard, reader),
    ...drawn(threadShownCard, reader),
    ...drawn(postFormCard, reader),
    ...drawn(postedCard, reader),
    ...drawn(forwardFormCard, reader),
    ...drawn(talkDeleteConfirmCard, reader),
    ...drawn(sendersListCard, reader),
    ...drawn(termCard, reader),
    ...drawn(awayCard, reader),
    ...drawn(waitingListCard, reader),
    ...drawn(togetherDoneCard, reader),
    ...drawn(awayFormCard, reader),
    ...drawn(mySettingsCard, reader),
    ...drawn(quietFormCard, reader),
    ...drawn(termFormCard, reader),
    ...drawn(termsListCard, reader),
    ...drawn(ownerQuestionCard, reader),
    ...drawn(ownerSearchCard, reader),
    ...drawn(newOwnerCard, reader),
    ...drawn(ownerLeftCard, reader),
    ...drawn(ownerlessListCard, reader),
    ...drawn(weeklyReportCard, reader),
    ...drawn(welcome, reader),
  ];
}

function drawn<T>(card: Card<T>, reader: Reader): DrawnSample[] {
  return Object.entries(card.samples).map(([sample, data]) => ({
    template: card.template,
    sample,
    message: card(data, reader),
  }));
}
