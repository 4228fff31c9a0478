import type { AttestationRule } from '../../src/domain/attestation.ts';
import { AppError } from '../../src/domain/errors.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { createJobHandlers } from '../../src/jobs/index.ts';
import { planAttestationsJob } from '../../src/operations/attestation/attestation-jobs.ts';
import { operationNamed } from '../../src/operations/index.ts';
import type { CardMessage } from '../../src/ports/messenger.ts';
import {
  actionsOn,
  ada,
  alan,
  days,
  grace,
  group,
  mallory,
  person,
  startOfTest,
  tenantId,
  titlesOn,
  world,
} from './builders.ts';
import { fakeMessenger } from './fake-messenger.ts';
import { fakeScan } from './fake-scan.ts';
import { workOff } from './work-off.ts';

export const named = (name: string) => operationNamed(name)!;
export const guild = group('Design Guild');
export const rule: AttestationRule = {
  name: 'Every year',
  everyDays: 365,
  answerDays: 30,
  remindAfterDays: 7,
  escalation: { afterDays: 14, to: { kind: 'admins' } },
  asks: ['needed', 'members', 'visibility'],
  marksGuests: true,
};
export const root = person('Root Admin');
export const gus = person('Gus Guest', { isGuest: true });
export const many = Array.from({ length: 9 }, (_, index) => person(`Member ${index + 1}`));

/** An office in which owners are asked to confirm groups: Grace and Alan own them; Ada, Gus and nine others are in them. */
export async function attestationOffice({
  policy = {},
  groups = [guild],
}: { policy?: Partial<Policy>; groups?: (typeof guild)[] } = {}) {
  const wanted: Policy = {
    ...defaultPolicy,
    admins: { kind: 'people', principalNames: [root.principalName] },
    attestation: [rule],
    ...policy,
  };
  const people = [ada, alan, grace, mallory, root, gus, ...many];
  const office = world({
    policy: wanted,
    directory: {
      groups,
      people,
      owners: Object.fromEntries(groups.map(({ id }) => [id, [grace, alan]])),
      members: Object.fromEntries(groups.map(({ id }) => [id, [grace, ada, gus, ...many]])),
    },
  });
  office.administrators.add(root.id);
  const messenger = fakeMessenger();
  const scan = fakeScan();
  scan.persons = new Map(people.map(({ id, displayName, isGuest }) => [id, { id, displayName, isGuest }]));
  scan.names = new Map(people.map(({ id, principalName }) => [principalName, id]));
  for (const { id, displayName } of groups) scan.groups.set(id, { id, displayName, ownerIds: [grace.id, alan.id] });
  const { store, clock } = office;
  const handlers = createJobHandlers({ store, messenger, clock, policy: () => wanted, scan });
  const place = await store.directoryGroups.begin(tenantId, undefined, { at: clock.now() });
  await store.directoryGroups.putPage(tenantId, place!, {
    at: clock.now(),
    token: 'delta.1',
    changes: groups.map(({ id, displayName, visibility, isDynamic, createdAt }) => ({
      id,
      facts: {
        displayName,
        kind: 'microsoft365' as const,
        isDynamic,
        isSynced: false,
        hasTeam: false,
        visibility,
        classification: null,
        createdAt,
        renewedAt: createdAt,
        expiresAt: null,
      },
    })),
  });
  const runDue = (): Promise<void> =>
    workOff(
      { jobs: store.jobs, clock },
      (job) => handlers[job.kind]!(job, new AbortController().signal),
      (error) => {
        if (!(error instanceof AppError)) throw error;
        return {
          code: error.code,
          retryAt: new Date(clock.now().getTime() + (error.retryAfterSeconds ?? 60) * 1000),
        };
      },
    );
  async function plan(): Promise<void> {
    await store.jobs.enqueue([planAttestationsJob(tenantId, clock.now())]);
    await runDue();
  }
  /** The rule is followed for so long that the first round of every group is due. */
  async function asked(): Promise<void> {
    await store.attestations.ruleBegan(tenantId, rule.name, new Date(startOfTest.getTime() - days(30)));
    await plan();
  }
  const open = async (about = guild) => (await store.attestations.openOf(tenantId, about.id))!;
  const last = (who: typeof ada): CardMessage => messenger.sentTo(who.id).at(-1) ?? { card: {}, text: '' };
  async function press(who: typeof ada, title: string, from = last(who), inputs: Record<string, string> = {}) {
    const action = actionsOn(from).find((one) => one.title === title);
    if (!action) throw new Error(`No ${title} among ${titlesOn(from).join(', ')}`);
    return office.ask(named(action.verb), who, { ...action.data, ...inputs });
  }
  return { ...office, messenger, scan, runDue, plan, asked, open, last, press };
}
