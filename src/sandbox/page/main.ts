import { render } from 'preact';
import { App } from './app.ts';
import { startCards } from './card-runtime.ts';
import { html } from './html.ts';
import { refreshSession } from './sync.ts';
import { startTheme } from './theme.ts';

startTheme();
startCards();
void refreshSession();

const root = document.getElementById('root');
if (root) {
  root.replaceChildren();
  render(html`<${App} />`, root);
}
