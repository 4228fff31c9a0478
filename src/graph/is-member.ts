import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import { parsed } from './group-shape.ts';
import { groupPath, readGroup } from './groups.ts';
import { readHasMember } from './list-members.ts';
import { continued, nextOf } from './paging.ts';
import { directoryObjects } from './people.ts';

const perPage = 999;
/** In larger groups nobody is said not to be a member. */
const mostPages = 20;

/**
 * Whether somebody is a member, for sure: the index that is asked first is some seconds behind, so “no” is looked up
 * in the list itself. Hidden members are not shown to an app that may only read groups.
 * @returns undefined where it is not to be known
 */
export async function readIsMember(reader: Reader, groupId: string, personId: string): Promise<boolean | undefined> {
  const { visibility } = await readGroup(reader, groupId);
  if (visibility === 'hiddenMembership') return undefined;
  if (await readHasMember(reader, groupId, personId)) return true;
  const path = `${groupPath(groupId)}/members?$top=${perPage}&$select=id`;
  let next: string | undefined;
  for (let page = 0; page < mostPages; page++) {
    const { value, '@odata.nextLink': link } = parsed(
      directoryObjects,
      await reader.read({ path: continued(path, next) }, doings.readMembers),
    );
    if (value.some(({ id }) => id.toLowerCase() === personId.toLowerCase())) return true;
    next = nextOf(path, link);
    if (next === undefined) return false;
  }
  return undefined;
}
