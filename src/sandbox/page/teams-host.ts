import type { PopupResult } from './api.ts';

/** How a popup ended. */
export type PopupEnd = PopupResult['result'];

/** What teams-js sends to its host; `uuidAsString` must be sent back, for it finds the waiting call by it. */
interface TeamsJsRequest {
  id: number;
  uuidAsString?: string;
  func: string;
  args?: unknown[];
}

/** The SDK version up to which this host understands what teams-js says. */
const supportedSdkVersion = '2.58.0';
const runtime = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {}, supports: {} });

function isRequest(data: unknown): data is TeamsJsRequest {
  const request = data as Partial<TeamsJsRequest> | null;
  return (
    typeof request === 'object' &&
    request !== null &&
    typeof request.id === 'number' &&
    typeof request.func === 'string'
  );
}

/** The arguments that answer a call of teams-js, or undefined when this host has no answer to it. */
function answerTo(request: TeamsJsRequest): unknown[] | undefined {
  switch (request.func) {
    case 'initialize':
      return ['authentication', 'web', runtime, supportedSdkVersion];
    case 'getContext':
      return [
        {
          locale: navigator.language,
          theme: document.documentElement.dataset['theme'],
          frameContext: 'authentication',
          hostClientType: 'web',
          hostName: 'Teams',
        },
      ];
    default:
      return undefined;
  }
}

function endOf(request: TeamsJsRequest): PopupEnd | undefined {
  const said = request.args?.[0];
  const text = typeof said === 'string' ? said : '';
  if (request.func === 'authentication.authenticate.success') return { success: text };
  if (request.func === 'authentication.authenticate.failure') return { failure: text };
  return undefined;
}

/**
 * Is what Teams is to a sign-in popup: answers teams-js there until the page reports how it ended or the person
 * closes the window. Hears only that window, and only while it shows a page of `origin`: a page that the popup
 * passed through on its way (the sign-in service) cannot end it.
 */
export function hostPopup(popup: Window, origin: string): Promise<PopupEnd> {
  return new Promise((resolve) => {
    const finish = (end: PopupEnd): void => {
      window.removeEventListener('message', hear);
      clearInterval(watch);
      resolve(end);
    };
    const hear = (event: MessageEvent<unknown>): void => {
      if (event.source !== popup || event.origin !== origin || !isRequest(event.data)) return;
      const end = endOf(event.data);
      if (end) {
        finish(end);
        return;
      }
      const args = answerTo(event.data);
      const { id, uuidAsString } = event.data;
      if (args) popup.postMessage({ id, ...(uuidAsString === undefined ? {} : { uuidAsString }), args }, origin);
    };
    // The last message may still be on its way when the window is seen to be closed.
    const watch = setInterval(() => {
      if (!popup.closed) return;
      clearInterval(watch);
      setTimeout(() => finish({ cancelled: true }), 600);
    }, 300);
    window.addEventListener('message', hear);
  });
}
