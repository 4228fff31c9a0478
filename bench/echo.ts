// The yardstick: what botbuilder's own adapter and restify do with the least work, a text sent back.
import process from 'node:process';
import { ActivityHandler, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { MsalServiceClientCredentialsFactory } from 'botframework-connector';
import { createRequire } from 'node:module';
import restify from 'restify';

const cloud = process.env['MUSTER_SANDBOX_URL'] ?? '';
const appId = process.env['BOT_ID'] ?? '';
const tenant = (process.env['BOT_TENANT_IDS'] ?? '').split(',')[0] ?? '';
// The connector brings its own copy of msal-node, whose client is the one that its factory takes.
const msal = createRequire(createRequire(import.meta.url).resolve('botframework-connector'))('@azure/msal-node') as {
  ConfidentialClientApplication: new (
    options: unknown,
  ) => ConstructorParameters<typeof MsalServiceClientCredentialsFactory>[1];
};
const client = new msal.ConfidentialClientApplication({
  auth: {
    clientId: appId,
    clientSecret: process.env['BOT_CLIENT_SECRET'],
    authority: `${cloud}/${tenant}`,
    knownAuthorities: [new URL(cloud).host],
  },
});
const authentication = new ConfigurationBotFrameworkAuthentication(
  {
    MicrosoftAppId: appId,
    MicrosoftAppType: 'SingleTenant',
    MicrosoftAppTenantId: tenant,
    ToChannelFromBotLoginUrl: `${cloud}/${tenant}`,
    ToChannelFromBotOAuthScope: 'https://api.botframework.com',
    ToBotFromChannelTokenIssuer: 'https://api.botframework.com',
    OAuthUrl: cloud,
    ToBotFromChannelOpenIdMetadataUrl: `${cloud}/botframework/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${cloud}/common/v2.0/.well-known/openid-configuration`,
    CallerId: 'urn:botframework:azure',
  },
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- declared twice, once per module system
  new MsalServiceClientCredentialsFactory(appId, client),
);
const adapter = new CloudAdapter(authentication);
const bot = new ActivityHandler();
bot.onMessage(async (context, next) => {
  await context.sendActivity(`You said: ${context.activity.text}`);
  await next();
});

const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request, response) => {
  await adapter.process(request as never, response, (context) => bot.run(context));
});
server.get('/healthz', (_request, response, next) => {
  response.send(200, { status: 'ok' });
  next();
});
server.listen(Number(process.env['PORT']));
