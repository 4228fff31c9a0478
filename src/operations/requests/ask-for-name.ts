import type { Group } from '../../domain/groups.ts';
import type { Services } from '../operation.ts';
import { askFirst, type AskedFirst } from './ask-first.ts';

/**
 * Asks those who have to agree to a name that the policy reserves: a rule looks at the new name as at the old one, whichever
 * of them it means.
 * @returns undefined where nobody has to agree
 */
export async function askForName(
  { group, displayName, reason, isSent }: { group: Group; displayName: string; reason: string; isSent: boolean },
  services: Services,
): Promise<AskedFirst | undefined> {
  const wish = { what: 'name', from: group.displayName, to: displayName } as const;
  const send = { verb: 'group.rename', data: { group: group.id, displayName } };
  const about = { kind: 'rename', group, wish, reason, isSent, send } as const;
  return (await askFirst({ ...about, ruledAs: displayName }, services)) ?? askFirst(about, services);
}
