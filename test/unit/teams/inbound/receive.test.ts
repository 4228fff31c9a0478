import { afterEach, expect, it } from 'vitest';
import { activity, openStage, type Stage } from '../support/stage.ts';

let stage: Stage;
afterEach(() => stage.close());

it.each([null, undefined, 'text', 5, []])('an invoke whose value is %o is answered like any other', async (value) => {
  stage = await openStage();
  const invoke = (name: string) => activity(stage, { type: 'invoke', name, id: `f:${name}`, value });
  expect((await stage.post(invoke('config/fetch'))).status).toBe(501);
  expect((await stage.post(invoke('task/fetch'))).body).toMatchObject({ task: { type: 'message' } });
  expect((await stage.post(invoke('adaptiveCard/action'))).body).toMatchObject({ statusCode: 400 });
});
