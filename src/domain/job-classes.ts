/** How soon somebody wants what a job brings: at once, soon, or some time today. */
export const jobClasses = ['urgent', 'normal', 'bulk'] as const;
export type JobClass = (typeof jobClasses)[number];

/** Of so many jobs that are begun when every class waits, so many are of each. None ever waits for ever. */
export const jobShares: Readonly<Record<JobClass, number>> = { urgent: 8, normal: 3, bulk: 1 };

/** What people wait for (somebody decides, or wants to know), and what goes to many at once. */
const classes: Readonly<Record<string, JobClass>> = {
  'deliver-request-card': 'urgent',
  'update-request-card': 'urgent',
  'tell-requester': 'urgent',
  'tell-approver': 'urgent',
  'tell-comment': 'urgent',
  'escalate-request': 'urgent',
  'settle-approval': 'urgent',
  'check-reach': 'urgent',
  'resume-command': 'urgent',
  'ask-list': 'urgent',
  'tell-list': 'urgent',
  'hand-over': 'urgent',
  'tell-deletion': 'urgent',
  'deliver-notice': 'bulk',
  'check-owners': 'bulk',
  'tell-owner-left': 'bulk',
  'deliver-report': 'bulk',
  'deliver-attestation-card': 'bulk',
};

/** @returns the class of a kind of job that says none itself */
export function classOfKind(kind: string): JobClass {
  return (Object.hasOwn(classes, kind) ? classes[kind] : undefined) ?? 'normal';
}
