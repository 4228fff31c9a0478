import type { PaceStore } from '../ports/paces.ts';
import type { Store } from '../ports/store.ts';
import { activityStore } from './activities.ts';
import { attestationStore } from './attestations.ts';
import { auditTrail } from './audit.ts';
import { conversationStore } from './conversations.ts';
import { delegationStore } from './delegations.ts';
import { directoryGroupStore } from './directory-groups.ts';
import { jobQueue } from './jobs.ts';
import { newsPlaceStore } from './news-places.ts';
import { noticeStore } from './notices.ts';
import { memoryPaces, sharedPaces } from './paces.ts';
import { ownerSearchStore } from './owner-searches.ts';
import { reportStore } from './reports.ts';
import { peopleListStore } from './people-lists.ts';
import { pendingCommandStore } from './pending-commands.ts';
import { preferenceStore } from './preferences.ts';
import { requestStore } from './requests.ts';
import type { Tables } from './rows.ts';
import { sentMessageStore } from './sent-messages.ts';
import { signInStore } from './sign-ins.ts';
import { termStore } from './terms.ts';
import type { TransactionGuard } from './transaction-guard.ts';

/** SQLSTATE of a deadlock and of a serialization failure: the server undid the transaction, and asks for another try. */
const tryAgain = new Set(['40P01', '40001']);
const attempts = 4;

/** @returns the store over a connection, whose `atomically` opens a transaction */
export function storeOver(tables: Tables, guard: TransactionGuard): Store {
  // Not among what a transaction changes: a moment that was given out stays so.
  const paces = tables.engine === 'postgres' ? sharedPaces(tables) : memoryPaces();
  return {
    ...families(tables, paces),
    async atomically(work) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await inNewTransaction(tables, paces, guard, work);
        } catch (error) {
          if (attempt === attempts || !isTryAgain(error)) throw error;
        }
      }
    },
  };
}

function families(tables: Tables, paces: PaceStore): Omit<Store, 'atomically'> {
  return {
    paces,
    requests: requestStore(tables),
    sentMessages: sentMessageStore(tables),
    conversations: conversationStore(tables),
    jobs: jobQueue(tables),
    lists: peopleListStore(tables),
    newsPlaces: newsPlaceStore(tables),
    directoryGroups: directoryGroupStore(tables),
    notices: noticeStore(tables),
    activities: activityStore(tables),
    attestations: attestationStore(tables),
    pendingCommands: pendingCommandStore(tables),
    signIns: signInStore(tables),
    audit: auditTrail(tables),
    terms: termStore(tables),
    ownerSearches: ownerSearchStore(tables),
    reports: reportStore(tables),
    delegations: delegationStore(tables),
    preferences: preferenceStore(tables),
  };
}

function inNewTransaction<T>(
  tables: Tables,
  paces: PaceStore,
  guard: TransactionGuard,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  return tables.db.transaction().execute((transaction) =>
    guard.inside(async () => {
      const failures: unknown[] = [];
      const result = await work(joined({ ...tables, db: transaction }, paces, failures));
      // A part that failed and was caught by the whole: all or nothing means nothing.
      if (failures.length > 0) throw failures[0];
      return result;
    }),
  );
}

/** @returns the store inside a transaction, whose `atomically` joins it */
function joined(tables: Tables, paces: PaceStore, failures: unknown[]): Store {
  const store: Store = {
    ...families(tables, paces),
    async atomically(work) {
      try {
        return await work(store);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
  };
  return store;
}

function isTryAgain(error: unknown): boolean {
  return error instanceof Error && 'code' in error && tryAgain.has(String(error.code));
}
