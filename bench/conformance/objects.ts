import { randomUUID } from 'node:crypto';
import { defaultAppRole, resourceApps } from '../../src/sandbox/tenant/apps.ts';
import { cast } from '../../src/sandbox/tenant/cast.ts';
import { permissions } from '../../src/sandbox/graph/permissions.ts';
import { siteHost } from '../../src/sandbox/tenant/sites.ts';
import { settingTemplates } from '../../src/sandbox/tenant/templates.ts';
import type { Actor, Cloud } from './cloud.ts';
import { isPlaceholder } from './paths.ts';
import { stage } from './stage.ts';

/** Who looks and makes what is missing: may do everything, and is in the groups of the stage. */
export const stagehand: Actor = {
  person: 'admin',
  scopes: [...new Set(Object.values(permissions).flatMap(({ delegated }) => delegated))],
};

/** What the objects of a request are looked up for. */
export interface Hints {
  /** Begin and end of the window that is asked about. */
  from: string | undefined;
  /** Name of the open extension that the request itself writes. */
  extensionName: string | undefined;
  /** Properties that other requests of the file give an open extension, by its name. */
  extensions: ReadonlyMap<string, Record<string, unknown>>;
}

const post = { body: { contentType: 'html', content: '<p>Hello from the stage.</p>' } };

const appRole = { principalId: stage.group, resourceId: resourceApps[0]?.id, appRoleId: defaultAppRole };

/** How one of a kind is made where there is none yet. */
const makings: Record<string, (hints: Hints) => Record<string, unknown>> = {
  conversation: () => ({ topic: 'On stage', threads: [{ posts: [post] }] }),
  thread: () => ({ topic: 'On stage', posts: [post] }),
  event: ({ from }) => {
    const start = new Date(from ?? Date.now() + 24 * 3_600_000).getTime() + 3_600_000;
    const at = (time: number): object => ({ dateTime: new Date(time).toISOString().slice(0, 19), timeZone: 'UTC' });
    const attendees = [{ type: 'required', emailAddress: { name: 'Wren', address: cast.employee.principalName } }];
    const body = { contentType: 'html', content: '<p>On stage.</p>' };
    return {
      subject: 'Rehearsal',
      body,
      start: at(start),
      end: at(start + 3_600_000),
      location: { displayName: 'Stage' },
      attendees,
    };
  },
  notebook: () => ({ displayName: 'Stage notes' }),
  assignment: () => appRole,
};

/** Collections whose first is not found by the path alone: where to look for one that belongs to the stage. */
const places: Record<string, string> = {
  plan: `/groups/${stage.group}/planner/plans`,
  bucket: '/planner/plans/{plan}/buckets',
  task: '/planner/plans/{plan}/tasks',
  site: `/groups/${stage.group}/sites/root`,
  drive: '/me/drive',
  policy: '/groupLifecyclePolicies',
};

/** Bodies for what {@link places} does not hold yet, by where it is made. */
const elsewhere: Record<string, (plan: string) => { path: string; body: unknown }> = {
  plan: () => ({
    path: '/planner/plans',
    body: { title: 'Stage plan', container: { url: `https://graph.microsoft.com/v1.0/groups/${stage.group}` } },
  }),
  bucket: (planId) => ({ path: '/planner/buckets', body: { name: 'Props', planId, orderHint: ' !' } }),
  task: (planId) => ({
    path: '/planner/tasks',
    body: {
      planId,
      title: 'Paint the backdrop',
      appliedCategories: Object.fromEntries([1, 2, 3, 4, 5, 6].map((index) => [`category${index}`, true])),
      assignments: { [stage.person]: { '@odata.type': '#microsoft.graph.plannerAssignment', orderHint: ' !' } },
    },
  }),
};

/** Collections that are empty on stage until one is made, and of what kind. */
const furnished: Record<string, string> = {
  conversations: 'conversation',
  threads: 'thread',
  posts: 'post',
  events: 'event',
  calendarView: 'event',
  plans: 'plan',
  buckets: 'bucket',
  tasks: 'task',
  notebooks: 'notebook',
};

/** The objects on stage, by kind. Made by calls to the sandbox like any other, and remembered for one request. */
export class Objects {
  readonly #cloud: Cloud;
  readonly #hints: Hints;
  readonly #about: string;
  readonly #known = new Map<string, string>();
  /** People who are not in the groups yet, to be added to them. */
  readonly #outsiders: string[];

  /** @param about the path of the request */
  constructor(cloud: Cloud, hints: Hints, about: string) {
    this.#cloud = cloud;
    this.#hints = hints;
    this.#about = about;
    const inside = new Set([
      ...cloud.tenant.linked(stage.group, 'member'),
      ...cloud.tenant.linked(stage.group, 'owner'),
    ]);
    this.#outsiders = [...cloud.tenant.users()]
      .filter(({ id, userType }) => !inside.has(id) && userType === 'Member' && id !== cast.employee.id)
      .map(({ id }) => id);
  }

  /** Whether the request's path leads there. */
  isAbout(collection: string): boolean {
    return `${this.#about}/`.includes(`/${collection}/`);
  }

  /** Puts something into the collection that a path ends with, so that reading it shows what one is like. */
  async furnish(path: string, picture: Buffer): Promise<void> {
    const last = path.split('/').at(-1) ?? '';
    const [above] = path.split(/\/photos?(?=\/|$)/);
    if (/\/photos?(\/|$)/.test(path)) await this.#put(`${above ?? ''}/photo/$value`, picture);
    if (/^(accepted|rejected)Senders$/.test(last))
      await this.#send('POST', `${path}/$ref`, {
        '@odata.id': `https://graph.microsoft.com/v1.0/users/${stage.person}`,
      });
    if (last === 'appRoleAssignments') await this.#send('POST', path, appRole);
    const kind = furnished[last];
    if (kind !== undefined) await this.#look(kind, path.replace(/(calendar\/)?calendarView$/, 'events'));
    if (last === 'extensions') await this.#extension('com.stage.notes', path);
  }

  /** @returns always the same outsider for the same word */
  outsider(word: string): string {
    return this.#remember(`outsider ${word}`, () => this.#outsiders.shift() ?? stage.person);
  }

  /**
   * @param kind the name of the placeholder
   * @param literal what is printed there
   * @param before the path so far, filled
   */
  async find(kind: string, literal: string, before: string): Promise<string> {
    switch (kind) {
      case 'group':
        return stage.group;
      case 'team':
        return stage.team;
      case 'user':
        return stage.person;
      case 'object':
        return isBin(before) ? stage.deleted : stage.person;
      case 'cast':
        return castOf(literal, before);
      case 'template':
        return settingTemplates.some(({ id }) => id === literal) ? literal : (settingTemplates[0]?.id ?? '');
      case 'setting':
        return this.#first(before);
      case 'extension':
        return this.#extension(literal, before);
      case 'host':
        return `${siteHost}:`;
      case 'place':
        return 'sites';
      case 'name':
        return 'stage-group';
      case 'relative-path':
        return 'sites/stage-group';
      case 'size':
        return /^\d+x\d+$/.test(literal) ? literal : '48x48';
      case 'uniqueName':
      case 'relation':
        return literal;
      default:
        return this.#remember(kind, () => undefined) || this.#look(kind, before);
    }
  }

  /** One of a kind that stands in a body, where no path leads to it. */
  async named(kind: string): Promise<string> {
    return this.find(kind, '', places[kind] ?? '');
  }

  /** Whatever is not there. */
  unknown(kind: string): string {
    return ['plan', 'bucket', 'task', 'item', 'extension', 'conversation', 'thread', 'post', 'event'].includes(kind)
      ? `stage-${randomUUID().replaceAll('-', '')}`
      : randomUUID();
  }

  async #look(kind: string, before: string): Promise<string> {
    const made = elsewhere[kind];
    const plan = kind === 'bucket' || kind === 'task' ? await this.named('plan') : '';
    const where = (places[kind] ?? before).replace('{plan}', plan).replace(/\/items$/, '/root/children');
    const found = await this.#first(where);
    if (found !== '') return this.#remember(kind, () => found);
    const making = made?.(plan) ?? { path: before, body: makings[kind]?.(this.#hints) ?? {} };
    const answer = await this.#send('POST', making.path, making.body);
    const id = idOf(answer);
    return this.#remember(kind, () => (id === '' ? undefined : id)) || this.#first(where);
  }

  async #first(path: string): Promise<string> {
    const answer = await this.#send('GET', path);
    const value = isRecord(answer) ? answer['value'] : undefined;
    return idOf(Array.isArray(value) ? value[0] : answer);
  }

  async #extension(literal: string, before: string): Promise<string> {
    const printed = /^\{.*\}$/.test(literal) ? (this.#hints.extensionName ?? 'com.stage.notes') : literal;
    const name = printed.replace(/^Microsoft\.OutlookServices\.OpenTypeExtension\./i, '');
    const content = this.#hints.extensions.get(name.toLowerCase()) ?? { note: 'From the stage' };
    const typed = { '@odata.type': 'microsoft.graph.openTypeExtension', extensionName: name };
    await this.#send('POST', before, { ...content, ...typed });
    return printed;
  }

  async #send(method: string, url: string, body?: unknown): Promise<unknown> {
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    return (await this.#cloud.call(stagehand, { method, url, headers, body })).body;
  }

  async #put(url: string, picture: Buffer): Promise<void> {
    const headers = { 'content-type': 'image/jpeg' };
    await this.#cloud.call(stagehand, { method: 'PUT', url, headers, body: picture });
  }

  #remember(key: string, make: () => string | undefined): string {
    const known = this.#known.get(key) ?? make() ?? '';
    if (known !== '') this.#known.set(key, known);
    return known;
  }
}

/** The directory's bin, which holds what was deleted. */
function isBin(path: string): boolean {
  return /\/deletedItems/i.test(path);
}

/** A type that a list is cut down to: the printed one, or one that the list holds. The bin has ids in that place too. */
function castOf(literal: string, before: string): string {
  if (literal.startsWith('microsoft.graph.')) return literal;
  if (isBin(before) && !/^\{.*cast.*\}$/i.test(literal)) return stage.deleted;
  return /\/(members|owners|transitiveMembers|directReports)$/i.test(before)
    ? 'microsoft.graph.user'
    : 'microsoft.graph.group';
}

/** @returns the name of a placeholder of the sandbox's paths */
export function kindOf(part: string): string {
  return isPlaceholder(part) ? part.slice(1, -1) : '';
}

function idOf(value: unknown): string {
  const id = isRecord(value) ? value['id'] : undefined;
  return typeof id === 'string' ? id : '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
