import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { firstTables } from './migrations/0001-first-tables.ts';
import { requestSubject } from './migrations/0002-request-subject.ts';
import { notices } from './migrations/0003-notices.ts';
import { requestDetails } from './migrations/0004-request-details.ts';
import { auditSubject } from './migrations/0005-audit-subject.ts';
import { newsPlaces } from './migrations/0006-news-places.ts';
import { outgoing } from './migrations/0007-outgoing.ts';
import { directoryGroups } from './migrations/0008-directory-groups.ts';
import { auditDetails } from './migrations/0009-audit-details.ts';
import { approvals } from './migrations/0010-approvals.ts';
import { peopleLists } from './migrations/0015-people-lists.ts';
import { terms } from './migrations/0012-terms.ts';
import { ownerSearches } from './migrations/0026-owner-searches.ts';
import { attestations } from './migrations/0028-attestations.ts';
import { aroundRequests } from './migrations/0022-around-requests.ts';
import { away } from './migrations/0020-away.ts';
import { noticesTogether } from './migrations/0024-notices-together.ts';
import { sentMessages } from './migrations/0030-sent-messages.ts';
import { channelsOfGroups } from './migrations/0032-channels-of-groups.ts';
import type { Database, Engine } from './schema.ts';

/**
 * Brings the schema up to date, in one transaction; nothing happens when it is. Several instances may start at once:
 * Kysely takes an advisory lock on PostgreSQL, and on SQLite there is one process.
 * @param db on PostgreSQL without a statement timeout, because waiting for the lock is one statement
 * @throws Error when a migration fails, or when the database is newer than this program
 */
export async function migrate(db: Kysely<Database>, engine: Engine): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve({
          '0001-first-tables': firstTables(engine),
          '0002-request-subject': requestSubject(engine),
          '0003-notices': notices(engine),
          '0004-request-details': requestDetails(engine),
          '0005-audit-subject': auditSubject(engine),
          '0006-news-places': newsPlaces(engine),
          '0007-outgoing': outgoing(engine),
          '0008-directory-groups': directoryGroups(engine),
          '0009-audit-details': auditDetails(engine),
          '0010-approvals': approvals(engine),
          '0015-people-lists': peopleLists(engine),
          '0012-terms': terms(engine),
          '0026-owner-searches': ownerSearches(engine),
          '0028-attestations': attestations(engine),
          '0022-around-requests': aroundRequests(engine),
          '0020-away': away(engine),
          '0024-notices-together': noticesTogether(engine),
          '0030-sent-messages': sentMessages(engine),
          '0032-channels-of-groups': channelsOfGroups(),
        }),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error) throw new Error('The database could not be brought up to date.', { cause: error });
}
