import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/domain/errors.ts';
import { approveCreation } from '../../../src/operations/creation/approve-creation.ts';
import { createGroup, requestGroup } from '../../../src/operations/creation/request-group.ts';
import { approveRequest } from '../../../src/operations/requests/approve-request.ts';
import { rejectRequest } from '../../../src/operations/requests/reject-request.ts';
import { showRequest } from '../../../src/operations/requests/show-request.ts';
import { actionsOn, ada, alan, days, grace, group, mallory, wordsOn, world } from '../../support/builders.ts';
import { board, fieldOf, filled, gus, policyOf, requested, requestIn, scene } from '../../support/creation-scene.ts';
import { refusal } from '../../support/fake-directory.ts';

describe('where nobody has to agree', () => {
  it('the group is created at once, once, with a team, and whoever asked owns it and is in it', async () => {
    const place = scene();
    const first = await place.ask(createGroup, ada, filled);
    const second = await place.ask(createGroup, ada, filled);
    expect(first.shows?.requestId).toBe(second.shows?.requestId);
    const [made, ...others] = place.directory.groupsCalled('Tide Pool');
    expect(others).toEqual([]);
    expect(made).toMatchObject({ visibility: 'private', hasTeam: true });
    expect(place.directory.ownerIds(made?.id ?? '')).toEqual([ada.id]);
    expect(place.directory.isMember(made?.id ?? '', ada)).toBe(true);
    expect(place.store.queued.filter(({ kind }) => kind === 'tell-requester')).toEqual([]);
    expect(wordsOn(second)).toContain('You have sent this form already.');
  });

  it('the operation that may only ask creates nothing', async () => {
    const place = scene();
    const form = await place.ask(requestGroup, ada, filled);
    expect(actionsOn(form)[0]?.verb).toBe('group.create');
    expect(place.directory.groupsCalled('Tide Pool')).toEqual([]);
  });

  it('what was refused can be tried again by whoever asked', async () => {
    const place = scene();
    place.directory.refuse('createGroup', refusal('denied', 'group.create-denied'));
    const failed = await place.ask(createGroup, ada, filled);
    expect(wordsOn(failed)).toContain('does not let whoever tried it create groups');
    place.directory.heal('createGroup');
    const requestId = failed.shows?.requestId ?? '';
    expect(wordsOn(await place.ask(approveCreation, ada, { requestId }))).toContain(
      'The group is there and you own it',
    );
  });
});

describe('where somebody has to agree', () => {
  it('those whom the policy names are asked, and whoever presses first creates it for the requester', async () => {
    const place = scene({ approvers: board, lapsesAfterDays: 3 });
    const requestId = await requested(place, { owners: mallory.id });
    const request = await requestIn(place, requestId);
    expect(request).toMatchObject({ kind: 'create', status: 'pending', details: { mailNickname: 'tide-pool' } });
    expect(request.stages[0]?.approvers.map(({ id }) => id)).toEqual([grace.id, alan.id]);
    expect(request.lapsesAt.getTime() - request.createdAt.getTime()).toBe(days(3));
    expect(place.store.queued.filter(({ kind }) => kind === 'deliver-request-card')).toHaveLength(3);
    expect(place.directory.groupsCalled('Tide Pool')).toEqual([]);

    const approved = await place.ask(approveCreation, grace, { requestId });
    expect(wordsOn(approved)).toContain('The group is there, and Ada Lovelace has been told.');
    const [made] = place.directory.groupsCalled('Tide Pool');
    expect(place.directory.ownerIds(made?.id ?? '')).toEqual([ada.id, mallory.id]);
    expect(await requestIn(place, requestId)).toMatchObject({ status: 'done', group: { id: made?.id } });
    expect(place.store.events).toContainEqual(
      expect.objectContaining({ operation: 'request.approve-creation', outcome: 'done', groupId: made?.id, requestId }),
    );
    expect(wordsOn(await place.ask(approveCreation, alan, { requestId }))).toContain('Grace Hopper has approved this');
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
  });

  it('members of an Entra group can be the ones, but for guests and for whoever asks', async () => {
    const council = group('Council');
    const place = world({
      directory: { groups: [council], people: [ada, grace], members: { [council.id]: [ada, grace, gus] } },
      policy: policyOf({ approvers: { kind: 'group', groupId: council.id } }),
    });
    const request = await requestIn(place, await requested(place));
    expect(request.stages[0]?.approvers.map(({ id }) => id)).toEqual([grace.id]);
  });

  it('nobody decides on their own request', async () => {
    const place = scene({ approvers: { kind: 'people', principalNames: [ada.principalName, grace.principalName] } });
    const requestId = await requested(place);
    for (const operation of [approveCreation, rejectRequest])
      await expect(place.ask(operation, ada, { requestId })).rejects.toMatchObject({ code: 'request.own' });
    expect(place.directory.groupsCalled('Tide Pool')).toEqual([]);
  });

  it('is said so when nobody else could decide', async () => {
    const place = scene({ approvers: { kind: 'people', principalNames: [ada.principalName, 'gone@contoso.com'] } });
    await expect(requested(place)).rejects.toMatchObject({ code: 'creation.no-approvers' });
    expect(place.store.queued).toEqual([]);
  });

  it('others do not find the request, and who is no administrator any more hears so', async () => {
    const place = scene({ approvers: { kind: 'admins' }, admins: board });
    const requestId = await requested(place);
    await expect(place.ask(approveCreation, mallory, { requestId })).rejects.toMatchObject({
      code: 'request.not-found',
    });
    const later = world({
      store: place.store,
      policy: {
        ...policyOf({ approvers: { kind: 'admins' } }),
        admins: { kind: 'people', principalNames: [mallory.principalName] },
      },
      directory: { people: [mallory] },
    });
    await expect(later.ask(approveCreation, grace, { requestId })).rejects.toMatchObject({
      code: 'request.not-approver',
    });
  });

  it('whom the rule named when it was made still decides when another rule has come since', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    const policy = policyOf({ approvers: { kind: 'people', principalNames: [mallory.principalName] } });
    const later = world({ store: place.store, policy, directory: { people: [ada, mallory], admins: [grace] } });
    await expect(later.ask(approveCreation, mallory, { requestId })).rejects.toMatchObject({
      code: 'request.not-found',
    });
    await later.ask(approveCreation, grace, { requestId });
    expect(await requestIn(place, requestId)).toMatchObject({ status: 'done', decision: { by: { id: grace.id } } });
  });

  it('a mail address that somebody chose like an approver’s sign-in name makes nobody one', async () => {
    const imposter = { ...mallory, mail: grace.principalName };
    const place = world({
      directory: { people: [imposter, ada] },
      policy: policyOf({ approvers: { kind: 'people', principalNames: [grace.principalName] } }),
    });
    await expect(requested(place)).rejects.toMatchObject({ code: 'creation.no-approvers' });
  });

  it.each<[AppError, string]>([
    [refusal('denied', 'group.create-denied'), 'does not let whoever tried it create groups'],
    [refusal('conflict', 'name.taken'), 'another group has taken this mail address'],
    [refusal('conflict', 'name.blockedWord'), 'does not allow this name'],
    [refusal('conflict', 'name.affix'), 'wants names to begin or end in its own way'],
    [refusal('notFound', 'person.not-found'), 'one of its owners is not in the directory any more'],
    [refusal('upstream', 'graph.unavailable'), 'Microsoft 365 did not carry it out'],
  ])('a refusal (%s) is told, and somebody else can try again', async (error, words) => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    place.directory.refuse('createGroup', error);
    const failed = await place.ask(approveCreation, grace, { requestId });
    expect(wordsOn(failed)).toContain(words);
    expect((await requestIn(place, requestId)).failureCode).toBe(error.code);
    expect(wordsOn(await place.ask(showRequest, ada, { requestId }))).toContain('Change and send again');
    place.directory.heal('createGroup');
    await place.ask(approveCreation, alan, { requestId });
    expect(await requestIn(place, requestId)).toMatchObject({ status: 'done', decision: { by: { id: alan.id } } });
  });

  it('is turned down with a reason, and asked for again from the same form', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place, { owners: mallory.id, mailNickname: 'tides' });
    await place.ask(rejectRequest, grace, { requestId, reason: 'Too wet.' });
    const card = await place.ask(showRequest, ada, { requestId });
    const again = actionsOn(card).find(({ verb }) => verb === 'group.request');
    const data = { from: again?.data['from'] };
    const form = await place.ask(requestGroup, ada, data);
    expect(
      ['displayName', 'mailNickname', 'description', 'owners', 'hasTeam'].map((id) => fieldOf(form, id)['value']),
    ).toEqual(['Tide Pool', 'tides', 'Low water.', mallory.id, 'true']);
    const anew = await place.ask(requestGroup, ada, { ...filled, ...actionsOn(form)[0]?.data, description: 'Dry.' });
    expect(anew.shows?.requestId).not.toBe(requestId);
    expect(fieldOf(await place.ask(requestGroup, mallory, data), 'displayName')['value']).toBe('');
  });

  it('lapses', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    place.clock.moveBy(days(8));
    expect(wordsOn(await place.ask(approveCreation, grace, { requestId }))).toContain('came too late');
    expect((await requestIn(place, requestId)).status).toBe('lapsed');
    expect(place.directory.groupsCalled('Tide Pool')).toEqual([]);
  });

  it('an operation without the scopes for it leaves it alone', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    await expect(place.ask(approveRequest, grace, { requestId })).rejects.toMatchObject({ code: 'request.not-found' });
    expect((await requestIn(place, requestId)).status).toBe('pending');
  });

  it('cannot be gone round by sending the form to the operation that creates', async () => {
    const place = scene({ approvers: board });
    const outcome = await place.ask(createGroup, ada, filled);
    expect((await requestIn(place, outcome.shows?.requestId ?? '')).status).toBe('pending');
    expect(place.directory.groupsCalled('Tide Pool')).toEqual([]);
  });
});

describe('where names follow whoever creates the group', () => {
  const suffixes = { [grace.id]: ' IT' };

  it('the approver sees the name that would do first, and the requester hears under which name it was made', async () => {
    const place = scene({ approvers: board }, [], suffixes);
    const requestId = await requested(place);
    const asked = await place.ask(approveCreation, grace, { requestId });
    expect(wordsOn(asked)).toContain('Nothing is decided yet');
    expect(fieldOf(asked, 'displayName')['value']).toBe('Tide Pool IT');
    expect(fieldOf(asked, 'mailNickname')['value']).toBe('tide-poolIT');
    expect((await requestIn(place, requestId)).status).toBe('pending');
    expect(actionsOn(asked).map(({ title }) => title)).toEqual(['Approve with this name', 'Reject', 'Send']);

    const names = { displayName: 'Tide Pool IT', mailNickname: 'tide-poolIT' };
    const approved = await place.ask(approveCreation, grace, { requestId, ...names });
    expect(wordsOn(approved)).toContain('The group is there');
    expect(place.directory.groupsCalled('Tide Pool IT')).toHaveLength(1);
    const seen = wordsOn(await place.ask(showRequest, ada, { requestId }));
    expect(seen).toContain('Your request for the group Tide Pool IT');
    expect(seen).toMatch(/Asked for as.*Tide Pool/su);
    expect((await requestIn(place, requestId)).details).toMatchObject({ ...names, askedAs: 'Tide Pool' });
  });

  it('somebody to whom other rules apply approves the name as it is', async () => {
    const place = scene({ approvers: board }, [], suffixes);
    const requestId = await requested(place);
    await place.ask(approveCreation, grace, { requestId });
    await place.ask(approveCreation, alan, { requestId });
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
    expect((await requestIn(place, requestId)).details?.askedAs).toBeUndefined();
    expect(wordsOn(await place.ask(approveCreation, grace, { requestId }))).toContain('Alan Turing has approved this');
  });

  it.each([
    [{ displayName: '' }, 'A group needs a name.'],
    [{ displayName: 'x'.repeat(300) }, 'up to 256 characters'],
    [{ mailNickname: 'tide pool' }, 'without spaces'],
    [{ displayName: 'Payroll IT', mailNickname: 'payrollIT' }, 'a word that your organisation does not allow'],
  ])('says beside the field what is wrong with %j', async (names, words) => {
    const place = scene({ approvers: board }, [], suffixes);
    const requestId = await requested(place);
    const asked = await place.ask(approveCreation, grace, { requestId, ...names });
    expect(wordsOn(asked)).toContain(words);
    expect(wordsOn(asked)).toContain('look at the marked fields');
    expect((await requestIn(place, requestId)).status).toBe('pending');
  });

  it('a name that is refused after all can be changed by whoever tries again', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    place.directory.refuse('createGroup', refusal('conflict', 'name.taken'));
    const failed = await place.ask(approveCreation, grace, { requestId });
    expect(fieldOf(failed, 'mailNickname')['value']).toBe('tide-pool');
    expect(actionsOn(failed).map(({ title }) => title)).toEqual(['Try again with this name', 'Send']);
    place.directory.heal('createGroup');
    await place.ask(approveCreation, alan, { requestId, displayName: 'Tide Pool', mailNickname: 'tides' });
    expect(await requestIn(place, requestId)).toMatchObject({ status: 'done', details: { mailNickname: 'tides' } });
  });

  it('an interrupted attempt goes on under the name that it had', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    place.directory.refuse('createGroup', refusal('upstream', 'graph.unavailable'));
    await place.ask(approveCreation, grace, { requestId });
    place.directory.heal('createGroup');
    await place.ask(approveCreation, alan, { requestId, displayName: 'Another' });
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
    expect(place.directory.groupsCalled('Another')).toEqual([]);
  });
});
