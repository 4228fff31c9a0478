import { useState } from 'preact/hooks';
import type { Person, Session } from './api.ts';
import { Avatar } from './avatar.ts';
import { classes, html, type View } from './html.ts';
import { Icon, type IconName } from './icons.ts';
import { StopButton } from './clock-panel.ts';
import { ChooserList } from './person-chooser.ts';
import { Popover } from './popover.ts';
import { go, type Route } from './route.ts';
import { chooseTheme, themeChoice, type ThemeChoice } from './theme.ts';
import { aheadInWords, calendarDay } from './time.ts';

const themes: { choice: ThemeChoice; icon: IconName; label: string }[] = [
  { choice: 'system', icon: 'system', label: 'System' },
  { choice: 'light', icon: 'sun', label: 'Light' },
  { choice: 'dark', icon: 'moon', label: 'Dark' },
  { choice: 'contrast', icon: 'contrast', label: 'Contrast' },
];

/** The bar at the top: where we are, the sandbox's clock when it was moved, and who we are. */
export function TopBar({ me, session, route }: { me: Person; session: Session; route: Route }): View {
  const [open, setOpen] = useState(false);
  return html`<header class="top-bar">
    <div class="brand"><img src="/page/icon.svg" alt="" width="24" height="24" /> <span>Muster sandbox</span></div>
    <div class="top-middle">
      ${
        Math.abs(session.aheadSeconds) >= 60
          ? html`<button class="clock-pill" onClick=${() => go({ view: 'controls' })}>
              <${Icon} name="controls" size=${16} />
              ${session.pace ? calendarDay(session.now) : aheadInWords(session.aheadSeconds)}
            </button>`
          : null
      }
      ${session.pace ? html`<${StopButton} />` : null}
    </div>
    <button
      class="me-button"
      aria-haspopup="dialog"
      aria-expanded=${open}
      aria-label=${`You are ${me.displayName}. Change who you are.`}
      data-testid="me"
      onClick=${() => setOpen(!open)}
    >
      <span class="me-name">${me.displayName}</span>
      <${Avatar} id=${me.id} name=${me.displayName} />
    </button>
    ${open ? html`<${MeMenu} me=${me} session=${session} route=${route} onClose=${() => setOpen(false)} />` : null}
  </header>`;
}

interface MenuProps {
  me: Person;
  session: Session;
  route: Route;
  onClose: () => void;
}

function MeMenu({ me, session, route, onClose }: MenuProps): View {
  return html`<${Popover} label="Who you are" className="me-menu" onClose=${onClose}>
    <div class="me-card">
      <${Avatar} id=${me.id} name=${me.displayName} size=${56} />
      <div>
        <p class="me-title" dir="auto">${me.displayName}</p>
        <p class="hint">${me.jobTitle || me.role}</p>
        <p class="hint">${me.principalName}</p>
      </div>
    </div>
    <${ThemeSwitch} />
    <h2 class="menu-heading">Be somebody else</h2>
    <${ChooserList} people=${session.people} route=${route} me=${me.id} onChoose=${onClose} />
  <//>`;
}

function ThemeSwitch(): View {
  const [choice, setChoice] = useState(themeChoice());
  return html`<div class="theme-switch" role="group" aria-label="Theme">
    ${themes.map(
      (each) =>
        html`<button
          key=${each.choice}
          aria-pressed=${choice === each.choice}
          class=${classes('theme-choice', choice === each.choice && 'current')}
          onClick=${() => {
            chooseTheme(each.choice);
            setChoice(each.choice);
          }}
        >
          <${Icon} name=${each.icon} /> ${each.label}
        </button>`,
    )}
  </div>`;
}
