import type { TokenCredential } from '@azure/identity';
import type { Storage } from 'botbuilder';
import type { Cloud } from '../domain/clouds.ts';
import { publishedLimits, type MessageLimits } from '../domain/pacing.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { ClaimedJob } from '../ports/jobs.ts';
import { TeamsAdapter } from './adapter.ts';
import { createApplication } from './application.ts';
import { connectorPool, createConnector } from './connector/connector.ts';
import { ConnectorToken } from './connector/connector-token.ts';
import { Pacing } from './connector/pacing.ts';
import { createFiles, filePool } from './connector/files.ts';
import { createPictures, picturePool } from './connector/pictures.ts';
import { ChannelKeys } from './inbound/channel-keys.ts';
import { createChannelTokenVerifier } from './inbound/channel-token.ts';
import { createReceive, type Receive } from './inbound/receive.ts';
import { createMessenger } from './messenger.ts';
import { createReferences } from './references.ts';
import { Background } from './surfaces/background.ts';
import { say } from './surfaces/messages.ts';
import { resumeCommandKind } from './sign-in/claim-command.ts';
import type { FrontDoorParts } from './surfaces/parts.ts';
import { resumeCommand } from './surfaces/resume-command.ts';
import { createTopics } from './surfaces/topics.ts';

export interface FrontDoorOptions extends Omit<
  FrontDoorParts,
  'adapter' | 'background' | 'topics' | 'pictures' | 'files'
> {
  cloud: Cloud;
  /** Tenants that this deployment serves. */
  tenantIds: readonly string[];
  /** The bot's own credential, for the connector. */
  credential: TokenCredential;
  /** botbuilder storage for the SDK's turn state; of ours it keeps which group was shown last. */
  turnState?: Storage;
  /** How much Teams takes; what it publishes when absent. */
  messageLimits?: MessageLimits;
  /** Shorter time limits, in milliseconds, than those of Teams. */
  limits?: { connectorCallMs?: number; answerWithinMs?: number };
}

export interface FrontDoor {
  receive: Receive;
  messenger: Messenger;
  /** The kinds of jobs that run turns, for the runner. */
  jobHandlers: Readonly<Record<string, (job: ClaimedJob) => Promise<void>>>;
  /** Reads the channel's keys and the connector token before the first activity needs them. */
  warm(): Promise<void>;
  /** Waits for the turns at work and closes the connections. */
  close(): Promise<void>;
}

/** Puts together everything between the web server and the operations. */
export function createFrontDoor(options: FrontDoorOptions): FrontDoor {
  const { cloud, botId, store, log } = options;
  const pool = connectorPool();
  const token = new ConnectorToken({ credential: options.credential, resource: cloud.connectorResource });
  const { connectorCallMs: limitMs, answerWithinMs } = options.limits ?? {};
  const pacing = new Pacing(store.paces, options.messageLimits ?? publishedLimits);
  const connector = createConnector({ cloud, token, pacing, pool, ...(limitMs && { limitMs }) });
  const adapter = new TeamsAdapter({ connector, botId });
  const queueAdapter = new TeamsAdapter({ connector, botId, speaksFirst: true });
  const background = new Background();
  const references = createReferences(store, botId);
  const topics = createTopics(options.turnState, options.clock);
  const pictureConnections = picturePool();
  const pictures = createPictures({ cloud, token, pool: pictureConnections });
  const fileConnections = filePool(cloud);
  const files = createFiles({ cloud, pool: fileConnections });
  const parts = { ...options, adapter, background, topics, pictures, files };
  const application = createApplication(parts, options.turnState && { storage: options.turnState });

  const keys = new ChannelKeys({
    metadataUrl: cloud.channelMetadataUrl,
    issuer: cloud.channelIssuer,
    dispatcher: pool,
  });
  const receive = createReceive({
    verify: createChannelTokenVerifier({ cloud, botId, keys }),
    tenantIds: options.tenantIds,
    activities: store.activities,
    references,
    async turn(activity) {
      return adapter.runTurn(activity, async (turn) => {
        await application.run(turn);
      });
    },
    async say(activity, text) {
      await adapter.runTurn(activity, (turn) => say(turn, text));
    },
    log,
    ...(answerWithinMs && { answerWithinMs }),
  });

  return {
    receive,
    messenger: createMessenger({ adapter: queueAdapter, store, cloud, botId, references }),
    jobHandlers: { [resumeCommandKind]: resumeCommand(parts) },
    async warm() {
      await Promise.all([keys.warm(), token.get()]);
    },
    async close() {
      // What is not answered yet is answered without its pauses.
      background.stop();
      await receive.settled();
      await background.settled();
      await Promise.all([pool.close(), pictureConnections.close(), fileConnections.close()]);
    },
  };
}
