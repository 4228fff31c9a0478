import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Cloud } from '../../domain/clouds.ts';
import { ChannelKeysUnavailable, type ChannelKeys } from './channel-keys.ts';
import { isTrustedServiceUrl } from '../service-urls.ts';

const channelId = 'msteams';
const skewSeconds = 300;
const algorithms = ['RS256', 'RS384', 'RS512'];
/** Teams signs one token an hour and sends it with each activity: its signature is checked once, its claims every time. */
const rememberedTokens = 500;
const longestTokenChars = 8192;

/** Why a request was refused: for the log alone, the sender hears nothing but the status. */
export type RefusalCode =
  | 'activity.malformed'
  | 'activity.other-channel'
  | 'activity.foreign-service-url'
  | 'token.missing'
  | 'token.malformed'
  | 'token.algorithm'
  | 'token.unknown-key'
  | 'token.signature'
  | 'token.claims'
  | 'token.time'
  | 'token.other-service-url'
  | 'token.not-endorsed';

export type Verdict =
  { status: 200 } | { status: 401; code: RefusalCode } | { status: 503; code: 'keys.unavailable'; cause: unknown };

/** Decides whether a request came from the Teams channel, before any other code looks at it. */
export type ChannelTokenVerifier = (authorization: string | undefined, activity: unknown) => Promise<Verdict>;

interface CheckedToken {
  claims: JWTPayload;
  endorsements: readonly string[];
}

class Refusal extends Error {
  readonly code: RefusalCode;
  constructor(code: RefusalCode) {
    super(code);
    this.code = code;
  }
}

/**
 * Accepts nothing but a token that the channel itself signed for this bot and for this service URL. Unlike the SDK's
 * validator it does not choose its rules by what an unverified token says of itself, so a token of Entra ID, of an
 * emulator or of another bot is no token here.
 * @param options.botId the only accepted `aud`
 * @returns 200, 401 (never with a reason for the sender), or 503 while the channel's keys cannot be read
 * @see https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function createChannelTokenVerifier(options: {
  cloud: Cloud;
  botId: string;
  keys: ChannelKeys;
}): ChannelTokenVerifier {
  const checked = new LRUCache<string, CheckedToken>({ max: rememberedTokens });

  async function checkedToken(token: string): Promise<CheckedToken> {
    const known = checked.get(token);
    if (known) {
      checkTimes(known.claims);
      return known;
    }
    const result = await checkSignature(token, options);
    checked.set(token, result);
    return result;
  }

  return async (authorization, activity) => {
    try {
      const serviceUrl = serviceUrlOf(activity, options.cloud);
      const { claims, endorsements } = await checkedToken(bearerToken(authorization));
      if (claims['serviceurl'] !== serviceUrl) throw new Refusal('token.other-service-url');
      if (!endorsements.includes(channelId)) throw new Refusal('token.not-endorsed');
      return { status: 200 };
    } catch (error) {
      if (error instanceof ChannelKeysUnavailable) return { status: 503, code: 'keys.unavailable', cause: error.cause };
      return { status: 401, code: refusalCode(error) };
    }
  };
}

function serviceUrlOf(activity: unknown, cloud: Cloud): string {
  if (typeof activity !== 'object' || activity === null) throw new Refusal('activity.malformed');
  const { type, channelId: channel, serviceUrl } = activity as Record<string, unknown>;
  if (typeof type !== 'string' || type === '') throw new Refusal('activity.malformed');
  if (channel !== channelId) throw new Refusal('activity.other-channel');
  if (typeof serviceUrl !== 'string' || !isTrustedServiceUrl(serviceUrl, cloud))
    throw new Refusal('activity.foreign-service-url');
  return serviceUrl;
}

function bearerToken(authorization: string | undefined): string {
  if (!authorization) throw new Refusal('token.missing');
  if (authorization.length > longestTokenChars) throw new Refusal('token.malformed');
  const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization)?.[1];
  if (!token) throw new Refusal('token.malformed');
  return token;
}

async function checkSignature(
  token: string,
  { cloud, botId, keys }: { cloud: Cloud; botId: string; keys: ChannelKeys },
): Promise<CheckedToken> {
  const { alg, kid } = decodeProtectedHeader(token);
  if (!alg || !algorithms.includes(alg)) throw new Refusal('token.algorithm');
  if (!kid) throw new Refusal('token.unknown-key');
  const found = await keys.find(kid);
  if (!found) throw new Refusal('token.unknown-key');

  const { payload } = await jwtVerify(token, found.key, {
    algorithms,
    issuer: cloud.channelIssuer,
    audience: botId,
    requiredClaims: ['exp', 'serviceurl'],
    clockTolerance: skewSeconds,
  });
  return { claims: payload, endorsements: found.endorsements };
}

function checkTimes(claims: JWTPayload): void {
  const now = Math.floor(Date.now() / 1000);
  if ((claims.exp ?? 0) <= now - skewSeconds || (claims.nbf ?? 0) > now + skewSeconds) throw new Refusal('token.time');
}

function refusalCode(error: unknown): RefusalCode {
  if (error instanceof Refusal) return error.code;
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'token.signature';
  if (error instanceof errors.JWTExpired) return 'token.time';
  if (error instanceof errors.JWTClaimValidationFailed) return error.claim === 'nbf' ? 'token.time' : 'token.claims';
  return 'token.malformed';
}
