import { z } from 'zod';
import type { PersonForm } from '../cards/person-form.ts';
import type { Group } from '../domain/groups.ts';
import { groupsToChoose } from './groups-to-choose.ts';
import { confirmed, maybeGroupName, maybePersonName } from './inputs.ts';
import type { Services } from './operation.ts';
import { searchPerson } from './resolve-person.ts';

const id = z.guid();

/** What is said of one person and one group: in words, by a button, or with the form that asks for either. */
export const personInGroup = z.object({
  group: maybeGroupName,
  person: maybePersonName,
  /** The person as a picker gives it; counts before what was typed. */
  picked: maybePersonName,
  /** The form was sent. */
  sent: confirmed,
});

type Said = z.output<typeof personInGroup>;

/** Whoever is meant, empty when nobody was named. */
export function personMeant({ person, picked }: Said): string {
  return picked === '' ? person : picked;
}

/** The form for what is missing. @param group when it is known and the caller may do this there */
export async function personForm(
  what: PersonForm['what'],
  said: Said,
  group: Group | undefined,
  services: Services,
): Promise<PersonForm> {
  const meant = personMeant(said);
  const known = id.safeParse(meant).success
    ? await searchPerson(services.directory, services.caller, meant)
    : { wanted: meant, candidates: [] };
  const isNobodyNamed = meant === '' && said.sent === 'yes';
  return {
    what,
    ...(group ? { group } : { groups: await groupsToChoose('owner', services) }),
    ...('person' in known ? { picked: known.person, typed: '' } : { typed: id.safeParse(meant).success ? '' : meant }),
    isNobodyNamed,
  };
}
