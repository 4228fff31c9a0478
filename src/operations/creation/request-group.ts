import { randomUUID } from 'node:crypto';
import { groupFormCard, type GroupFormShown } from '../../cards/group-form.ts';
import type { GroupPlan } from '../../domain/group-plan.ts';
import type { Group } from '../../domain/groups.ts';
import type { GroupTemplate } from '../../domain/policy.ts';
import { defineOperation } from '../define-operation.ts';
import type { Change, Outcome, Services } from '../operation.ts';
import type { Reader } from '../../cards/reader.ts';
import { rulingFor } from '../requests/approval-for.ts';
import { shownToRequester } from '../requests/show-request-card.ts';
import type { Asked } from '../requests/ask.ts';
import { begun } from '../side-by-side.ts';
import { askApprovers, createAtOnce, sentBefore, type Wish } from './ask-for-group.ts';
import { isAny } from './check-names.ts';
import { isOpen, type GroupRequest } from '../../domain/requests.ts';
import { forSomebody } from '../for-somebody.ts';
import { groupForm, type GroupForm } from './form-input.ts';
import { checkPlan, readPlan } from './plan-group.ts';

type Asking = { form: GroupFormShown } | Asked;

/** Only the card of the form sends these; a command in chat begins with an empty one. */
type Send = (wish: Wish, services: Services) => Promise<Asked>;

/**
 * Asks for a new group with a form: whom the policy names decides. Where nobody has to agree, the form's button goes to
 * `group.create`, which may create.
 * @throws AppError `creation.no-approvers`
 */
export const requestGroup = defineOperation({
  name: 'group.request',
  phrases: [
    'new group',
    'request a group',
    'request group',
    'request a new group',
    'ask for a group',
    'ask for a new group',
    'create a group',
    'create a new group',
    'create group',
    'make a group',
    'start a group',
    'i need a group',
    'new team',
    'create a team',
    'create team',
    'request a team',
    'a new group',
    'a new team',
    'need a new group',
    'need a group',
  ],
  sayings: [
    'set|start up? a? new? group|team called|named {displayName}',
    'i? need|want|like a new group|team',
    'make|create|request|open a? new? group|team called|named {displayName}',
  ],
  approval: 'create',
  summary: 'Ask for a new group, with or without a team',
  example: 'new group Tide Pool',
  argument: 'displayName',
  input: groupForm,
  scopes: ['Group.Read.All', 'User.ReadBasic.All'],

  dialog: {
    title: 'New group',
    size: 'large',
    command: { description: 'Ask for a new group, with or without a team' },
  },

  run: (form, services) => answer(form, services),
  changes: changeOf,
  card: draw,
});

/**
 * Creates a group at once, as whoever asks, where nobody has to agree.
 * @see https://learn.microsoft.com/graph/api/group-upsert
 */
export const createGroup = defineOperation({
  name: 'group.create',
  phrases: [],
  approval: 'create',
  summary: 'Create a group at once',
  example: '',
  input: groupForm,
  // Graph lets names be checked with the right to read groups, but not with the one to change them.
  scopes: ['Group.Read.All', 'Group.ReadWrite.All', 'User.ReadBasic.All'],

  dialog: { title: 'New group', size: 'large' },

  run: (form, services) => answer(form, services, createAtOnce),
  changes: changeOf,
  card: draw,
});

/**
 * @param atOnce what is done where nobody has to agree; absent where this operation has no right to do it: the form comes
 *   back with the right button
 */
async function answer(form: GroupForm, services: Services, atOnce?: Send): Promise<Asking> {
  const { draftId } = form;
  // Nothing is sent under another name than the form's.
  const { isFree, isReasonRequired } = await rulingFor({ kind: 'create', group: form, isOwner: false }, services);
  const send = isFree ? atOnce : askApprovers;
  const from = await requestBefore(form, services);
  if (draftId === undefined) {
    const begun = from ? fromRequest(form, from) : await forNamedPerson(form, services);
    return redraw(begun, randomUUID(), services);
  }
  const template = services.policy.creation.templates.find(({ name }) => name === form.template);
  // Chosen after the form was drawn: it is filled in first, so that nothing is sent which the person has not seen.
  if (template && form.filledWith !== template.name)
    return redraw(filledIn(form, template, services), draftId, services, { isFilled: true });

  // Its own group would now be what stands in its way.
  const before = form.step === 'send' ? await sentBefore(draftId, services, send === createAtOnce) : undefined;
  if (before) return before;
  // Read beside the rest: what is alike is not asked for again once it was seen.
  const alike = form.seenFor ? undefined : begun(similarGroups(form.displayName, services));
  const { plan, problems: found, forWhom } = await checkPlan(form, services);
  const isUnsaid = isReasonRequired && plan.description === '';
  const problems = isUnsaid ? { description: sayWhatFor, ...found } : found;
  if (isAny(problems)) return redraw(form, draftId, services, { problems }, plan);
  // What the organisation adds to every name makes no two of them alike.
  const similar =
    form.seenFor === plan.displayName ? [] : await (alike?.() ?? similarGroups(form.displayName, services));
  const isFitted = isNamedAnew(form, plan);
  const isReady = form.step === 'send' && similar.length === 0 && !isFitted;
  if (isReady && send) return (await openAfter(from, services)) ?? send({ plan, draftId, forWhom, from }, services);
  const mailNickname = form.mailNickname === '' ? '' : plan.mailNickname;
  return redraw({ ...form, mailNickname }, draftId, services, { similar, isChecked: true, isFitted }, plan);
}

const sayWhatFor = 'Please say what it is for: whoever decides wants to know.';

/** Whether a name became another than was typed: nobody's group gets a name that they have not seen. */
function isNamedAnew(form: GroupForm, { displayName, mailNickname }: GroupPlan): boolean {
  return displayName !== form.displayName || (form.mailNickname !== '' && mailNickname !== form.mailNickname);
}

/** What the caller had asked for before; of others' requests nothing is known. */
async function requestBefore({ from }: GroupForm, { store, caller }: Services): Promise<GroupRequest | undefined> {
  const request = from === undefined ? undefined : await store.requests.get(caller.tenantId, from);
  return request?.requester.id === caller.userId && request.kind === 'create' ? request : undefined;
}

const mostLookedThrough = 50;

/** One that takes up the same request again and is still open: a second is not sent beside it. */
async function openAfter(from: GroupRequest | undefined, { store, caller }: Services): Promise<Asked | undefined> {
  if (!from) return undefined;
  const newest = await store.requests.byRequester(caller.tenantId, caller.userId, { limit: mostLookedThrough });
  const open = newest.find((request) => request.follows?.id === from.id && isOpen(request));
  return open && { request: open, isNew: false };
}

/** Filled in with what was asked for, not with what somebody made of it. */
function fromRequest(form: GroupForm, { details: kept, askedAs, subject }: GroupRequest): GroupForm {
  const details = askedAs?.plan ?? kept;
  if (!details) return form;
  return {
    ...form,
    displayName: details.displayName,
    mailNickname: details.mailNickname,
    description: details.description,
    visibility: details.visibility,
    hasTeam: String(details.hasTeam),
    owners: details.owners.map(({ id }) => id).join(','),
    forWhom: subject?.id ?? '',
    classification: details.classification ?? '',
  };
}

/** “Tide Pool for Mirela”: the form shows for whom before anything is sent. */
async function forNamedPerson(form: GroupForm, services: Services): Promise<GroupForm> {
  const meant = form.forWhom === '' ? await forSomebody(form.displayName, services) : undefined;
  if (!meant || meant.person?.isGuest) return form;
  return { ...form, displayName: meant.rest, ...(meant.person && { forWhom: meant.person.id }) };
}

function filledIn(form: GroupForm, template: GroupTemplate, { caller }: Services): GroupForm {
  const { description, visibility, hasTeam, classification } = template;
  const fill = (pattern: string): string =>
    pattern.replaceAll('{name}', () => form.displayName).replaceAll('{requester}', () => caller.displayName);
  return {
    ...form,
    ...(description !== undefined && { description: fill(description) }),
    ...(visibility && { visibility }),
    ...(hasTeam !== undefined && { hasTeam: String(hasTeam) }),
    ...(classification !== undefined && { classification }),
    filledWith: template.name,
  };
}

async function redraw(
  form: GroupForm,
  draftId: string,
  services: Services,
  more: Pick<GroupFormShown, 'problems' | 'similar' | 'isChecked' | 'isFilled' | 'isFitted'> = {},
  known?: GroupPlan,
): Promise<{ form: GroupFormShown }> {
  const { policy } = services;
  const { visibilities, classifications, templates, minimumOwners } = policy.creation;
  const choices = { visibilities, classifications, templates: templates.map(({ name }) => name), minimumOwners };
  const { plan: read, forWhom } = await readPlan(form, services);
  const plan = known ?? read;
  const { isFree } = await rulingFor({ kind: 'create', group: plan, isOwner: false }, services);
  const about = { typedNickname: form.mailNickname, template: form.filledWith, needsApproval: !isFree };
  const whose = { ...(forWhom && { forWhom }), ...(form.from !== undefined && { from: form.from }) };
  return { form: { draftId, plan, choices, ...about, ...whose, ...more } };
}

/** Groups that the caller can see whose names have the same words, or failing that, the longest of them. */
async function similarGroups(name: string, { directory }: Services): Promise<Group[]> {
  if (name === '') return [];
  const [longest = ''] = name.split(/\s+/u).sort((a, b) => b.length - a.length);
  const isLoose = longest.length >= 4 && longest !== name;
  const [whole, loose] = await Promise.all(
    [name, ...(isLoose ? [longest] : [])].map((words) => directory.searchGroups(words, { pageSize: 3 })),
  );
  return (whole?.items.length ? whole : loose)?.items ?? [];
}

function changeOf(asking: Asking): Change | undefined {
  if ('form' in asking || !asking.isNew) return undefined;
  const { id, status, group, failureCode } = asking.request;
  if (status === 'pending') return { outcome: 'requested', requestId: id };
  const about = { groupId: group.id, requestId: id };
  return failureCode === undefined ? { outcome: 'done', ...about } : { outcome: 'failed', code: failureCode, ...about };
}

function draw(asking: Asking, reader: Reader): Outcome {
  if ('form' in asking) return groupFormCard(asking.form, reader);
  const { request, isNew } = asking;
  const notice = request.follows ? 'You have asked for this already.' : 'You have sent this form already.';
  return shownToRequester(isNew ? { request } : { request, notice }, reader);
}
