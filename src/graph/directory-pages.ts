import { z } from 'zod';
import { AppError } from '../domain/errors.ts';
import type { DirectoryChange, DirectoryFacts, ReadingPlace } from '../domain/directory-group.ts';
import type { Reader } from './batch.ts';
import { isForgotten, placeIn, placeQuery } from './delta-place.ts';
import { doings } from './doings.ts';
import { instant, kindOf, parsed, visibilityOf } from './group-shape.ts';

const fields = [
  'id',
  'displayName',
  'groupTypes',
  'mailEnabled',
  'securityEnabled',
  'visibility',
  'classification',
  'onPremisesSyncEnabled',
  'resourceProvisioningOptions',
  'createdDateTime',
  'renewedDateTime',
  'expirationDateTime',
].join(',');
/** A wish: Graph gives fewer where it likes. */
const prefer = { Prefer: 'odata.maxpagesize=999' } as const;

const changeShape = z.object({
  id: z.guid(),
  '@removed': z.object({ reason: z.string().nullish() }).optional(),
  displayName: z.string().nullish(),
  groupTypes: z.array(z.string()).nullish(),
  mailEnabled: z.boolean().nullish(),
  securityEnabled: z.boolean().nullish(),
  visibility: z.string().nullish(),
  classification: z.string().nullish(),
  onPremisesSyncEnabled: z.boolean().nullish(),
  resourceProvisioningOptions: z.array(z.string()).nullish(),
  createdDateTime: instant.nullish(),
  renewedDateTime: instant.nullish(),
  expirationDateTime: instant.nullish(),
});
type RawChange = z.infer<typeof changeShape>;

const pageShape = z.object({
  '@odata.nextLink': z.string().optional(),
  '@odata.deltaLink': z.string().optional(),
  value: z.array(changeShape),
});

/**
 * One page of all groups, or of what changed about them. Pages may be empty although the round goes on, and may tell again
 * what was told before.
 * @param place where the page before ended; from the beginning when absent or without a token
 * @throws AppError `delta.expired` (conflict) when Graph does not know the place any more
 * @see https://learn.microsoft.com/graph/api/group-delta
 */
export async function readDirectoryPage(
  reader: Reader,
  place: Pick<ReadingPlace, 'round' | 'token'>,
): Promise<{ changes: DirectoryChange[]; token: string }> {
  const query = place.token === undefined ? `$select=${fields}` : placeQuery(place.token);
  try {
    const page = parsed(
      pageShape,
      await reader.read({ path: `/groups/delta?${query}`, headers: prefer }, doings.search),
    );
    const isWhole = place.round === 'full' && !place.token?.startsWith('delta.');
    return { changes: page.value.map((raw) => changeFrom(raw, isWhole)), token: placeIn(page) };
  } catch (error) {
    if (!isForgotten(error)) throw error;
    throw new AppError('conflict', {
      code: 'delta.expired',
      advice: 'Microsoft 365 does not know any more what changed since the last time.',
      cause: error,
    });
  }
}

/** @param isWhole what is not told has no value; else it is as it was */
function changeFrom(raw: RawChange, isWhole: boolean): DirectoryChange {
  const id = raw.id.toLowerCase();
  if (raw['@removed']) return { id, gone: raw['@removed'].reason === 'deleted' ? 'purged' : 'deleted' };
  return { id, facts: isWhole ? { ...nothing, ...factsFrom(raw) } : factsFrom(raw) };
}

const nothing: DirectoryFacts = {
  displayName: '',
  kind: 'security',
  isDynamic: false,
  isSynced: false,
  hasTeam: false,
  visibility: 'private',
  classification: null,
  createdAt: null,
  renewedAt: null,
  expiresAt: null,
};

function factsFrom(raw: RawChange): Partial<DirectoryFacts> {
  const { groupTypes, resourceProvisioningOptions: provisioned } = raw;
  return {
    ...(raw.displayName !== undefined && { displayName: raw.displayName ?? '' }),
    ...(groupTypes !== undefined && raw.mailEnabled !== undefined && { kind: kindOf(raw) }),
    ...(groupTypes !== undefined && { isDynamic: groupTypes?.includes('DynamicMembership') ?? false }),
    ...(raw.onPremisesSyncEnabled !== undefined && { isSynced: raw.onPremisesSyncEnabled ?? false }),
    ...(provisioned !== undefined && { hasTeam: provisioned?.includes('Team') ?? false }),
    ...(raw.visibility !== undefined && { visibility: visibilityOf(raw.visibility) }),
    ...(raw.classification !== undefined && { classification: raw.classification }),
    ...(raw.createdDateTime !== undefined && { createdAt: raw.createdDateTime }),
    ...(raw.renewedDateTime !== undefined && { renewedAt: raw.renewedDateTime }),
    ...(raw.expirationDateTime !== undefined && { expiresAt: raw.expirationDateTime }),
  };
}
