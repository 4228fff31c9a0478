import type { Consents } from '../entra/entra.ts';
import type { Faults, Grants } from '../page/api.ts';
import type { Saved } from './saved.ts';

/** What is kept about a person between starts, as far as it differs from the usual. */
interface StoredGrants {
  consentedAll: boolean;
  /** Agreed to one by one on the consent page. */
  scopes: string[];
  mfaWanted: boolean;
  /** Absent until it was decided: then the bot is installed when the person first shows up. */
  installed?: boolean;
  devices: 1 | 2 | 3;
}

export type StoredSettings = Record<string, StoredGrants>;

/** Faults that can be switched on, and what each person has agreed to. */
export interface Settings {
  /** Live: counters go down as faults happen. Not kept between starts. */
  readonly faults: Faults;
  setFaults(faults: Faults): void;
  /** Uses up one of a counted fault. @returns whether it happens now */
  takeFault(name: 'connectorThrottle' | 'connectorFailAfterStore'): boolean;
  grants(userId: string): Grants;
  /** Whether somebody has decided about this person's install. */
  installDecided(userId: string): boolean;
  setGrants(grants: Grants): void;
  setInstalled(userId: string, installed: boolean): void;
  consents: Consents;
  reset(): void;
}

const noFaults: Faults = {
  graphThrottle: 0,
  graphUnavailable: 0,
  graphDelayMs: 0,
  deltaForgotten: 0,
  connectorThrottle: 0,
  connectorFailAfterStore: 0,
  entraUnavailable: false,
  replicationLagMs: 0,
  deliveries: 1,
  teamLagMs: 4000,
  teamMadeThoughRefused: 0,
};
const usual: StoredGrants = { consentedAll: true, scopes: [], mfaWanted: false, devices: 1 };

/** @param changed called when the page should read the session again */
export function createSettings(saved: Saved<StoredSettings>, changed: () => void): Settings {
  const faults = { ...noFaults };
  const stored = (userId: string): StoredGrants => saved.value[userId] ?? usual;
  const store = (userId: string, change: Partial<StoredGrants>): void => {
    saved.value[userId] = { ...stored(userId), ...change };
    saved.changed();
    changed();
  };
  return {
    faults,
    setFaults: (next) => {
      Object.assign(faults, next);
      changed();
    },
    takeFault: (name) => {
      if (faults[name] <= 0) return false;
      faults[name] -= 1;
      changed();
      return true;
    },
    grants: (userId) => {
      const { consentedAll, mfaWanted, installed, devices } = stored(userId);
      return { userId, consented: consentedAll ? 'all' : 'none', mfaWanted, installed: installed ?? false, devices };
    },
    installDecided: (userId) => stored(userId).installed !== undefined,
    setGrants: ({ userId, consented, mfaWanted, installed, devices }) => {
      const revoked = stored(userId).consentedAll && consented === 'none';
      store(userId, {
        consentedAll: consented === 'all',
        mfaWanted,
        installed,
        devices,
        ...(revoked ? { scopes: [] } : {}),
      });
    },
    setInstalled: (userId, installed) => store(userId, { installed }),
    consents: consentsOf(stored, store),
    reset: () => {
      saved.replace({});
      Object.assign(faults, noFaults);
      changed();
    },
  };
}

function consentsOf(
  stored: (userId: string) => StoredGrants,
  store: (userId: string, change: Partial<StoredGrants>) => void,
): Consents {
  return {
    has: (userId, scopes) => {
      const { consentedAll, scopes: agreed } = stored(userId);
      return consentedAll || scopes.every((scope) => agreed.includes(scope));
    },
    recorded: (userId) => stored(userId).scopes,
    record: (userId, scopes) => store(userId, { scopes: [...new Set([...stored(userId).scopes, ...scopes])] }),
    mfaWanted: (userId) => stored(userId).mfaWanted,
    mfaDone: (userId) => store(userId, { mfaWanted: false }),
  };
}
