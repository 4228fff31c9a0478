import { afterEach, describe, expect, it } from 'vitest';
import { AmbiguousGroup, AppError, SignInRequired } from '../../../src/domain/errors.ts';

import { card, execute, inChannel, openStage, type Stage } from './support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const sent = (index = 0) => stage.channel.calls[index]!.body;

describe('Action.Execute', () => {
  const message = 'application/vnd.microsoft.activity.message';

  it('gives the card back and brings the message itself up to date', async () => {
    stage = await openStage({ operations: { approve: {} } });
    const answer = await stage.post(execute(stage, 'approve', { request: '42', place: 'here' }));
    expect(answer).toEqual({
      status: 200,
      body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card('approve done').card },
    });
    expect(stage.ran[0]?.raw).toEqual({ request: '42' });
    expect(stage.channel.traffic).toEqual(['PUT /a:ada/activities/1767225600001']);
    expect(sent()).toMatchObject({ type: 'message', summary: 'approve done', id: '1767225600001' });
  });
  it('gives the card back also when the message could not be changed', async () => {
    stage = await openStage({ operations: { approve: {} } });
    stage.channel.faults.push({ status: 403 });
    expect((await stage.post(execute(stage, 'approve'))).body).toMatchObject({ statusCode: 200 });
  });
  it('says which message its answer takes the place of, where nobody else reads it', async () => {
    stage = await openStage({ operations: { approve: {} } });
    await stage.post(execute(stage, 'approve'));
    await stage.post(execute(stage, 'approve', { place: 'new' }));
    await stage.post(execute(stage, 'approve', {}, inChannel));
    expect(stage.ran.map(({ services }) => services.inPlaceOf)).toEqual([
      { conversationId: 'a:ada', activityId: '1767225600001' },
      undefined,
      undefined,
    ]);
  });
  it('changes no message that others read', async () => {
    stage = await openStage({ operations: { approve: { answersInPublic: false } } });
    expect((await stage.post(execute(stage, 'approve', {}, inChannel))).body).toMatchObject({
      type: 'application/vnd.microsoft.card.adaptive',
    });
    expect(stage.channel.calls).toEqual([]);
  });
  it('shows a card as a new message when that is wanted', async () => {
    stage = await openStage({ operations: { show: {} } });
    const answer = await stage.post(execute(stage, 'show', { place: 'new' }));
    expect(answer.body).toEqual({ statusCode: 200, type: message, value: 'show done' });
    expect(stage.channel.traffic).toEqual(['POST /a:ada/activities']);
  });
  it('runs an automatic refresh only of what changes nothing, changes no message and asks nobody to sign in', async () => {
    stage = await openStage({
      operations: { 'request.show': {}, approve: {}, signed: { scopes: ['User.Read'] } },
      refreshable: ['request.show', 'signed'],
      onBehalfOf: () => Promise.reject(new SignInRequired('noToken', ['User.Read'])),
    });
    const refresh = (verb: string) =>
      stage.post(
        execute(
          stage,
          verb,
          {},
          { value: { action: { type: 'Action.Execute', verb, data: {} }, trigger: 'automatic' } },
        ),
      );
    expect((await refresh('request.show')).body).toMatchObject({ statusCode: 200 });
    expect((await refresh('approve')).body).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    expect((await refresh('signed')).body).toMatchObject({ statusCode: 400, type: 'application/vnd.microsoft.error' });
    expect(stage.ran.map(({ name }) => name)).toEqual(['request.show']);
    expect(stage.channel.calls).toEqual([]);
    expect(stage.challenges).toEqual([]);
  });
  it('asks to sign in on the card', async () => {
    stage = await openStage({
      operations: { approve: { scopes: ['User.Read'] } },
      onBehalfOf: () => Promise.reject(new SignInRequired('noToken', ['User.Read'])),
    });
    expect((await stage.post(execute(stage, 'approve'))).body).toMatchObject({ statusCode: 401 });
    expect(stage.challenges).toEqual(['card noToken']);
  });
  it('refuses credentials that came inside and are not good, before anything runs', async () => {
    const answer = { status: 200, body: { statusCode: 412 } };
    stage = await openStage({
      operations: { approve: {} },
      signIn: { acceptInline: () => Promise.resolve({ kind: 'refused', answer }) },
    });
    expect(await stage.post(execute(stage, 'approve'))).toEqual(answer);
    expect(stage.ran).toEqual([]);
  });
  it('leaves the card and says why when it fails; asks with a card when something is open', async () => {
    stage = await openStage({
      operations: {
        denied: { does: () => Promise.reject(new AppError('denied', { code: 'group.denied', advice: 'no' })) },
        which: { does: () => Promise.reject(new AmbiguousGroup('Design', [])) },
      },
    });
    expect((await stage.post(execute(stage, 'denied'))).body).toEqual({
      statusCode: 200,
      type: message,
      value: 'failed group.denied',
    });
    expect((await stage.post(execute(stage, 'which'))).body).toMatchObject({ value: card('which Design').card });
    expect(stage.channel.calls).toEqual([]);
  });
  it.each([undefined, 'text', {}, { action: { verb: 7 } }, { action: { verb: 'nothing.known' } }])(
    'answers %j without failing',
    async (value) => {
      stage = await openStage({ operations: { approve: {} } });
      expect((await stage.post(execute(stage, 'approve', {}, { value }))).status).toBe(200);
      expect(stage.ran).toEqual([]);
    },
  );
  it('does not take data that is no object', async () => {
    stage = await openStage({ operations: { approve: {} } });
    await stage.post(execute(stage, 'approve', {}, { value: { action: { verb: 'approve', data: [1] } } }));
    expect(stage.ran[0]?.raw).toEqual({});
  });
});
