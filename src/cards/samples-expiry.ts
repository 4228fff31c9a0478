import type { Expiration } from '../domain/expiry.ts';
import { guild } from './samples.ts';

export const noticeIdSample = '55555555-0000-4000-8000-000000000001';

/** The end of the guild, two weeks after the samples are drawn. */
export function expirationSample(change: Partial<Expiration> = {}): Expiration {
  return {
    tenantId: '44444444-0000-4000-8000-000000000001',
    groupId: guild.id,
    groupName: guild.displayName,
    expiresAt: new Date('2026-01-20T09:00:00Z'),
    state: 'open',
    ...change,
  };
}
