import { AppError } from './errors.ts';
import { keptDays } from './people-lists.ts';

/** Not there, not the caller's, or forgotten: all are told alike. */
export function listGone(): AppError {
  return new AppError('notFound', {
    code: 'list.not-found',
    advice: `This list is not there any more: lists are kept for ${String(keptDays)} days. Send it again.`,
  });
}

/** Somebody was faster. */
export function listSettled(): AppError {
  return new AppError('conflict', {
    code: 'list.settled',
    advice: 'Somebody else has decided about this list at the same time. Look at it again.',
  });
}

export function oneFile(): AppError {
  return new AppError('input', {
    code: 'file.several',
    advice: 'Send one file at a time, so that it is clear what belongs together.',
    field: 'file',
  });
}

/** @param rows how many the file has */
export function fileRows(rows: number, most: number): AppError {
  return new AppError('input', {
    code: rows === 0 ? 'file.no-rows' : 'file.too-many-rows',
    advice:
      rows === 0
        ? 'Nobody is named in this file. Put each person in a row, by address or by name.'
        : `This file has ${rows.toLocaleString('en')} rows; up to ${most.toLocaleString('en')} can be sent at once. Send it in parts, let an administrator import it in Microsoft Entra, or make a group by a rule: “new dynamic group”.`,
    field: 'file',
  });
}

export function rowTooLong(): AppError {
  return new AppError('input', {
    code: 'file.row-too-long',
    advice: 'A row is too long to be a name. Put each person in a row of its own.',
    field: 'file',
  });
}

/** More than one owner has to agree to each member of this group. */
export function listAgainstRule(groupName: string): AppError {
  return new AppError('denied', {
    code: 'list.rule',
    advice: `A whole list cannot be asked for in “${groupName}”: the policy wants more there than one owner’s word. Ask with “add … to ${groupName}”, for up to 20 people at once.`,
  });
}
