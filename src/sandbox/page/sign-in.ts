import { useState } from 'preact/hooks';
import type { ActionOutcome, DialogOutcome, ExtensionOutcome } from './api.ts';
import { client } from './client.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { hostPopup, type PopupEnd } from './teams-host.ts';

/** What follows a popup: the call that had to wait was made again, or there was none. */
export type AfterSignIn = ActionOutcome | ExtensionOutcome | DialogOutcome | { kind: 'none' };

/** Opens the sign-in page in a window of the size that Teams gives it, and waits for its end. */
function openPopup(url: string): Promise<PopupEnd> {
  let target: URL;
  try {
    target = new URL(url, location.href);
  } catch {
    return Promise.resolve({ failure: 'The address of the sign-in page is not valid.' });
  }
  if (target.protocol !== 'https:' && target.protocol !== 'http:')
    return Promise.resolve({ failure: 'The sign-in page must be a web page.' });
  const left = Math.round(window.screenX + Math.max(0, (window.outerWidth - 600) / 2));
  const top = Math.round(window.screenY + Math.max(0, (window.outerHeight - 535) / 2));
  const popup = window.open(target.href, 'signin', `width=600,height=535,left=${left},top=${top}`);
  if (!popup)
    return Promise.resolve({ failure: 'The browser blocked the sign-in window. Allow popups for this page.' });
  return hostPopup(popup, target.origin);
}

interface SignInProps {
  text: string;
  title: string;
  url: string;
  as: string;
  conversation: string;
  /** From the outcome that asked for sign-in; absent for a button in the chat. */
  resume?: string;
  onEnd?: (outcome: AfterSignIn) => void;
}

/** The request to sign in, as Teams draws it: what for, a button, and how it went. */
export function SignIn({ text, title, url, as, conversation, resume, onEnd }: SignInProps): View {
  const [status, setStatus] = useState<'idle' | 'open' | 'sending'>('idle');
  const [problem, setProblem] = useState('');

  const start = async (): Promise<void> => {
    setProblem('');
    setStatus('open');
    const result = await openPopup(url);
    setStatus('sending');
    try {
      const outcome = await client.popup({ as, conversation, ...(resume === undefined ? {} : { resume }), result });
      if ('cancelled' in result) setProblem('Sign-in was cancelled.');
      else if ('failure' in result) setProblem(result.failure || 'Sign-in did not succeed.');
      // A refusal leaves the button where it is, to try again, unless the app has something to say.
      if ('success' in result || outcome.kind !== 'none') onEnd?.(outcome);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'Sign-in did not succeed.');
    } finally {
      setStatus('idle');
    }
  };

  return html`<div class="sign-in">
    <p dir="auto">${text || 'Sign in to go on.'}</p>
    <button
      class="button primary"
      data-testid="signin-button"
      disabled=${status !== 'idle'}
      aria-busy=${status !== 'idle'}
      onClick=${() => void start()}
    >
      ${status === 'idle' ? null : html`<span class="spinner" aria-hidden="true"></span>`} ${title || 'Sign in'}
    </button>
    ${status === 'open' ? html`<p class="hint" role="status">Finish signing in in the window that opened.</p>` : null}
    ${problem ? html`<p class="inline-error" role="alert"><${Icon} name="warning" size=${16} /> ${problem}</p>` : null}
  </div>`;
}
