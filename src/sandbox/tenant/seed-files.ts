import { cast, groups } from './cast.ts';
import type { UserRecord } from './records.ts';
import { fileIdOf } from './sites.ts';
import type { FileRecord, WorkSeed } from './work-records.ts';

const types: Record<string, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  png: 'image/png',
};

/** Libraries: names of files, in folders where there is a slash, and their sizes in bytes. */
const libraries: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  [groups.designGuild]: {
    'Critique/2025-10 posters.pdf': 4_310_204,
    'Critique/2025-11 wayfinding.pdf': 2_771_930,
    'Critique/Templates/Critique sheet.docx': 38_112,
    'Guild charter.docx': 51_840,
    'Swatch catalogue.xlsx': 182_416,
  },
  [groups.researchCircle]: { 'Interview guide.docx': 44_020, 'Diary study/Participants.xlsx': 97_733 },
  [groups.bookClub]: { 'Reading list.xlsx': 21_507, 'Meeting places.png': 640_221 },
  [groups.launchRoom]: { 'Countdown.xlsx': 60_411, 'Press kit/Logo.png': 88_920 },
};

const ownFiles = { 'Notes.docx': 18_733, 'Travel.xlsx': 25_102, 'Drafts/First idea.docx': 31_446 };

/** Files of a few groups, and of the people whom the page suggests. */
export function seedFiles(users: readonly UserRecord[]): Pick<WorkSeed, 'file'> {
  const members: readonly string[] = Object.values(cast).map(({ id }) => id);
  const people = users.filter((user) => members.includes(user.id) && user.userType === 'Member');
  return {
    file: [
      ...Object.entries(libraries).flatMap(([id, files]) => libraryOf('group', id, files, cast.owner.id)),
      ...people.flatMap((user) => libraryOf('user', user.id, ownFiles, user.id)),
    ],
  };
}

function libraryOf(
  ownerType: FileRecord['ownerType'],
  ownerId: string,
  files: Readonly<Record<string, number>>,
  createdBy: string,
): FileRecord[] {
  const records = new Map<string, FileRecord>();
  const at = '2025-11-03T09:00:00Z';
  const put = (path: string, size: number, mimeType: string | null): string => {
    const id = fileIdOf(`${ownerId}/${path}`);
    const [name = '', ...above] = path.split('/').reverse();
    const parentId = above.length === 0 ? null : put(above.reverse().join('/'), 0, null);
    const times = { createdDateTime: at, lastModifiedDateTime: at };
    if (!records.has(id))
      records.set(id, { id, ownerType, ownerId, parentId, name, size, mimeType, createdBy, ...times });
    return id;
  };
  for (const [path, size] of Object.entries(files))
    put(path, size, types[path.split('.').at(-1) ?? ''] ?? 'text/plain');
  return [...records.values()];
}
