import { describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/domain/errors.ts';
import type { ApproverSource } from '../../../src/domain/approvals.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { approveCreation } from '../../../src/operations/creation/approve-creation.ts';
import { createGroup, requestGroup } from '../../../src/operations/creation/request-group.ts';
import type { Operation, Outcome, Services } from '../../../src/operations/operation.ts';
import { approveRequest } from '../../../src/operations/requests/approve-request.ts';
import { rejectRequest } from '../../../src/operations/requests/reject-request.ts';
import { showRequest } from '../../../src/operations/requests/show-request.ts';
import { withdrawRequest } from '../../../src/operations/requests/withdraw-request.ts';
import {
  actionsOn,
  ada,
  alan,
  creationRule,
  days,
  grace,
  group,
  mallory,
  person,
  walk,
  wordsOn,
  world,
} from '../../support/builders.ts';
import { refusal } from '../../support/fake-directory.ts';

const board: Extract<ApproverSource, { kind: 'people' }> = {
  kind: 'people',
  principalNames: [grace.principalName, 'ALAN@contoso.com'],
};
const gus = person('Gus Guest', { isGuest: true });
const draftId = '55555555-0000-4000-8000-000000000001';

type Asked = Partial<Policy['creation']> & {
  approvers?: ApproverSource;
  lapsesAfterDays?: number;
  admins?: Policy['admins'];
};

function policyOf({ approvers, lapsesAfterDays, admins, ...creation }: Asked): Policy {
  const own = approvers ? [creationRule(approvers, lapsesAfterDays === undefined ? {} : { lapsesAfterDays })] : [];
  return {
    ...defaultPolicy,
    ...(admins && { admins }),
    approvals: [...own, ...defaultPolicy.approvals],
    creation: { ...defaultPolicy.creation, ...creation },
  };
}

function scene(asked: Asked = {}, groups = [group('Design Guild')], suffixes: Record<string, string> = {}) {
  const directory = { groups, people: [ada, grace, alan, mallory, gus], admins: [grace, alan], suffixes };
  return world({ directory, policy: policyOf(asked) });
}
type Scene = ReturnType<typeof scene>;

const filled = { draftId, step: 'send', displayName: 'Tide Pool', description: 'Low water.', hasTeam: 'true' };

/** What stands in a field of a form. */
function fieldOf({ card }: Outcome, id: string): Record<string, unknown> {
  const found: Record<string, unknown>[] = [];
  walk(card, (node) => {
    if (node['id'] === id) found.push(node);
  });
  return found[0] ?? {};
}

async function requested(place: Scene, raw: Record<string, unknown> = {}): Promise<string> {
  const outcome = await place.ask(requestGroup, ada, { ...filled, ...raw });
  if (!outcome.shows) throw new Error(`Not sent: ${wordsOn(outcome)}`);
  return outcome.shows.requestId;
}

async function requestIn(place: Scene, id: string) {
  const { tenantId } = place.as(ada).caller;
  const found = await place.store.requests.get(tenantId, id);
  if (!found) throw new Error('no such request');
  return found;
}

describe('the form for a new group', () => {
  it('comes first, with the name that was said, and writes nothing down', async () => {
    const place = scene({ approvers: board });
    const form = await place.ask(requestGroup, ada, requestGroup.inputFromWords('Tide Pool'));
    expect(fieldOf(form, 'displayName')['value']).toBe('Tide Pool');
    expect(fieldOf(form, 'mailNickname')['placeholder']).toBe('tide-pool');
    expect(actionsOn(form).map(({ verb }) => verb)).toEqual(['group.request', 'group.request']);
    expect(place.store.events).toEqual([]);
    expect(place.store.queued).toEqual([]);
  });

  it('goes to the operation that may create where nobody has to agree', async () => {
    const form = await scene().ask(requestGroup, ada, {});
    expect(actionsOn(form).map(({ title, verb }) => [title, verb])).toContainEqual(['Create', 'group.create']);
  });

  it.each([
    [{ displayName: '' }, 'A group needs a name.'],
    [{ displayName: 'x'.repeat(257) }, 'up to 256 characters'],
    [{ description: 'x'.repeat(1025) }, 'under 1024 characters'],
    [{ mailNickname: 'tide pool' }, 'without spaces'],
    [{ mailNickname: 'tide@pool' }, 'without spaces'],
    [{ mailNickname: 'x'.repeat(65) }, 'up to 64'],
    [{ displayName: '潮だまり' }, 'No mail address could be made'],
    [{ displayName: 'Payroll 2027' }, 'a word that your organisation does not allow'],
    [{ visibility: 'hiddenMembership' }, 'does not have such groups'],
    [{ classification: 'Secret' }, 'not one of the classifications'],
    [{ owners: gus.id }, 'Guests cannot own'],
    [{ owners: 'not-an-id' }, 'not in the directory'],
    [{ owners: Array.from({ length: 10 }, () => crypto.randomUUID()).join(',') }, 'up to 9 further owners'],
  ])('says beside the field what is wrong with %j', async (raw, words) => {
    const place = scene();
    const form = await place.ask(createGroup, ada, { ...filled, ...raw });
    expect(wordsOn(form)).toContain(words);
    expect(wordsOn(form)).toContain('Not sent yet');
    expect(place.directory.groupsCalled(filled.displayName)).toEqual([]);
  });

  it('puts before or after the name what the organisation wants, and sends nothing that was not seen so', async () => {
    const place = scene({}, [group('Shore Council')], { [ada.id]: ' Shore' });
    const form = await place.ask(createGroup, ada, filled);
    expect(wordsOn(form)).toContain('it becomes “Tide Pool Shore”');
    expect(wordsOn(form)).not.toContain('Shore Council');
    expect(fieldOf(form, 'displayName')['value']).toBe('Tide Pool Shore');
    expect(fieldOf(form, 'mailNickname')).toMatchObject({ value: '', placeholder: 'tide-pool-shoreShore' });
    expect(place.store.events).toEqual([]);
    const sent = { ...filled, ...actionsOn(form)[0]?.data, displayName: 'Tide Pool Shore' };
    await place.ask(createGroup, ada, sent);
    expect(place.directory.groupsCalled('Tide Pool Shore')).toHaveLength(1);
  });

  it('looks again for groups that look alike when the name was changed', async () => {
    const place = scene({}, [group('Tide Pool Watchers'), group('Harbour Watch')]);
    const form = await place.ask(createGroup, ada, filled);
    const changed = { ...filled, ...actionsOn(form).find(({ title }) => title === 'Create anyway')?.data };
    const again = await place.ask(createGroup, ada, { ...changed, displayName: 'Harbour' });
    expect(wordsOn(again)).toContain('Harbour Watch');
    expect(place.directory.groupsCalled('Harbour')).toEqual([]);
  });

  it('asks for a shorter name where there is no room for what belongs to it', async () => {
    const place = scene({}, [], { [ada.id]: 's'.repeat(60) });
    const form = await place.ask(createGroup, ada, filled);
    expect(wordsOn(form)).toContain('with that it is too long. Please choose a shorter one.');
    expect(wordsOn(form)).not.toContain('would do');
  });

  it('wants as many owners as the policy says, whoever asks among them', async () => {
    const place = scene({ minimumOwners: 2 });
    expect(wordsOn(await place.ask(createGroup, ada, { ...filled, owners: ada.id }))).toContain('at least 2 owners');
    await place.ask(createGroup, ada, { ...filled, owners: alan.id });
    const [made] = place.directory.groupsCalled('Tide Pool');
    expect(place.directory.ownerIds(made?.id ?? '')).toEqual([ada.id, alan.id]);
  });

  it('shows groups that look alike first, to join instead', async () => {
    const place = scene({}, [group('Tide Pool Watchers')]);
    const form = await place.ask(createGroup, ada, filled);
    expect(wordsOn(form)).toContain('Tide Pool Watchers');
    expect(actionsOn(form).map(({ title }) => title)).toEqual(['Join instead', 'Create anyway', 'Check the name']);
    const again = actionsOn(form).find(({ title }) => title === 'Create anyway');
    await place.ask(createGroup, ada, { ...filled, ...again?.data });
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
  });

  it('fills in a template before anything is sent', async () => {
    const template = {
      name: 'Project',
      description: '{name} of {requester}',
      visibility: 'public',
      hasTeam: false,
    } as const;
    const place = scene({ templates: [template] });
    const form = await place.ask(createGroup, ada, { ...filled, template: 'Project' });
    expect(fieldOf(form, 'description')['value']).toBe('Tide Pool of Ada Lovelace');
    expect(fieldOf(form, 'visibility')['value']).toBe('public');
    expect(fieldOf(form, 'hasTeam')['value']).toBe('false');
    const data = actionsOn(form)[0]?.data ?? {};
    await place.ask(createGroup, ada, { ...filled, template: 'Project', ...data, hasTeam: 'false' });
    expect(place.directory.groupsCalled('Tide Pool')).toHaveLength(1);
  });
});

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

describe('a team that is not ready', () => {
  it('leaves a group that its owner, or an approver, finishes later', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place, { owners: mallory.id });
    place.teams.refuse('enable', refusal('upstream', 'team.not-ready'));
    const card = await place.ask(approveCreation, grace, { requestId });
    expect(wordsOn(card)).toContain('The group is there, but not yet its team');
    expect(actionsOn(card).map(({ title }) => title)).toEqual(['Finish', 'Send']);
    expect(wordsOn(await place.ask(withdrawRequest, ada, { requestId }))).toContain('too late');

    place.teams.heal('enable');
    await place.ask(approveCreation, mallory, { requestId });
    expect(await requestIn(place, requestId)).toMatchObject({ status: 'done', decision: { by: { id: grace.id } } });
    expect(place.directory.groupsCalled('Tide Pool')).toMatchObject([{ hasTeam: true }]);
  });

  it('is finished by whoever asked, who owns the group', async () => {
    const place = scene({ approvers: board });
    const requestId = await requested(place);
    place.teams.refuse('enable', refusal('denied', 'team.denied'));
    await place.ask(approveCreation, grace, { requestId });
    place.teams.heal('enable');
    expect(wordsOn(await place.ask(approveCreation, ada, { requestId }))).toContain(
      'The group is there and you own it',
    );
  });
});

/** The process dies at the nth write, before it or after it: what is written stays, what comes next never happens. */
async function dyingAt(
  step: number,
  place: Scene,
  who: typeof ada,
  operation: Operation,
  raw: Record<string, unknown>,
) {
  const services = place.as(who);
  let left = step;
  let isDead = false;
  const passes = () => {
    isDead ||= left-- === 1;
    if (isDead) throw new Error('killed');
  };
  const mortal = <In extends unknown[], Out>(work: (...input: In) => Promise<Out>) => {
    return async (...input: In): Promise<Out> => {
      passes();
      const result = await work(...input);
      passes();
      return result;
    };
  };
  const { directory, teams, store } = services;
  const requests = {
    ...store.requests,
    setGroup: mortal(store.requests.setGroup.bind(store)),
    get: mortal(store.requests.get.bind(store)),
  };
  const dying = {
    ...services,
    directory: {
      ...directory,
      createGroup: mortal(directory.createGroup.bind(directory)),
    },
    teams: { ...teams, enable: mortal(teams.enable.bind(teams)) },
    store: {
      ...store,
      requests,
      atomically: <T>(work: Parameters<Services['store']['atomically']>[0]) =>
        mortal(() => store.atomically(work) as Promise<T>)(),
    },
  };
  try {
    await operation.execute(raw, dying);
    return false;
  } catch (error) {
    if (error instanceof Error && error.message === 'killed') return true;
    throw error;
  }
}

describe('killed anywhere, and pressed again', () => {
  it('creates one group at once', async () => {
    let step = 1;
    for (let isKilled = true; isKilled; step++) {
      const place = scene();
      isKilled = await dyingAt(step, place, ada, createGroup, filled);
      await place.ask(createGroup, ada, filled);
      expect(place.directory.groupsCalled('Tide Pool'), `step ${step}`).toMatchObject([{ hasTeam: true }]);
      const [mine] = await place.store.requests.byRequester(place.as(ada).caller.tenantId, ada.id, { limit: 9 });
      expect(mine?.status, `step ${step}`).toBe('done');
    }
    expect(step).toBeGreaterThan(8);
  });

  it('creates one group on approval', async () => {
    let step = 1;
    for (let isKilled = true; isKilled; step++) {
      const place = scene({ approvers: board });
      const requestId = await requested(place);
      isKilled = await dyingAt(step, place, grace, approveCreation, { requestId });
      await place.ask(approveCreation, grace, { requestId });
      expect(place.directory.groupsCalled('Tide Pool'), `step ${step}`).toMatchObject([{ hasTeam: true }]);
      expect((await requestIn(place, requestId)).status, `step ${step}`).toBe('done');
    }
    expect(step).toBeGreaterThan(8);
  });
});
