import type { Services } from '../operation.ts';
import { tellDeletionJob } from './notice-jobs.ts';

/**
 * The other owners of a group that the caller has just deleted hear of it. Should this not be written, the daily scan finds
 * it, and tells the caller too; once it is, the scan leaves the group to this.
 * @param owners as they were before: of a deleted group nobody can ask
 */
export async function tellOfDeletion(
  groupId: string,
  owners: readonly { id: string }[],
  { store, caller, clock }: Pick<Services, 'store' | 'caller' | 'clock'>,
): Promise<void> {
  const ownerIds = owners.map(({ id }) => id);
  await store.jobs.enqueue([tellDeletionJob(caller, groupId, ownerIds, clock.now())]);
}
