import { attestationTour } from './attestation.ts';
import { aroundRequestsTour } from './around-requests.ts';
import { auditTour } from './audit.ts';
import { awayTour } from './away.ts';
import { belongTour } from './belong.ts';
import { calendarTour } from './calendar.ts';
import { creationTour } from './creation.ts';
import { governTour } from './govern.ts';
import { listsTour } from './lists.ts';
import { contentTour } from './content.ts';
import { lifeTour } from './life.ts';
import { membershipsTour } from './memberships.ts';
import { noticesTour } from './notices.ts';
import { picturesTour } from './pictures.ts';
import { plansTour } from './plans.ts';
import { newKindsTour } from './new-kinds.ts';
import { profileTour } from './profile.ts';
import { talkTour } from './talk.ts';
import { teamsTour } from './teams.ts';
import { decidingTour } from './deciding.ts';
import { ownerlessTour } from './ownerless.ts';
import { termsTour } from './terms.ts';
import type { Tour } from './tour.ts';

/** Every area, in an order in which none spoils the next. */
export const tours: readonly Tour[] = [
  belongTour,
  awayTour,
  listsTour,
  membershipsTour,
  newKindsTour,
  talkTour,
  plansTour,
  contentTour,
  profileTour,
  picturesTour,
  calendarTour,
  lifeTour,
  creationTour,
  governTour,
  teamsTour,
  termsTour,
  noticesTour,
  auditTour,
  decidingTour,
  aroundRequestsTour,
  ownerlessTour,
  attestationTour,
];

/** Those that can be walked one after the other in one system, each such system with its policy. */
export const toursByPolicy: ReadonlyMap<string | undefined, readonly Tour[]> = Map.groupBy(
  tours,
  ({ policyFile }) => policyFile,
);
