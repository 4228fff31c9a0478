import type { Recipient } from './mail-records.ts';
import type { GroupRecord, UserRecord } from './records.ts';

/** The people and groups that rows of the seed name. */
export interface Named {
  user: (local: string) => UserRecord;
  group: (key: string) => GroupRecord;
  now: Date;
}

/** A person as mail names them. */
export function recipientOf({ displayName, mail, userPrincipalName }: UserRecord): Recipient {
  return { emailAddress: { name: displayName, address: mail ?? userPrincipalName } };
}
