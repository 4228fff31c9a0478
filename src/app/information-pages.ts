import type { PageAnswer, Pages } from '../ports/pages.ts';

const style =
  'body{font:16px/1.5 "Segoe UI",system-ui,sans-serif;max-width:40rem;margin:3rem auto;padding:0 1rem;color-scheme:light dark}';

const privacy = `<h1>What Muster keeps</h1>
<p>Muster runs the groups of an organisation from Microsoft Teams. The organisation that deployed it is responsible for it;
its administrators answer questions about it.</p>
<ul>
<li>Requests and decisions: who asked for what and why, who decided, when, and what people wrote to each other about a
request, which is deleted after 90 days unless the request is still open.</li>
<li>An audit trail of changes: who changed which group, when, with which outcome.</li>
<li>Where people and channels can be reached in Teams, with their language and time zone.</li>
<li>The answers to activities of the last day, so that one that is delivered twice is answered once.</li>
</ul>
<p>Sign-in tokens are held in memory only and are never written down. What you write in a chat with Muster is not kept,
except while a command waits for your sign-in, the reasons that you give, and comments on requests. Nothing is sent anywhere but to Microsoft 365.</p>`;

const terms = `<h1>Terms of use</h1>
<p>Everything that you ask Muster for is done with your own rights in Microsoft 365, under the rules of the organisation that
deployed it. Muster is free software under the MIT licence and comes without warranty.</p>`;

/** `/privacy` and `/terms`, to which the app's manifest links. */
export const informationPages: Pages = {
  '/privacy': () => Promise.resolve(page('Privacy', privacy)),
  '/terms': () => Promise.resolve(page('Terms of use', terms)),
};

function page(title: string, content: string): PageAnswer {
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Muster: ${title}</title><style>${style}</style></head><body><main>${content}</main></body></html>`,
  };
}
