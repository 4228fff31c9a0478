/** The time for timed work: requests that lapse, groups that expire. Checks of tokens use the machine's own clock. */
export interface Clock {
  now(): Date;
}
