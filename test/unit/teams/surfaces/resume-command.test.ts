import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../../src/domain/errors.ts';
import type { ClaimedJob } from '../../../../src/ports/jobs.ts';
import type { PendingCommand } from '../../../../src/ports/sign-ins.ts';
import { tenantId } from '../support/fake-channel.ts';
import { activity, ada, openStage, type Stage } from '../support/stage.ts';

let stage: Stage;
let command: PendingCommand;
let comesAt: number;
/** Long: however slow the machine is, it ends only in tests that wait for it. */
let leaseSeconds: number;
let hinder: (() => Promise<never>) | undefined;

beforeEach(async () => {
  hinder = undefined;
  leaseSeconds = 60;
  stage = await openStage({
    operations: { hello: { does: () => hinder?.() ?? { card: {}, text: 'hello done' } } },
    signIn: {
      acceptExchange: async () => {
        const claim = await stage.store.pendingCommands.claim(tenantId, 'flow', { leaseSeconds });
        comesAt = Date.now() + leaseSeconds * 1000 + 50;
        return { answer: { status: 200 }, ...(claim.state === 'claimed' && { resume: claim.command }) };
      },
    },
  });
  command = {
    flowId: 'flow',
    tenantId,
    userId: ada.aadObjectId,
    conversationId: 'a:ada',
    activity: activity(stage, { text: 'hello again' }),
    scopes: [],
    createdAt: new Date(),
    expiresAt: new Date(Date.now() + 60_000),
  };
});
afterEach(() => stage.close());

const signIn = (id = 'f:1') =>
  stage.post(activity(stage, { type: 'invoke', name: 'signin/tokenExchange', id, value: {} }));
const leaseEnds = () => new Promise((resolve) => setTimeout(resolve, Math.max(0, comesAt - Date.now())));
const job = { tenantId, payload: { flowId: 'flow' } } as unknown as ClaimedJob;
const lookAfter = () => stage.door.jobHandlers['resume-command']!(job);
const stateOf = async () => (await stage.store.pendingCommands.claim(tenantId, 'flow', { leaseSeconds: 0 })).state;

it('runs once the sign-in is there, for one of the devices, and is forgotten', async () => {
  await stage.store.pendingCommands.insert(command);
  const answers = await Promise.all([signIn('f:1'), signIn('f:2'), signIn('f:3')]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(stage.ran.map(({ raw }) => raw)).toEqual([{ words: 'again' }]);
  expect(stage.channel.calls).toHaveLength(1);
  expect(await stateOf()).toBe('gone');
  await lookAfter();
  expect(stage.ran).toHaveLength(1);
});

it('is carried out by the next process when the one that had begun dies', async () => {
  await stage.store.pendingCommands.insert(command);
  await stage.store.pendingCommands.claim(tenantId, 'flow', { leaseSeconds: 2 });
  comesAt = Date.now() + 2050;
  await stage.restart();
  await expect(lookAfter()).rejects.toMatchObject({ kind: 'throttled', code: 'command.busy' });
  await leaseEnds();
  await lookAfter();
  expect(stage.ran).toHaveLength(1);
  expect(stage.channel.calls).toHaveLength(1);
  expect(await stateOf()).toBe('gone');
});

it('is carried out again when its answer could not be sent', async () => {
  await stage.store.pendingCommands.insert(command);
  leaseSeconds = 0.1;
  stage.channel.faults.push({ status: 400 });
  expect((await signIn()).status).toBe(200);
  await leaseEnds();
  await lookAfter();
  expect(stage.ran).toHaveLength(2);
  expect(await stateOf()).toBe('gone');
});

it('is forgotten where nobody can be written to', async () => {
  await stage.store.pendingCommands.insert(command);
  stage.channel.faults.push({ status: 403 });
  await signIn();
  expect(await stateOf()).toBe('gone');
});

it('has its failure told like any other', async () => {
  await stage.store.pendingCommands.insert(command);
  hinder = () => Promise.reject(new AppError('denied', { code: 'no', advice: 'No.' }));
  await signIn();
  expect(stage.channel.calls[0]!.body).toMatchObject({ summary: 'failed no' });
  expect(await stateOf()).toBe('gone');
});

it('is not carried out much later: the person hears that instead', async () => {
  await stage.store.pendingCommands.insert({ ...command, expiresAt: new Date(Date.now() - 1) });
  await lookAfter();
  expect(stage.ran).toEqual([]);
  expect(stage.channel.calls[0]!.body['text']).toContain('“hello again” may not be done');
  expect(await stateOf()).toBe('gone');
});

it('does not run for somebody else', async () => {
  const from = { ...ada, aadObjectId: 'ffff3333-0000-4000-8000-000000000003' };
  await stage.store.pendingCommands.insert({ ...command, activity: { ...command.activity, from } });
  expect((await signIn()).status).toBe(200);
  expect(stage.ran).toEqual([]);
  expect(await stateOf()).toBe('gone');
});
