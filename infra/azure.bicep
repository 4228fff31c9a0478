// The bot on App Service, its registration with the Teams channel, and the identity that vouches for its Entra
// application. The federated credential that makes the application trust this identity lives in Entra, not in Azure:
// docs/deploy.md has the command.

@maxLength(24)
@minLength(4)
@description('Start of every resource name.')
param resourceBaseName string

@description('Client id of the bot\'s Entra application.')
param botId string

@description('Tenant that is served, and home of the application.')
param tenantId string

@secure()
@description('PostgreSQL address. The disk of App Service is a network share, on which SQLite loses data.')
param databaseUrl string

param location string = resourceGroup().location
param planSku string = 'B1'
param cloud string = 'public'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: '${resourceBaseName}-identity'
  location: location
}

resource plan 'Microsoft.Web/serverfarms@2022-09-01' = {
  name: '${resourceBaseName}-plan'
  location: location
  kind: 'linux'
  sku: { name: planSku }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2022-09-01' = {
  name: resourceBaseName
  location: location
  kind: 'app,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: {
      linuxFxVersion: 'NODE|24-lts'
      appCommandLine: 'node src/index.ts'
      alwaysOn: true
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      healthCheckPath: '/readyz'
      appSettings: [
        { name: 'NODE_ENV', value: 'production' }
        { name: 'PORT', value: '8080' }
        { name: 'WEBSITES_PORT', value: '8080' }
        { name: 'SCM_DO_BUILD_DURING_DEPLOYMENT', value: 'false' }
        { name: 'MUSTER_CLOUD', value: cloud }
        { name: 'PUBLIC_URL', value: 'https://${resourceBaseName}.azurewebsites.net' }
        { name: 'BOT_ID', value: botId }
        { name: 'BOT_TENANT_IDS', value: tenantId }
        { name: 'BOT_MANAGED_IDENTITY_CLIENT_ID', value: identity.properties.clientId }
        { name: 'DATABASE_URL', value: databaseUrl }
      ]
    }
  }
}

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: resourceBaseName
  location: 'global'
  kind: 'azurebot'
  sku: { name: 'F0' }
  properties: {
    displayName: 'Muster'
    endpoint: 'https://${app.properties.defaultHostName}/api/messages'
    msaAppId: botId
    msaAppType: 'SingleTenant'
    msaAppTenantId: tenantId
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: { channelName: 'MsTeamsChannel' }
}

// Written to env/.env.<name> by the toolkit.
output BOT_AZURE_APP_SERVICE_RESOURCE_ID string = app.id
output BOT_DOMAIN string = app.properties.defaultHostName
output BOT_IDENTITY_PRINCIPAL_ID string = identity.properties.principalId
