import { createJobHandlers } from '../../src/jobs/index.ts';
import { operationNamed } from '../../src/operations/index.ts';
import type { AppError } from '../../src/domain/errors.ts';
import type { AppRights } from '../../src/ports/app-rights.ts';
import type { Person } from '../../src/domain/people.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { actionsOn, ada, alan, grace, group, mallory, tenantId, world } from './builders.ts';
import { fakeMessenger } from './fake-messenger.ts';
import { fakeScan } from './fake-scan.ts';
import { workOff } from './work-off.ts';

export const guild = group('Design Guild');
export const named = (name: string) => operationNamed(name)!;

/** An office in which memberships end: Grace and Alan own the guild; Ada is a member of it. */
export function termOffice(more: readonly Person[] = [], change: Partial<Policy> = {}) {
  const office = world({
    directory: {
      groups: [guild],
      people: [ada, alan, grace, mallory, ...more],
      owners: { [guild.id]: [grace, alan] },
      members: { [guild.id]: [grace, ada] },
    },
  });
  const messenger = fakeMessenger();
  const scan = fakeScan({
    id: guild.id,
    displayName: guild.displayName,
    expiresAt: new Date(0),
    ownerIds: [grace.id, alan.id],
  });
  /** What the app may do with its own right, and how often it tried. */
  const app: { tries: number; fails?: AppError | undefined } = { tries: 0 };
  const rights: AppRights = {
    makeOwner: () => Promise.resolve('denied'),
    async endMembership(_tenantId, groupId, personId) {
      app.tries += 1;
      if (app.fails) throw app.fails;
      await office.directory.of(grace.id).removeMember(groupId, personId);
    },
  };
  scan.isMember = (groupId, id) => office.directory.isMember(groupId, { id });
  const handlers = createJobHandlers({
    store: office.store,
    messenger,
    clock: office.clock,
    policy: () => ({ ...defaultPolicy, ...change }),
    scan,
    rights,
  });
  const runDue = (): Promise<void> =>
    workOff(
      { jobs: office.store.jobs, clock: office.clock },
      (job) => handlers[job.kind]!(job, new AbortController().signal),
      (error) => {
        throw error;
      },
    );
  const set = (until: string, who = grace, person = ada.id) =>
    office.ask(named('term.set'), who, { group: guild.id, person, until });
  const running = async () => (await office.store.terms.running(tenantId, guild.id, ada.id))!;
  const last = (who: typeof ada) => messenger.sentTo(who.id).at(-1) ?? { card: {}, text: '' };
  const press = async (who: typeof ada, title: string) => {
    const action = actionsOn(last(who)).find((one) => one.title === title)!;
    return office.ask(named(action.verb), who, action.data);
  };
  return { ...office, messenger, scan, app, handlers, runDue, set, running, last, press };
}
