import { z } from 'zod';
import type { NearPerson, PersonProfile } from '../domain/memberships.ts';
import type { Person } from '../domain/people.ts';
import type { Page } from '../ports/directory.ts';
import type { Reader } from './batch.ts';
import { doings } from './doings.ts';
import { isGuid, odataString } from './escape.ts';
import { parsed } from './group-shape.ts';
import { continued, nextOf } from './paging.ts';
import { directoryObjects, parsePerson, personFields, usersOf } from './people.ts';
import type { Doing } from './refusals.ts';
import { personNotFound } from './refusals.ts';

const profileFields = `${personFields},department,jobTitle,officeLocation,companyName,country`;

const text = z.string().nullish();
const profileShape = z.object({
  department: text,
  jobTitle: text,
  officeLocation: text,
  companyName: text,
  country: text,
});

const lookingAround: Doing = {
  denied: {
    code: 'people.denied',
    advice: 'Your organisation does not show with whom people work. You can still name people yourself.',
  },
};

/** @see https://learn.microsoft.com/graph/api/user-get */
export async function readMe(reader: Reader): Promise<PersonProfile> {
  return profileFrom(await reader.read({ path: `/me?$select=${profileFields}` }, doings.readOwn));
}

/** What the token does not show reads as nothing. @see https://learn.microsoft.com/graph/api/user-get */
export async function readProfile(reader: Reader, userId: string): Promise<PersonProfile> {
  if (!isGuid(userId)) throw personNotFound();
  const path = `/users/${userId.toLowerCase()}?$select=${profileFields}`;
  return profileFrom(await reader.read({ path }, doings.readPerson));
}

function profileFrom(body: unknown): PersonProfile {
  const { department, jobTitle, officeLocation, companyName, country } = parsed(profileShape, body);
  return {
    ...parsePerson(body),
    ...(department && { department }),
    ...(jobTitle && { jobTitle }),
    ...(officeLocation && { officeLocation }),
    ...(companyName && { companyName }),
    ...(country && { country }),
  };
}

const nearShape = z.object({
  '@odata.nextLink': z.string().optional(),
  value: z.array(
    z.object({
      id: z.string(),
      displayName: text,
      jobTitle: text,
      department: text,
      userPrincipalName: text,
      scoredEmailAddresses: z.array(z.object({ address: text })).nullish(),
      personType: z.object({ class: text, subclass: text }).nullish(),
    }),
  ),
});

/** Contacts and groups are among them, and have no place in the directory as people. @see https://learn.microsoft.com/graph/api/user-list-people */
export async function readNear(
  reader: Reader,
  { pageSize, next }: { pageSize: number; next?: string },
): Promise<Page<NearPerson>> {
  const top = Math.min(100, Math.max(1, Math.trunc(pageSize)));
  const path = `/me/people?$top=${top}&$select=id,displayName,jobTitle,department,userPrincipalName,scoredEmailAddresses,personType`;
  const body = parsed(nearShape, await reader.read({ path: continued(path, next) }, lookingAround));
  const people = body.value.filter(({ id, personType }) => isGuid(id) && personType?.class === 'Person');
  const following = nextOf(path, body['@odata.nextLink']);
  return {
    items: people.map(({ id, displayName, jobTitle, department, userPrincipalName, scoredEmailAddresses }) => {
      const mail = scoredEmailAddresses?.[0]?.address ?? userPrincipalName;
      return {
        id,
        displayName: displayName ?? 'Name not visible',
        ...(jobTitle && { jobTitle }),
        ...(department && { department }),
        ...(mail && { mail }),
      };
    }),
    ...(following === undefined ? {} : { next: following }),
  };
}

/** Values that an `in` takes. @see https://learn.microsoft.com/graph/filter-query-parameter */
const mostListed = 15;

/** Asked in one tick, so that twenty such questions travel together: 300 people a call. */
export async function readPeopleAt(reader: Reader, addresses: readonly string[]): Promise<Person[]> {
  const unique = [...new Set(addresses.map((address) => address.toLowerCase()))];
  const parts = Array.from({ length: Math.ceil(unique.length / mostListed) }, (_, index) =>
    unique.slice(index * mostListed, (index + 1) * mostListed),
  );
  const answers = await Promise.all(
    parts.map(async (part) => {
      const list = `(${part.map(odataString).join(',')})`;
      const filter = `userPrincipalName%20in%20${list}%20or%20mail%20in%20${list}`;
      const path = `/users?$filter=${filter}&$top=100&$select=${personFields}`;
      return parsed(directoryObjects, await reader.read({ path }, doings.searchPeople)).value;
    }),
  );
  return usersOf(answers.flat());
}
