import { describe, expect, it } from 'vitest';
import { approveCreation } from '../../../src/operations/creation/approve-creation.ts';
import { createGroup } from '../../../src/operations/creation/request-group.ts';
import type { Operation, Services } from '../../../src/operations/operation.ts';
import { withdrawRequest } from '../../../src/operations/requests/withdraw-request.ts';
import { actionsOn, ada, grace, mallory, wordsOn } from '../../support/builders.ts';
import { board, filled, requested, requestIn, scene, type Scene } from '../../support/creation-scene.ts';
import { refusal } from '../../support/fake-directory.ts';

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
