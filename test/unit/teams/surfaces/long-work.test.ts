import { afterEach, beforeEach, expect, it } from 'vitest';
import { AppError } from '../../../../src/domain/errors.ts';
import type { Outcome, Services } from '../../../../src/operations/operation.ts';
import { until } from '../../../support/until.ts';
import { activity, card, execute, inChannel, openStage, query, type Stage } from '../support/stage.ts';

let stage: Stage;
let goOn: () => void;
let ends: () => Promise<Outcome>;

/** Tells how far it is, waits until the test lets it go on, tells again, and ends. */
async function takesLong(_raw: unknown, { progress }: Services): Promise<Outcome> {
  const waits = new Promise<void>((resolve) => (goOn = resolve));
  await progress.tell(card('one of two'));
  await waits;
  await progress.tell(card('two of two'));
  return ends();
}

beforeEach(async () => {
  ends = () => Promise.resolve(card('made'));
  stage = await openStage({
    operations: {
      make: { does: takesLong, answersInPublic: false },
      pause: {
        async does(_raw, { progress }) {
          await progress.tell(card('waiting'));
          return card((await progress.pause(60_000)) ? 'waited' : 'cut short');
        },
      },
      query: {
        extension: {
          title: 'x',
          parameter: { name: 'words', title: 'x', description: 'x' },
          async search(_words, _page, { progress }) {
            await progress.tell(card('unseen'));
            return [{ title: String(await progress.pause(60_000)), text: '', card: {} }];
          },
        },
      },
    },
  });
});
afterEach(() => stage.close());

const said = () =>
  stage.channel.calls.map(({ method, body }) => `${method} ${String(body['summary'] ?? body['text'])}`);
const inPlace = () => stage.channel.traffic;

it('in chat is one message, which is changed until it is done', async () => {
  expect((await stage.post(activity(stage, { text: 'make it' }))).status).toBe(200);
  expect(said()).toEqual(['POST one of two']);
  goOn();
  await until('it is done', () => said().length === 3);
  expect(said()).toEqual(['POST one of two', 'PUT two of two', 'PUT made']);
  expect(new Set(inPlace().slice(1)).size).toBe(1);
});

it('is not begun again by what is delivered again while it is at work', async () => {
  const command = activity(stage, { text: 'make it' });
  await Promise.all([stage.post(command), stage.post(command)]);
  expect((await stage.post(command)).status).toBe(200);
  expect(stage.ran).toHaveLength(1);
  expect(said()).toEqual(['POST one of two']);
  goOn();
});

it('on a card is answered at once with how far it is, and changes the message after', async () => {
  const answer = await stage.post(execute(stage, 'make'));
  expect(answer.body).toMatchObject({ statusCode: 200, value: card('one of two').card });
  goOn();
  await until('it is done', () => said().length === 3);
  expect(said()).toEqual(['PUT one of two', 'PUT two of two', 'PUT made']);
  expect(new Set(inPlace())).toEqual(new Set(['PUT /a:ada/activities/1767225600001']));
});

it('as a message of its own changes that message', async () => {
  const answer = await stage.post(execute(stage, 'make', { place: 'new' }));
  expect(answer.body).toMatchObject({ type: 'application/vnd.microsoft.activity.message', value: 'one of two' });
  goOn();
  await until('it is done', () => said().length === 3);
  expect(said()).toEqual(['POST one of two', 'PUT two of two', 'PUT made']);
  expect(inPlace()[2]).not.toContain('1767225600001');
});

it('where others read goes to the chat of whoever pressed', async () => {
  await stage.post(activity(stage, {}));
  stage.channel.calls.length = 0;
  const answer = await stage.post(execute(stage, 'make', {}, inChannel));
  expect(answer.body).toMatchObject({ value: card('one of two').card });
  expect(said()).toEqual([]);
  goOn();
  await until('it is done', () => said().includes('PUT made'));
  expect(inPlace().every((line) => line.includes('/a:ada/'))).toBe(true);
});

it('that fails says so in its place', async () => {
  ends = () => Promise.reject(new AppError('denied', { code: 'team.denied', advice: 'no' }));
  await stage.post(activity(stage, { text: 'make it' }));
  goOn();
  await until('it has failed', () => said().at(-1) === 'PUT failed team.denied');
});

it('goes on when its first word could not be shown, and says the next one', async () => {
  stage.channel.faults.push({ status: 500 });
  await stage.post(activity(stage, { text: 'make it' }));
  goOn();
  await until('it is done', () => said().at(-1) === 'PUT made');
});

it('does not keep the bot from stopping', async () => {
  await stage.post(activity(stage, { text: 'pause' }));
  const began = Date.now();
  await stage.restart();
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(said()).toEqual(['POST waiting', 'PUT cut short']);
});

it('has no time where an answer is given once', async () => {
  const { body } = await stage.post(query(stage, 'query'));
  expect(JSON.stringify(body)).toContain('"title":"false"');
});
