import { z } from 'zod';
import type { ExtensionOutcome, ExtensionQuery } from '../page/api.ts';
import { invoke } from './activities.ts';
import { seat } from './actions.ts';
import type { SignInButton } from './chats.ts';
import type { BotAnswer } from './delivery.ts';
import type { Resumes } from './resumes.ts';
import { unreachable } from './world.ts';
import type { TeamsWorld } from './world.ts';

const preview = z.object({
  content: z.object({
    title: z.string().default(''),
    subtitle: z.string().default(''),
    text: z.string().default(''),
    images: z.array(z.object({ url: z.string() })).default([]),
  }),
});
const attachment = z.object({
  contentType: z.literal('application/vnd.microsoft.card.adaptive'),
  content: z.looseObject({ type: z.literal('AdaptiveCard') }),
  preview, // Teams shows no adaptive result without one
});
/** The link to sign in, in answers of the message extension. */
export const signInActions = z.object({
  actions: z.tuple([z.object({ type: z.string(), title: z.string().default('Sign in'), value: z.url() })], z.unknown()),
});
const queryAnswer = z.object({
  composeExtension: z.discriminatedUnion('type', [
    z.object({ type: z.literal('result'), attachments: z.array(z.unknown()).default([]) }),
    z.object({ type: z.enum(['auth', 'silentAuth']), suggestedActions: signInActions }),
    z.object({ type: z.literal('message'), text: z.string() }),
  ]),
});

type Result =
  | Exclude<ExtensionOutcome, { kind: 'signIn' }>
  | { kind: 'auth'; silent: boolean; button: SignInButton }
  | { kind: 'preconditionFailed' };

/**
 * A query of the message extension: 5 seconds, up to three times; when the bot wants a token it is got silently and the query
 * sent again; a 412 brings the sign-in link.
 * @param again the popup's one-time code and the button that led to it, when this is the repetition
 */
export async function query(
  world: TeamsWorld,
  resumes: Resumes,
  asked: ExtensionQuery,
  again?: { state: string; button: SignInButton },
): Promise<ExtensionOutcome> {
  const { person, conversation } = seat(world, asked.as, asked.conversation);
  const send = async (more: Record<string, unknown>): Promise<Result> => {
    const activity = invoke(world, person, { conversation }, 'composeExtension/query', {
      ...queryValue(asked),
      ...more,
    });
    activity['channelData'] = {
      ...(activity['channelData'] as Record<string, unknown>),
      source: { name: 'compose' },
    };
    return readResult(await world.delivery.send(activity, 'extension'));
  };

  let result = await send(again === undefined ? {} : { state: again.state });
  let button = again?.button;
  if (result.kind === 'auth') {
    ({ button } = result);
    if (result.silent && again === undefined) {
      result = await send({ authentication: { token: await world.ssoToken(person) } });
      if (result.kind === 'auth') ({ button } = result);
    }
  }
  if (result.kind !== 'auth' && result.kind !== 'preconditionFailed') return result;
  if (button === undefined) return { kind: 'error', text: unreachable };
  return { kind: 'signIn', ...button, resume: resumes.keep({ kind: 'extension', query: asked, button }) };
}

function queryValue({ commandId, parameter, skip, count }: ExtensionQuery): Record<string, unknown> {
  const initial = parameter.value === '';
  return {
    commandId,
    parameters: [initial ? { name: 'initialRun', value: 'true' } : parameter],
    queryOptions: { skip, count },
  };
}

function readResult({ status, body }: BotAnswer): Result {
  if (status === 412) return { kind: 'preconditionFailed' };
  if (status !== 200) return { kind: 'error', text: unreachable };
  const parsed = queryAnswer.safeParse(body);
  if (!parsed.success) return { kind: 'error', text: unreachable };
  const answer = parsed.data.composeExtension;
  switch (answer.type) {
    case 'message':
      return { kind: 'message', text: answer.text };
    case 'auth':
    case 'silentAuth': {
      const button = signInLink(answer.suggestedActions);
      return { kind: 'auth', silent: answer.type === 'silentAuth', button };
    }
    case 'result':
      return { kind: 'results', results: answer.attachments.flatMap(readAttachment) };
  }
}

/** @returns the button that stands for the link */
export function signInLink({ actions: [{ title, value }] }: z.infer<typeof signInActions>): SignInButton {
  return { text: 'You need to sign in to use this app.', title, url: value };
}

type Row = Extract<ExtensionOutcome, { kind: 'results' }>['results'][number];

/** What Teams cannot show it leaves out. */
function readAttachment(raw: unknown): Row[] {
  const parsed = attachment.safeParse(raw);
  if (!parsed.success) return [];
  const { title, subtitle, text, images } = parsed.data.preview.content;
  const [image] = images;
  return [
    {
      title,
      text: [subtitle, text].filter((part) => part !== '').join(' · '),
      ...(image === undefined ? {} : { image: image.url }),
      card: parsed.data.content,
    },
  ];
}
