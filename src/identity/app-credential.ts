import { X509Certificate, createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
} from '@azure/identity';
import type { TokenCredential } from '@azure/identity';
import type { NodeAuthOptions } from '@azure/msal-node';
import type { Cloud } from '../domain/clouds.ts';
import { identityMisconfigured } from './identity-errors.ts';

export interface AppCredentialOptions {
  /** Client id of the Entra application whose scope is `access_as_user`. */
  clientId: string;
  /** Home tenant of the application, where app-only tokens come from unless another tenant is asked for. */
  tenantId: string;
  /** Further tenants for which app-only tokens may be asked. */
  allowedTenants: readonly string[];
  cloud: Pick<Cloud, 'authorityHost' | 'instanceDiscovery' | 'federationAudience'>;
  /** The machine's identity proves the application (federated credential). */
  managedIdentity?: {
    /** Client id of a user-assigned identity; absent: the system-assigned one. */
    clientId?: string;
  };
  /** File in which the platform (Kubernetes, a CI runner) keeps a fresh federated token. */
  workloadTokenFile?: string;
  /** PEM file with the private key and the certificate chain. */
  certificateFile?: string;
  clientSecret?: string;
}

/** How the application proves that it is itself to msal-node. */
export type ClientProof = Pick<NodeAuthOptions, 'clientSecret' | 'clientCertificate' | 'clientAssertion'>;

/** The application's own identity, twice: for app-only tokens, and as proof in exchanges on behalf of a person. */
export interface AppCredential {
  kind: 'managedIdentity' | 'workload' | 'certificate' | 'secret';
  appOnly: TokenCredential;
  /**
   * For on-behalf-of and for authorization codes, which go through msal-node: `OnBehalfOfCredential` of @azure/identity
   * reports every refusal as a message and drops `claims`, error number and suberror, and it cannot redeem codes.
   */
  proof: ClientProof;
}

/**
 * The best credential that is configured: managed identity, workload identity, certificate, secret, in this order.
 * Without a secret there is nothing to leak, and nothing to renew.
 * @throws AppError `identity.misconfigured` when none is configured or the certificate's file cannot be read.
 */
export function createAppCredential(options: AppCredentialOptions): AppCredential {
  const { managedIdentity, workloadTokenFile, certificateFile, clientSecret } = options;
  if (managedIdentity) return federated('managedIdentity', options, managedIdentityAssertion(options));
  if (workloadTokenFile) {
    // Read each time: the platform replaces it long before it expires.
    return federated('workload', options, async () => (await readFile(workloadTokenFile, 'utf8')).trim());
  }
  if (certificateFile) return certificate(options, certificateFile);
  if (clientSecret) {
    const { tenantId, clientId } = options;
    const appOnly = new ClientSecretCredential(tenantId, clientId, clientSecret, authority(options));
    return { kind: 'secret', appOnly, proof: { clientSecret } };
  }
  throw identityMisconfigured(new Error('No credential of the application is configured'));
}

function authority({ cloud, allowedTenants }: AppCredentialOptions) {
  return {
    authorityHost: cloud.authorityHost,
    disableInstanceDiscovery: !cloud.instanceDiscovery,
    additionallyAllowedTenants: [...allowedTenants],
  };
}

function managedIdentityAssertion({ managedIdentity, cloud }: AppCredentialOptions): () => Promise<string> {
  const machine = machineCredential(managedIdentity?.clientId);
  return async () => (await machine.getToken(`${cloud.federationAudience}/.default`)).token;
}

/**
 * The machine's own identity: what a bot that is registered as a managed identity speaks to the connector with, while
 * people sign in to another application.
 * @param clientId of a user-assigned identity; absent: the system-assigned one
 */
export function machineCredential(clientId?: string): ManagedIdentityCredential {
  return clientId ? new ManagedIdentityCredential({ clientId }) : new ManagedIdentityCredential();
}

function federated(
  kind: 'managedIdentity' | 'workload',
  options: AppCredentialOptions,
  getAssertion: () => Promise<string>,
): AppCredential {
  const { tenantId, clientId } = options;
  const appOnly = new ClientAssertionCredential(tenantId, clientId, getAssertion, authority(options));
  return { kind, appOnly, proof: { clientAssertion: getAssertion } };
}

function certificate(options: AppCredentialOptions, file: string): AppCredential {
  const { tenantId, clientId } = options;
  const { pem, clientCertificate } = readCertificate(file);
  const appOnly = new ClientCertificateCredential(
    tenantId,
    clientId,
    { certificate: pem },
    { ...authority(options), sendCertificateChain: true },
  );
  return { kind: 'certificate', appOnly, proof: { clientCertificate } };
}

function readCertificate(file: string) {
  try {
    const pem = readFileSync(file, 'utf8');
    const x5c = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)?.join('\n') ?? '';
    const thumbprintSha256 = new X509Certificate(x5c).fingerprint256.replaceAll(':', '');
    const privateKey = createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }).toString();
    return { pem, clientCertificate: { thumbprintSha256, privateKey, x5c } };
  } catch (cause) {
    throw identityMisconfigured(cause);
  }
}
