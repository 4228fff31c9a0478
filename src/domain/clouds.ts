/**
 * The Microsoft clouds in which Muster runs: the only place that knows how they differ. The sandbox is one more row.
 * @see https://learn.microsoft.com/graph/deployments
 */
export const cloudNames = ['public', 'gcc', 'gcchigh', 'dod', 'china', 'sandbox'] as const;
export type CloudName = (typeof cloudNames)[number];

export interface Cloud {
  name: CloudName;
  /** Entra ID's origin, without a trailing slash. */
  authorityHost: string;
  /** Whether MSAL knows or may look up this authority. False where only this row describes it. */
  instanceDiscovery: boolean;
  /** `iss` of a token that the channel signs for a bot. */
  channelIssuer: string;
  /** OpenID metadata of the channel's signing keys. */
  channelMetadataUrl: string;
  /** Resource of the connector's own token; `/.default` is added when it is asked for. */
  connectorResource: string;
  /** Hosts (with the port where it is not 443) to which our connector token may be sent. */
  serviceUrlHosts: readonly string[];
  /** Hosts where files lie that people attach; one that begins with a dot stands for all names below it. */
  fileHosts: readonly string[];
  /** Where a conversation is opened that has no stored reference. Ends with a slash. */
  defaultServiceUrl: string;
  /** Microsoft Graph's origin, without a trailing slash. */
  graphUrl: string;
  /** Graph's name in scopes and tokens, without a trailing slash. Its address, but in the sandbox. */
  graphResource: string;
  /** Audience of the federated token by which a managed identity proves the application. */
  federationAudience: string;
  /** Where the time for timed work is read; absent: this machine's clock. Security checks always use this machine's. */
  timeUrl?: string;
}

/** Whether the row is nowhere in particular: the configuration has to say where this cloud is. */
export function needsAddress(name: CloudName | undefined): boolean {
  return name === 'sandbox';
}

const connector = 'https://api.botframework.com';
const worldwide = {
  authorityHost: 'https://login.microsoftonline.com',
  instanceDiscovery: true,
  channelIssuer: connector,
  channelMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  connectorResource: connector,
  federationAudience: 'api://AzureADTokenExchange',
  graphUrl: 'https://graph.microsoft.com',
  graphResource: 'https://graph.microsoft.com',
};
const usGovernment = {
  authorityHost: 'https://login.microsoftonline.us',
  instanceDiscovery: true,
  channelIssuer: 'https://api.botframework.us',
  channelMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  connectorResource: 'https://api.botframework.us',
  federationAudience: 'api://AzureADTokenExchangeUSGov',
};

function regional(host: string, fileHost: string): Pick<Cloud, 'serviceUrlHosts' | 'fileHosts' | 'defaultServiceUrl'> {
  return { serviceUrlHosts: [host], fileHosts: [fileHost], defaultServiceUrl: `https://${host}/teams/` };
}

/**
 * @param sandboxUrl origin of the sandbox cloud, only used by its row
 * @returns the row of a cloud
 */
export function cloudNamed(name: CloudName, sandboxUrl = 'https://localhost:9443'): Cloud {
  switch (name) {
    case 'public':
      return {
        name,
        ...worldwide,
        serviceUrlHosts: ['smba.trafficmanager.net', 'smba.onyx.prod.teams.trafficmanager.net'],
        fileHosts: ['.sharepoint.com'],
        defaultServiceUrl: 'https://smba.trafficmanager.net/teams/',
      };
    case 'gcc':
      return { name, ...worldwide, ...regional('smba.infra.gcc.teams.microsoft.com', '.sharepoint.com') };
    case 'gcchigh':
      return {
        name,
        ...usGovernment,
        graphUrl: 'https://graph.microsoft.us',
        graphResource: 'https://graph.microsoft.us',
        ...regional('smba.infra.gov.teams.microsoft.us', '.sharepoint.us'),
      };
    case 'dod':
      return {
        name,
        ...usGovernment,
        graphUrl: 'https://dod-graph.microsoft.us',
        graphResource: 'https://dod-graph.microsoft.us',
        ...regional('smba.infra.dod.teams.microsoft.us', '.sharepoint-mil.us'),
      };
    case 'china':
      return {
        name,
        authorityHost: 'https://login.partner.microsoftonline.cn',
        instanceDiscovery: true,
        channelIssuer: 'https://api.botframework.azure.cn',
        channelMetadataUrl: 'https://login.botframework.azure.cn/v1/.well-known/openidconfiguration',
        connectorResource: 'https://api.botframework.azure.cn',
        federationAudience: 'api://AzureADTokenExchangeChina',
        graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
        graphResource: 'https://microsoftgraph.chinacloudapi.cn',
        ...regional('frontend.botapi.msg.infra.teams.microsoftonline.cn', '.sharepoint.cn'),
      };
    case 'sandbox':
      return {
        name,
        ...worldwide,
        authorityHost: sandboxUrl,
        instanceDiscovery: false,
        channelMetadataUrl: `${sandboxUrl}/botframework/v1/.well-known/openidconfiguration`,
        graphUrl: sandboxUrl,
        serviceUrlHosts: [new URL(sandboxUrl).host],
        fileHosts: [new URL(sandboxUrl).host],
        defaultServiceUrl: `${sandboxUrl}/connector/`,
        timeUrl: `${sandboxUrl}/time`,
      };
  }
}
