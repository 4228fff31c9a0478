import type { Answer } from '../server/http.ts';
import type { Entra, EntraPerson } from './entra.ts';
import { scopeInWords } from './scope-words.ts';

/** One step of the sign-in as the page shows it. */
export type SignInView =
  | { step: 'choose'; people: EntraPerson[] }
  | { step: 'mfa'; person: EntraPerson; code: string; wrong: boolean }
  | { step: 'consent'; person: EntraPerson; scopes: string[]; offline: boolean };

const style = `
  :root { color-scheme: light dark; font: 15px/1.45 "Segoe UI", system-ui, sans-serif; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#eef0f8, #16171d); }
  main { width: min(26rem, calc(100vw - 2rem)); box-sizing: border-box; padding: 2rem; border-radius: 10px;
    background: light-dark(#fff, #23252e); color: light-dark(#1b1b22, #f2f2f5); box-shadow: 0 6px 28px #0003; }
  .brand { font-weight: 600; color: light-dark(#4a52b0, #a9b1ff); margin: 0 0 1rem; }
  h1 { font-size: 1.3rem; margin: 0 0 .25rem; } .who { margin: 0 0 1rem; opacity: .8; overflow-wrap: anywhere; }
  ul { padding-left: 1.2rem; } li { margin: .4rem 0; } code { font-size: .8rem; opacity: .75; }
  .digits { font: 600 1.8rem/1 ui-monospace, monospace; letter-spacing: .3em; text-align: center; margin: 1rem 0; }
  input { font: inherit; width: 100%; box-sizing: border-box; padding: .55rem; border: 1px solid #8888; border-radius: 6px; }
  .buttons { display: flex; justify-content: flex-end; gap: .5rem; margin-top: 1.25rem; }
  button { font: inherit; padding: .5rem 1.1rem; border: 1px solid #8888; border-radius: 6px; background: none; color: inherit; cursor: pointer; }
  button.primary { background: #4a52b0; border-color: #4a52b0; color: #fff; }
  button:focus-visible, input:focus-visible { outline: 2px solid #6b74e6; outline-offset: 2px; }
  button.row { display: block; width: 100%; text-align: left; margin: .4rem 0; } button.row small { display: block; opacity: .75; }
  button.link { border: 0; padding: 0; text-decoration: underline; } .problem { color: light-dark(#a4262c, #ff9aa0); }
`;

/** The page of one step. @param redirectUri where it will lead; its origin is the only other one that a form may end at */
export function signInPage(entra: Entra, transaction: string, redirectUri: string, view: SignInView): Answer {
  const action = `/sign-in/${transaction}`;
  const body = `<p class="brand">${text(entra.tenantName)} · sandbox sign-in</p>${step(entra, action, view)}`;
  return page(200, 'Sign in', body, `'self' ${new URL(redirectUri).origin}`);
}

/** A page that leads nowhere: what is wrong cannot be told to the application. */
export function signInProblem(code: string, message: string, status = 400): Answer {
  return page(status, code, `<h1>${text(code)}</h1><p role="alert">${text(message)}</p>`, `'none'`);
}

function step(entra: Entra, action: string, view: SignInView): string {
  switch (view.step) {
    case 'choose':
      return chooser(entra, action, view.people);
    case 'mfa':
      return secondFactor(action, view.person, view.code, view.wrong);
    case 'consent':
      return consent(entra, action, view.person, view.scopes, view.offline);
  }
}

function chooser(entra: Entra, action: string, people: EntraPerson[]): string {
  const rows = people.map(
    (person) =>
      `<button class="row" name="person" value="${text(person.id)}">${text(person.displayName)}<small>${text(person.principalName)}</small></button>`,
  );
  return `<h1>Choose an account</h1><p class="who">to go on to ${text(entra.app.name)}</p>
    <form method="post" action="${action}"><input type="hidden" name="step" value="choose" />${rows.join('')}</form>
    ${cancel(action)}`;
}

function secondFactor(action: string, person: EntraPerson, code: string, wrong: boolean): string {
  const problem = wrong ? `<p class="problem" role="alert" id="problem">That was not the number. Try again.</p>` : '';
  return `<h1>Prove that it is you</h1><p class="who">${text(person.principalName)}</p>
    <p>Your organisation wants a second factor. The phone of this sandbox shows:</p>
    <p class="digits" data-testid="mfa-code">${code}</p>
    <form method="post" action="${action}"><input type="hidden" name="step" value="mfa" />
      <label>Type the six digits<input name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required autofocus
        ${wrong ? 'aria-invalid="true" aria-describedby="problem"' : ''} /></label>${problem}
      <div class="buttons"><button class="primary">Verify</button></div></form>${cancel(action)}`;
}

function consent(entra: Entra, action: string, person: EntraPerson, scopes: string[], offline: boolean): string {
  const lines = scopes.map((scope) => `<li>${text(scopeInWords(scope))} <code>${text(scope)}</code></li>`);
  if (offline) lines.push('<li>Keep the access that you give now <code>offline_access</code></li>');
  return `<h1>${text(entra.app.name)} asks for permission</h1>
    <p class="who">${text(person.displayName)} · ${text(person.principalName)}
      ${button(action, 'another', 'link', 'Not you?')}</p>
    <p>It would be allowed to, as you and never beyond what you may do yourself:</p><ul>${lines.join('')}</ul>
    <div class="buttons">${button(action, 'cancel', '', 'Cancel')}${button(action, 'accept', 'primary', 'Accept')}</div>`;
}

function cancel(action: string): string {
  return `<div class="buttons">${button(action, 'cancel', '', 'Cancel')}</div>`;
}

function button(action: string, name: string, kind: string, label: string): string {
  return `<form method="post" action="${action}" style="display:inline"><button class="${kind}" name="step" value="${name}">${label}</button></form>`;
}

function page(status: number, title: string, body: string, formAction: string): Answer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // Chrome holds the redirect that follows a form to form-action too. The page has no script at all.
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`,
      // Not no-referrer: with it a browser sends `Origin: null` with the form, which would be refused.
      'referrer-policy': 'same-origin',
    },
    body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${text(title)}</title><style>${style}</style></head><body><main>${body}</main></body></html>`,
  };
}

/** Text made safe for HTML, attributes too. */
function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
