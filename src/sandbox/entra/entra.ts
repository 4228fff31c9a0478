import type { Pki } from '../pki.ts';
import type { SigningKeys } from './keys.ts';
import type { OneTimeCodes, RefreshTokens } from './codes.ts';

/** A person as Entra needs them. */
export interface EntraPerson {
  id: string;
  displayName: string;
  principalName: string;
  isAdmin: boolean;
  enabled: boolean;
}

/** What a person, or the administrator for everybody, has agreed to. */
export interface Consents {
  has(userId: string, scopes: readonly string[]): boolean;
  /** Scopes that the person agreed to one by one. */
  recorded(userId: string): readonly string[];
  record(userId: string, scopes: readonly string[]): void;
  /** Whether the next token needs a fresh interactive sign-in. */
  mfaWanted(userId: string): boolean;
  mfaDone(userId: string): void;
}

/** Everything that Entra's endpoints share. */
export interface Entra {
  /** Origins without a trailing slash. */
  cloudUrl: string;
  pageUrl: string;
  tenantId: string;
  tenantName: string;
  app: {
    id: string;
    name: string;
    secret: string;
    certificate: Pki['app'];
    /** Object id of its service principal: the `oid` of app-only tokens. */
    servicePrincipalId: string;
    /** `api://botid-…`: audience of the SSO token's resource. */
    idUri: string;
    /** Registered reply addresses; compared letter by letter. */
    redirectUris(): readonly string[];
    /** Application permissions on Graph that the administrator has granted. */
    appRoles: readonly string[];
  };
  /** The managed identity that a federated credential of the app names. */
  managedIdentity: { principalId: string; clientId: string; header: string };
  keys: SigningKeys;
  personById(id: string): EntraPerson | undefined;
  personByName(principalName: string): EntraPerson | undefined;
  /** For the account chooser. */
  suggestedPeople(): EntraPerson[];
  consents: Consents;
  codes: OneTimeCodes;
  refreshTokens: RefreshTokens;
  /** Whether the token endpoint is out of order. */
  unavailable(): boolean;
}

/** `iss` of v2.0 tokens. */
export function issuer(entra: Entra): string {
  return `${entra.cloudUrl}/${entra.tenantId}/v2.0`;
}

export const graphResource = 'https://graph.microsoft.com';
export const connectorResource = 'https://api.botframework.com';
/** Audience of a token that stands in for a client's secret. */
export const exchangeResource = 'api://AzureADTokenExchange';
