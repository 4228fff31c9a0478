import { z } from 'zod';
import { AppError } from '../../domain/errors.ts';
import type { PersonRef } from '../../domain/people.ts';
import type { Services } from '../operation.ts';
import { peopleIn } from '../people-words.ts';

const guid = z.guid();
const address = z.email().max(254);
const mostInvited = 50;

/** Whom a form invites. */
export interface Invitation {
  /** Those who were picked and are there, for the form to show again. */
  picked: PersonRef[];
  attendees: { name: string; address: string }[];
  problems: { invited?: string; addresses?: string };
}

/**
 * Finds the mailboxes of whoever was picked, all in one request, and checks the addresses that were typed.
 * @param ids as a picker joins them
 */
export async function invitationOf(ids: string, typed: string, { directory }: Services): Promise<Invitation> {
  const wanted = [...new Set(ids.split(/[,;\s]+/u).filter((id) => id !== ''))];
  const addresses = peopleIn(typed);
  if (wanted.length + addresses.length > mostInvited) return refused('invited', `Up to ${mostInvited} can be invited.`);
  if (!wanted.every((id) => guid.safeParse(id).success)) return refused('invited', 'Please pick people from the list.');
  const people = await Promise.all(wanted.map((id) => personOrNobody(id, directory)));
  const found = people.flatMap((person) => person ?? []);
  const wrong = addresses.find((one) => !address.safeParse(one).success);
  const attendees = [
    ...found.map(({ displayName, mail, principalName }) => ({ name: displayName, address: mail ?? principalName })),
    ...addresses.map((one) => ({ name: one, address: one })),
  ];
  return {
    picked: found.map(({ id, displayName }) => ({ id, displayName })),
    attendees: [...new Map(attendees.map((one) => [one.address.toLowerCase(), one])).values()],
    problems: {
      ...(found.length < wanted.length && { invited: 'Somebody of these is not in the directory any more.' }),
      ...(wrong !== undefined && { addresses: `“${wrong.slice(0, 80)}” is no mail address.` }),
    },
  };
}

function refused(field: 'invited', problem: string): Invitation {
  return { picked: [], attendees: [], problems: { [field]: problem } };
}

async function personOrNobody(id: string, directory: Services['directory']) {
  try {
    return await directory.person(id);
  } catch (error) {
    if (error instanceof AppError && error.kind === 'notFound') return undefined;
    throw error;
  }
}
