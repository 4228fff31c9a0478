import type { PopupResult } from '../../src/sandbox/page/api.ts';

export interface PopupWishes {
  /** What is pressed where Entra asks for consent. */
  consent: 'accept' | 'cancel';
  /** Who is chosen where Entra asks who one is; else whoever the link hints at. */
  person?: string;
}

/** How a popup ended, and which pages Entra showed on the way. */
export interface PopupWalk {
  result: PopupResult['result'];
  steps: string[];
  /** The text of the last page. */
  page: string;
}

const mostPages = 12;

/** Walks through a sign-in popup as a browser without scripts would, with its cookies, redirects and forms. */
export async function walkPopup(url: string, wishes: PopupWishes): Promise<PopupWalk> {
  const jar = new Map<string, string>();
  const steps: string[] = [];
  let target = url;
  let form: URLSearchParams | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const answer = await fetch(target, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form && { method: 'POST', body: form }),
    });
    form = undefined;
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location !== null) {
      target = new URL(location, target).href;
      continue;
    }
    const html = await answer.text();
    const end = endOf(html);
    if (end) return { result: end, steps, page: html };
    const step = stepOf(html, wishes);
    if (!step) throw new Error(`The popup is stuck at ${answer.status} ${html}`);
    steps.push(step.name);
    target = new URL(/action="([^"]+)"/.exec(html)?.[1] ?? '', target).href;
    form = new URLSearchParams(step.fields);
  }
  throw new Error(`The popup goes in circles: ${steps.join(', ')}`);
}

function endOf(html: string): PopupResult['result'] | undefined {
  const [, outcome, value = ''] = /data-outcome="(\w+)"[^>]*data-value="([^"]*)"/s.exec(html) ?? [];
  if (outcome === 'success') return { success: value };
  return outcome === undefined ? undefined : { failure: value };
}

function stepOf(
  html: string,
  { consent, person }: PopupWishes,
): { name: string; fields: Record<string, string> } | undefined {
  const digits = /data-testid="mfa-code">(\d+)</.exec(html)?.[1];
  if (digits !== undefined) return { name: 'mfa', fields: { step: 'mfa', code: digits } };
  if (html.includes('value="accept"')) return { name: 'consent', fields: { step: consent } };
  if (html.includes('Choose an account')) return { name: 'choose', fields: { step: 'choose', person: person ?? '' } };
  return undefined;
}
