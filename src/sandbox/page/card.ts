import { useEffect, useRef, useState } from 'preact/hooks';
import type { ActionOutcome } from './api.ts';
import { type CardAction, type CardJson, renderCard } from './card-runtime.ts';
import { client } from './client.ts';
import { openDialog } from './dialogs.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { type AfterSignIn, SignIn } from './sign-in.ts';
import { state, toast } from './store.ts';
import { refreshMessages } from './sync.ts';
import { useTheme } from './theme.ts';

/** Shown when a card cannot be drawn, and without actions in previews. */
interface DrawnCardProps {
  json: CardJson;
  /** Absent in previews: then nothing can be pressed. */
  onAction?: (action: CardAction, button: HTMLElement | undefined) => void;
}

/** One Adaptive Card, drawn anew only when it or the theme changes, so that typed inputs survive. */
export function DrawnCard({ json, onAction }: DrawnCardProps): View {
  const host = useRef<HTMLDivElement>(null);
  const handler = useRef(onAction);
  handler.current = onAction;
  const theme = useTheme();
  const text = JSON.stringify(json);
  const [broken, setBroken] = useState(false);
  useEffect(() => {
    const draw = (): HTMLElement | undefined => {
      try {
        return renderCard(JSON.parse(text) as CardJson, {
          theme,
          people: state().session?.people ?? [],
          onAction: (action, button) => handler.current?.(action, button),
        });
      } catch {
        return undefined;
      }
    };
    const drawn = draw();
    setBroken(!drawn);
    host.current?.replaceChildren(...(drawn ? [drawn] : []));
  }, [text, theme]);
  return html`<div class="card-box">
    <div ref=${host} inert=${!onAction}></div>
    ${broken ? html`<p class="inline-error">This card could not be shown.</p>` : null}
  </div>`;
}

interface CardProps {
  json: CardJson;
  as: string;
  conversation: string;
  message: string;
}

function wideCard(json: CardJson): boolean {
  const teams = json['msteams'] as { width?: unknown } | undefined;
  return typeof teams?.width === 'string' && teams.width.toLowerCase() === 'full';
}

/** By this the client knows that a button opens a dialog. */
function opensDialog({ type, data }: CardAction): boolean {
  const teams = data['msteams'] as { type?: unknown } | null | undefined;
  return type === 'Action.Submit' && teams?.type === 'task/fetch';
}

function isOfCard(outcome: AfterSignIn): outcome is ActionOutcome {
  return ['card', 'message', 'error', 'signIn'].includes(outcome.kind);
}

/** A card in a message: its buttons reach the app, and what the app answers is shown at the card. */
export function MessageCard({ json, as, conversation, message }: CardProps): View {
  const box = useRef<HTMLDivElement>(null);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<ActionOutcome | undefined>();

  const finish = (result: AfterSignIn, sent: CardAction['type']): void => {
    if (!isOfCard(result)) {
      setOutcome(undefined);
      return;
    }
    if (result.kind === 'card') void refreshMessages(conversation);
    if (sent === 'Action.Submit' && (result.kind === 'card' || result.kind === 'message')) {
      setOutcome({ kind: 'message', text: 'Your response was sent to the app' });
      return;
    }
    // What an app says may be good news or bad: it shows no sign of either.
    if (result.kind === 'message') toast(result.text || 'Done');
    setOutcome(result.kind === 'card' || result.kind === 'message' ? undefined : result);
  };

  const act = async (action: CardAction, button: HTMLElement | undefined): Promise<void> => {
    if (busy) return;
    if (opensDialog(action)) {
      openDialog({ as, conversation, thread: '', source: { kind: 'card', message } }, '', action.data);
      return;
    }
    setBusy(true);
    setOutcome(undefined);
    button?.classList.add('pressed-busy');
    button?.setAttribute('aria-busy', 'true');
    try {
      finish(await client.act({ as, conversation, message, action }), action.type);
    } catch (error) {
      setOutcome({
        kind: 'error',
        text: error instanceof Error ? error.message : 'Something went wrong. Please try again.',
      });
    } finally {
      button?.classList.remove('pressed-busy');
      button?.removeAttribute('aria-busy');
      setBusy(false);
    }
  };

  return html`<div
    class=${wideCard(json) ? 'card wide' : 'card'}
    data-testid="card"
    ref=${box}
    aria-busy=${busy}
    data-busy=${busy ? '' : undefined}
  >
    <${DrawnCard} json=${json} onAction=${(action: CardAction, button?: HTMLElement) => void act(action, button)} />
    <${CardFooter}
      outcome=${outcome}
      as=${as}
      conversation=${conversation}
      onEnd=${(end: AfterSignIn) => finish(end, 'Action.Execute')}
    />
  </div>`;
}

interface FooterProps {
  outcome: ActionOutcome | undefined;
  as: string;
  conversation: string;
  onEnd: (outcome: AfterSignIn) => void;
}

function CardFooter({ outcome, as, conversation, onEnd }: FooterProps): View {
  if (!outcome || outcome.kind === 'card') return null;
  if (outcome.kind === 'message')
    return html`<p class="card-foot success" role="status">
      <${Icon} name="check" size=${16} /> <span dir="auto">${outcome.text}</span>
    </p>`;
  if (outcome.kind === 'error')
    return html`<p class="card-foot inline-error" role="alert">
      <${Icon} name="warning" size=${16} />
      <span dir="auto">${outcome.text || 'Something went wrong. Please try again.'}</span>
    </p>`;
  return html`<div class="card-foot">
    <${SignIn}
      text=${outcome.text}
      title=${outcome.title}
      url=${outcome.url}
      resume=${outcome.resume}
      as=${as}
      conversation=${conversation}
      onEnd=${onEnd}
    />
  </div>`;
}
