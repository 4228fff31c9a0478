import type { Expiration, Notice } from '../domain/expiry.ts';
import { ada, guild } from './samples.ts';

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

/** The guild, deleted a few days before the samples are drawn. */
export function deletionSample(change: Partial<Expiration> = {}): Expiration {
  return { ...expirationSample(), isDeletion: true, expiresAt: new Date('2026-02-03T09:00:00Z'), ...change };
}

/** What an owner is told of it. */
export function noticeSample({ tenantId, groupId, expiresAt }: Expiration): Notice {
  return {
    id: noticeIdSample,
    tenantId,
    groupId,
    expiresAt,
    step: '30',
    recipient: { kind: 'owner', userId: ada.id },
    dueAt: new Date('2026-01-05T09:00:00Z'),
    plannedAt: new Date('2026-01-05T09:00:00Z'),
    state: 'sent',
  };
}
