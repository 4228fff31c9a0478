import path from 'node:path';
import { createConnector } from './connector/connector.ts';
import type { Connector } from './connector/connector.ts';
import { createCodes, createRefreshTokens } from './entra/codes.ts';
import type { Entra, EntraPerson } from './entra/entra.ts';
import type { SigningKeys } from './entra/keys.ts';
import { ssoToken } from './entra/tokens.ts';
import type { Identity } from './identity.ts';
import type { Pki } from './pki.ts';
import { usualAppRoles, type SandboxOptions } from './options.ts';
import { watchBot } from './server/bot-watch.ts';
import { createClock } from './server/clock.ts';
import { createEvents } from './server/events.ts';
import { readManifest } from './server/manifest.ts';
import type { PageParts } from './server/page-api.ts';
import { openSaved } from './server/saved.ts';
import { createSettings } from './server/settings.ts';
import type { StoredSettings } from './server/settings.ts';
import { createTraffic } from './server/traffic.ts';
import { Chats } from './teams/chats.ts';
import type { StoredChats } from './teams/chats.ts';
import { createClientSettings } from './teams/client-settings.ts';
import { createDelivery, usualTiming } from './teams/delivery.ts';
import { peopleOf } from './teams/people.ts';
import type { TeamsPerson } from './teams/people.ts';
import { AttachedFiles } from './teams/attached-files.ts';
import { Pictures } from './teams/pictures.ts';
import { arrangeChannels, firstConversations, mayAddApps, membersOf } from './teams/places.ts';
import { createTeams } from './teams/teams.ts';
import type { TeamsWorld } from './teams/world.ts';
import { tenantId, tenantName } from './tenant/cast.ts';
import { openTenant } from './tenant/tenant.ts';

/** Everything that the two servers work on. */
export interface Parts extends PageParts {
  entra: Entra;
  connector: Connector;
  botUrl: () => string;
  setBotUrl: (url: string) => void;
  /** Installs the bot for the suggested people and begins to look for it. */
  begin: () => void;
  /** Writes what is not written yet. */
  stop: () => void;
}

export interface Foundation {
  options: SandboxOptions;
  cloudUrl: string;
  pageUrl: string;
  pki: Pki;
  keys: SigningKeys;
  identity: Identity;
}

/** Application permissions that the app has by design: it reads for itself, and writes as people only. */

export function createParts(foundation: Foundation): Parts {
  const { options, identity } = foundation;
  const inData = (name: string): string => path.join(options.dataDir, name);
  const events = createEvents();
  const traffic = createTraffic(() => events.emit({ kind: 'traffic' }));
  const savedClock = openSaved(inData('clock.json'), () => ({ aheadSeconds: 0 }));
  const clock = createClock(savedClock.value.aheadSeconds);
  clock.onMove(() => {
    savedClock.replace({ aheadSeconds: clock.aheadSeconds });
    events.emit({ kind: 'session' });
  });
  const savedSettings = openSaved<StoredSettings>(inData('grants.json'), () => ({}));
  const settings = createSettings(savedSettings, () => events.emit({ kind: 'session' }));
  const tenant = openTenant({
    file: inData('tenant.sqlite'),
    now: () => clock.now().getTime(),
    ...(options.seed && { seed: options.seed }),
  });
  const savedChats = openSaved<StoredChats>(
    inData('chats.json'),
    () => ({ lastId: 0, conversations: firstConversations(tenant, options.teamsWithApp) }),
    { isWritten: options.keepsConversations ?? true },
  );
  const manifest = readManifest(options.manifestFile);
  const people = peopleOf(tenant, identity.botId);
  let botUrl = options.botUrl ?? 'http://localhost:3978';
  const stopping = new AbortController();

  const entra = createEntra(foundation, { people, settings, botUrl: () => botUrl, appName: manifest.name });
  const serviceUrl = `${foundation.cloudUrl}/connector/`;
  const world: TeamsWorld = {
    bot: { id: identity.botId, mri: `28:${identity.botId}`, name: manifest.name },
    tenantId,
    appIdUri: entra.app.idUri,
    serviceUrl,
    clock,
    people,
    chats: new Chats(savedChats, () => clock.now()),
    pictures: new Pictures(),
    files: new AttachedFiles(),
    delivery: createDelivery({
      botUrl: () => botUrl,
      botId: identity.botId,
      tenantId,
      serviceUrl,
      channelKey: foundation.keys.channel,
      faults: settings.faults,
      traffic,
      timing: { ...usualTiming, ...options.timing },
      stopped: stopping.signal,
    }),
    clients: createClientSettings(),
    ssoToken: async (person) => (await ssoToken(entra, asEntraPerson(person))).token,
    grants: (personId) => settings.grants(personId),
    installDecided: (personId) => settings.installDecided(personId),
    setInstalled: (personId, installed) => settings.setInstalled(personId, installed),
    members: (conversation) => membersOf(tenant, conversation),
    mayAddApps: (conversation, personId) => mayAddApps(tenant, conversation, personId),
    arrange: (personId) => arrangeChannels(tenant, world.chats, personId),
    watching: () => events.watching(),
    emit: (event, to) => events.emit(event, to),
  };
  const teams = createTeams(world);
  const connector = createConnector(entra, teams, settings, options.messageFactor);
  tenant.onChange((change) => {
    events.emit({ kind: 'tenant' });
    if (change.kind !== 'updated' || change.properties.includes('hasTeam')) events.emit({ kind: 'conversations' });
  });
  let watch: ReturnType<typeof watchBot> | undefined;
  const install = (): void => {
    for (const person of people.equipped()) teams.installs.personalChat(person);
  };
  return {
    entra,
    connector,
    teams,
    tenant,
    clock,
    settings,
    manifest,
    traffic,
    events,
    botUrl: () => botUrl,
    botReachable: () => watch?.reachable() ?? false,
    setBotUrl: (url) => {
      botUrl = url.replace(/\/$/, '');
    },
    begin: () => {
      install();
      watch = watchBot(
        () => botUrl,
        () => events.emit({ kind: 'session' }),
        () => void teams.installs.deliverPending(),
      );
    },
    reset: () => {
      settings.reset();
      tenant.reset();
      world.chats.replaceAll(firstConversations(tenant, options.teamsWithApp));
      install();
      for (const kind of ['session', 'conversations', 'tenant'] as const) events.emit({ kind });
    },
    stop: () => {
      stopping.abort();
      watch?.stop();
      events.close();
      for (const saved of [savedClock, savedSettings, savedChats]) saved.flush();
      tenant.close();
    },
  };
}

function asEntraPerson({ id, displayName, principalName, isAdmin, enabled }: TeamsPerson): EntraPerson {
  return { id, displayName, principalName, isAdmin, enabled };
}

interface EntraParts {
  people: TeamsWorld['people'];
  settings: PageParts['settings'];
  botUrl: () => string;
  appName: string;
}

function createEntra({ cloudUrl, pageUrl, pki, keys, identity, options }: Foundation, parts: EntraParts): Entra {
  const { people, settings } = parts;
  const found = (person: TeamsPerson | undefined): EntraPerson | undefined => person && asEntraPerson(person);
  return {
    cloudUrl,
    pageUrl,
    tenantId,
    tenantName,
    app: {
      id: identity.botId,
      name: parts.appName,
      secret: identity.clientSecret,
      certificate: pki.app,
      servicePrincipalId: identity.servicePrincipalId,
      idUri: `api://botid-${identity.botId}`,
      redirectUris: () => [`${parts.botUrl()}/auth-end`],
      appRoles: options.appRoles ?? usualAppRoles,
    },
    managedIdentity: identity.managedIdentity,
    keys,
    personById: (id) => found(people.byId(id)),
    personByName: (name) => found(people.byName(name)),
    suggestedPeople: () => people.suggested().map(asEntraPerson),
    consents: settings.consents,
    codes: createCodes(),
    refreshTokens: createRefreshTokens(),
    unavailable: () => settings.faults.entraUnavailable,
  };
}
