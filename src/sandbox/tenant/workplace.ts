import type { DirectoryFile, StoredWork, WorkKind } from './directory-file.ts';
import { Kept } from './kept.ts';
import type { FileRecord, NotebookRecord, OwnedBy, WorkRecords, WorkSeed } from './work-records.ts';

/** What Planner, OneNote and SharePoint keep, and what apps keep with groups. */
export class Workplace {
  readonly plans: Kept<WorkRecords['plan']>;
  readonly buckets: Kept<WorkRecords['bucket']>;
  readonly tasks: Kept<WorkRecords['task']>;
  readonly notebooks: Kept<NotebookRecord>;
  readonly files: Kept<FileRecord>;
  readonly subsites: Kept<WorkRecords['subsite']>;
  readonly lists: Kept<WorkRecords['list']>;
  readonly extensions: Kept<WorkRecords['extension']>;
  readonly schemas: Kept<WorkRecords['schema']>;
  readonly schemaValues: Kept<WorkRecords['schemaValues']>;
  readonly licences: Kept<WorkRecords['licence']>;
  readonly appRoles: Kept<WorkRecords['appRole']>;
  readonly grants: Kept<WorkRecords['grant']>;

  constructor(file: DirectoryFile) {
    const opaque = { caseMatters: true };
    this.plans = new Kept(file, 'plan', opaque);
    this.buckets = new Kept(file, 'bucket', opaque);
    this.tasks = new Kept(file, 'task', opaque);
    this.notebooks = new Kept(file, 'notebook');
    this.files = new Kept(file, 'file', opaque);
    this.subsites = new Kept(file, 'subsite');
    this.lists = new Kept(file, 'list');
    this.extensions = new Kept(file, 'extension', opaque);
    this.schemas = new Kept(file, 'schema', opaque);
    this.schemaValues = new Kept(file, 'schemaValues');
    this.licences = new Kept(file, 'licence');
    this.appRoles = new Kept(file, 'appRole', opaque);
    this.grants = new Kept(file, 'grant', opaque);
  }

  /** Notebooks of a group or a person, by name. */
  notebooksOf(ownerId: string): NotebookRecord[] {
    const own = this.notebooks.all().filter((one) => one.ownerId === ownerId);
    return own.sort((a, b) => a.displayName.localeCompare(b.displayName));
  }

  /** What lies in a folder of somebody's library, or in its root: folders first, then by name. */
  filesIn(ownerId: string, parentId: string | null): FileRecord[] {
    const inside = this.files.all().filter((one) => one.ownerId === ownerId && one.parentId === parentId);
    const rank = (one: FileRecord): number => (one.mimeType === null ? 0 : 1);
    return inside.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
  }

  /** Drops a plan with everything in it. */
  dropPlan(planId: string): void {
    for (const bucket of this.buckets.all()) if (bucket.planId === planId) this.buckets.remove(bucket.id);
    for (const task of this.tasks.all()) if (task.planId === planId) this.tasks.remove(task.id);
    this.plans.remove(planId);
  }

  /** Drops everything of a group that is gone for good. */
  purge(groupId: string): void {
    for (const plan of this.plans.all()) if (plan.groupId === groupId) this.dropPlan(plan.id);
    const isOwn = (one: OwnedBy): boolean => one.ownerId === groupId;
    for (const notebook of this.notebooks.all()) if (isOwn(notebook)) this.notebooks.remove(notebook.id);
    for (const file of this.files.all()) if (isOwn(file)) this.files.remove(file.id);
    for (const kept of [this.subsites, this.lists, this.appRoles, this.grants])
      for (const one of kept.all()) if (one.groupId === groupId) kept.remove(one.id);
    const place = `groups/${groupId}`;
    for (const { id, place: at } of this.extensions.all())
      if (at === place || at.startsWith(`${place}/`)) this.extensions.remove(id);
    this.schemaValues.remove(groupId);
    this.licences.remove(groupId);
  }

  load(stored: StoredWork | WorkSeed): void {
    const kept: Record<WorkKind, { load: (records: never[]) => void }> = {
      plan: this.plans,
      bucket: this.buckets,
      task: this.tasks,
      notebook: this.notebooks,
      file: this.files,
      subsite: this.subsites,
      list: this.lists,
      extension: this.extensions,
      schema: this.schemas,
      schemaValues: this.schemaValues,
      licence: this.licences,
      appRole: this.appRoles,
      grant: this.grants,
    };
    for (const [kind, one] of Object.entries(kept)) one.load(stored[kind as WorkKind] as never[]);
  }
}
