/**
 * Writes `appPackage/manifest.json` and `aad.manifest.json` from the list of operations:
 * `node scripts/run.mjs scripts/build-manifest.ts`. A test fails while they differ.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { appRoles } from '../src/graph/scan.ts';
import { trustedClients } from '../src/identity/trusted-clients.ts';
import { operations } from '../src/operations/index.ts';
import type { Operation } from '../src/operations/operation.ts';

const root = path.dirname(import.meta.dirname);
/** The lowest version of the manifest that has what Muster needs: the older, the more clients take it. */
const version = '1.17';
/** Teams shows no more of them in one list. */
const mostCommands = 10;
const home = 'https://${{BOT_DOMAIN}}';
const applicationIdUri = 'api://botid-${{BOT_ID}}';

type Told = Pick<Operation, 'name' | 'phrases' | 'summary' | 'scopes' | 'extension' | 'dialog'>;

/** The Teams app manifest, with the placeholders that packaging fills in. */
export function buildManifest(told: readonly Told[]): Record<string, unknown> {
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${version}/MicrosoftTeams.schema.json`,
    manifestVersion: version,
    version: '0.1.0',
    id: '${{TEAMS_APP_ID}}',
    developer: {
      name: 'Muster',
      websiteUrl: home,
      privacyUrl: `${home}/privacy`,
      termsOfUseUrl: `${home}/terms`,
    },
    name: { short: 'Muster', full: 'Muster: the groups of your organisation' },
    description: {
      short: 'Find, join and run the groups of your organisation from Teams',
      full: 'Muster runs Microsoft 365 groups where people talk. Ask it for a group in plain words, join it or ask its owners to let you in, decide on requests from a card, and share groups from the compose box. Every change is made with the rights of the person who asks for it.',
    },
    icons: { outline: 'outline.png', color: 'color.png' },
    accentColor: '#4F52B2',
    bots: [
      {
        botId: '${{BOT_ID}}',
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [{ scopes: ['personal', 'team', 'groupChat'], commands: commandsOf(told) }],
      },
    ],
    composeExtensions: [
      { botId: '${{BOT_ID}}', canUpdateConfiguration: false, commands: [...queriesOf(told), ...actionsOf(told)] },
    ],
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: ['${{BOT_DOMAIN}}'],
    webApplicationInfo: { id: '${{BOT_ID}}', resource: applicationIdUri },
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
  };
}

function commandsOf(told: readonly Told[]) {
  return told
    .flatMap(({ phrases: [phrase], summary }) => (phrase === undefined ? [] : { title: phrase, description: summary }))
    .slice(0, mostCommands);
}

function queriesOf(told: readonly Told[]) {
  return told.flatMap(({ name, summary, extension }) =>
    extension === undefined
      ? []
      : {
          id: name,
          type: 'query',
          title: extension.title,
          description: summary,
          initialRun: true,
          context: ['compose', 'commandBox'],
          parameters: [{ ...extension.parameter, inputType: 'text' }],
        },
  );
}

/** What opens as a dialog: each asks the bot for its form, so none is written down here. */
function actionsOf(told: readonly Told[]) {
  return told.flatMap(({ name, dialog }) =>
    dialog?.command === undefined
      ? []
      : {
          id: name,
          type: 'action',
          title: dialog.title,
          description: dialog.command.description,
          fetchTask: true,
          context: ['compose', 'commandBox', ...(dialog.command.fromAuthor ? ['message'] : [])],
        },
  );
}

/** The Entra application: its own scope, who may ask for it without consent, and what it asks of Graph. */
export function buildEntraManifest(told: readonly Told[]): Record<string, unknown> {
  const scopeId = '${{AAD_APP_ACCESS_AS_USER_PERMISSION_ID}}';
  const scopes = [...new Set(told.flatMap(({ scopes }) => scopes))].sort();
  return {
    id: '${{AAD_APP_OBJECT_ID}}',
    appId: '${{BOT_ID}}',
    displayName: 'Muster',
    identifierUris: [applicationIdUri],
    signInAudience: 'AzureADMyOrg',
    api: {
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [
        {
          id: scopeId,
          value: 'access_as_user',
          type: 'User',
          isEnabled: true,
          adminConsentDisplayName: 'Use Muster as the signed-in person',
          adminConsentDescription: 'Lets Teams call Muster in the name of the person who is signed in.',
          userConsentDisplayName: 'Use Muster as you',
          userConsentDescription: 'Lets Teams call Muster in your name, with your rights.',
        },
      ],
      preAuthorizedApplications: Object.keys(trustedClients).map((appId) => ({
        appId,
        delegatedPermissionIds: [scopeId],
      })),
    },
    // Confidential code flow only: a single-page or public platform would hand out tokens that pass for the bot's own.
    web: { redirectUris: [`${home}/auth-end`], implicitGrantSettings: { enableIdTokenIssuance: false } },
    requiredResourceAccess: [
      {
        resourceAppId: 'Microsoft Graph',
        resourceAccess: [
          ...appRoles.map((id) => ({ id, type: 'Role' })),
          ...scopes.map((id) => ({ id, type: 'Scope' })),
        ],
      },
    ],
  };
}

/** @returns the text of each generated file, by path from the root */
export async function builtManifests(told: readonly Told[] = operations): Promise<Record<string, string>> {
  const print = (value: unknown) => format(JSON.stringify(value), { parser: 'json', printWidth: 120 });
  return {
    'appPackage/manifest.json': await print(buildManifest(told)),
    'aad.manifest.json': await print(buildEntraManifest(told)),
  };
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await builtManifests())) {
    writeFileSync(path.join(root, file), text);
    console.log(`wrote ${file}`);
  }
}
