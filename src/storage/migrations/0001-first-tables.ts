import { sql, type CreateTableBuilder, type Kysely, type RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../schema.ts';

type Column = 'text' | 'integer';
interface Table {
  /** A trailing `?` on the type means that the column may be null. */
  columns: Record<string, Column | `${Column}?`>;
  primaryKey: readonly string[];
  /** Columns that point to a request of the same tenant. */
  belongsToRequest?: true;
}

const tables: Record<string, Table> = {
  request: {
    columns: {
      tenant_id: 'text',
      id: 'text',
      kind: 'text',
      group_id: 'text',
      group_name: 'text',
      requester_id: 'text',
      requester_name: 'text',
      reason: 'text',
      status: 'text',
      created_at: 'integer',
      lapses_at: 'integer',
      decided_by_id: 'text?',
      decided_by_name: 'text?',
      decided_at: 'integer?',
      decision_outcome: 'text?',
      decision_reason: 'text?',
      failure_code: 'text?',
    },
    primaryKey: ['tenant_id', 'id'],
  },
  request_approver: {
    columns: { tenant_id: 'text', request_id: 'text', approver_id: 'text', approver_name: 'text', position: 'integer' },
    primaryKey: ['tenant_id', 'request_id', 'approver_id'],
    belongsToRequest: true,
  },
  request_copy: {
    columns: {
      tenant_id: 'text',
      conversation_id: 'text',
      activity_id: 'text',
      request_id: 'text',
      recipient_id: 'text',
      role: 'text',
    },
    primaryKey: ['tenant_id', 'conversation_id', 'activity_id'],
    belongsToRequest: true,
  },
  conversation: {
    columns: {
      tenant_id: 'text',
      conversation_id: 'text',
      kind: 'text',
      user_id: 'text?',
      teams_user_id: 'text?',
      group_id: 'text?',
      locale: 'text?',
      time_zone: 'text?',
      service_url: 'text',
      bot_id: 'text',
      saved_at: 'integer',
    },
    primaryKey: ['tenant_id', 'conversation_id'],
  },
  job: {
    columns: {
      id: 'text',
      tenant_id: 'text',
      key: 'text',
      kind: 'text',
      payload: 'text',
      state: 'text',
      due_at: 'integer',
      attempt: 'integer',
      lease: 'text?',
      lease_until: 'integer?',
      code: 'text?',
      settled_at: 'integer?',
    },
    primaryKey: ['id'],
  },
  activity: {
    columns: { key: 'text', begun_at: 'integer', lease_until: 'integer', status: 'integer?', body: 'text?' },
    primaryKey: ['key'],
  },
  pending_command: {
    columns: {
      flow_id: 'text',
      tenant_id: 'text',
      user_id: 'text',
      conversation_id: 'text',
      activity: 'text',
      scopes: 'text',
      card_activity_id: 'text?',
      claimed_until: 'integer?',
      created_at: 'integer',
      expires_at: 'integer',
    },
    primaryKey: ['flow_id'],
  },
  sign_in_flow: {
    columns: {
      flow_id: 'text',
      tenant_id: 'text',
      user_id: 'text',
      scopes: 'text',
      claims: 'text?',
      prompt: 'text?',
      state_hash: 'text?',
      cookie_hash: 'text?',
      code_verifier: 'text?',
      nonce: 'text?',
      code_hash: 'text?',
      code_expires_at: 'integer?',
      created_at: 'integer',
      expires_at: 'integer',
    },
    primaryKey: ['flow_id'],
  },
  signed_out: { columns: { tenant_id: 'text', user_id: 'text' }, primaryKey: ['tenant_id', 'user_id'] },
  audit_event: {
    columns: {
      tenant_id: 'text',
      sequence: 'integer',
      at: 'integer',
      actor_id: 'text',
      operation: 'text',
      outcome: 'text',
      group_id: 'text?',
      request_id: 'text?',
      code: 'text?',
      correlation_id: 'text',
      previous_hash: 'text',
      hash: 'text',
    },
    primaryKey: ['tenant_id', 'sequence'],
  },
  audit_head: { columns: { tenant_id: 'text', sequence: 'integer', hash: 'text' }, primaryKey: ['tenant_id'] },
  turn_state: { columns: { key: 'text', value: 'text', etag: 'text' }, primaryKey: ['key'] },
};

const indexes = [
  `create unique index request_open on request (tenant_id, group_id, kind, requester_id)
     where status in ('pending', 'approved', 'failed')`,
  'create index request_by_requester on request (tenant_id, requester_id, created_at)',
  'create index request_approver_waiting on request_approver (tenant_id, approver_id)',
  'create index request_copy_of on request_copy (tenant_id, request_id)',
  "create index conversation_personal on conversation (tenant_id, user_id, saved_at) where kind = 'personal'",
  'create unique index job_key on job (tenant_id, key)',
  "create index job_due on job (due_at, id) where state = 'waiting'",
  "create index job_settled on job (settled_at) where state <> 'waiting'",
  'create index activity_begun on activity (begun_at)',
  'create index pending_command_newest on pending_command (tenant_id, user_id, conversation_id, created_at)',
  'create index pending_command_expires on pending_command (expires_at)',
  'create unique index sign_in_flow_state on sign_in_flow (state_hash)',
  'create unique index sign_in_flow_code on sign_in_flow (code_hash)',
  'create index sign_in_flow_expires on sign_in_flow (expires_at)',
];

/** What keeps the audit trail append-only, even for a program that holds the connection. */
const guards: Record<Engine, readonly string[]> = {
  sqlite: [
    `create trigger audit_event_no_update before update on audit_event
       begin select raise(abort, 'audit_event is append-only'); end`,
    `create trigger audit_event_no_delete before delete on audit_event
       begin select raise(abort, 'audit_event is append-only'); end`,
    `create trigger audit_head_no_delete before delete on audit_head
       begin select raise(abort, 'audit_head is append-only'); end`,
  ],
  postgres: [
    `create function refuse_change() returns trigger language plpgsql as
       $$ begin raise exception '% is append-only', tg_table_name; end $$`,
    `create trigger audit_event_append_only before update or delete or truncate on audit_event
       for each statement execute function refuse_change()`,
    `create trigger audit_head_no_delete before delete or truncate on audit_head
       for each statement execute function refuse_change()`,
  ],
};

/** Byte order on both engines, so that sorting by an id never depends on the server's locale. */
function typeOf(column: Column, engine: Engine): RawBuilder<unknown> {
  if (engine === 'sqlite') return sql.raw(column);
  return column === 'text' ? sql`text collate "C"` : sql`bigint`;
}

async function createTable(db: Kysely<unknown>, engine: Engine, name: string, table: Table): Promise<void> {
  let create: CreateTableBuilder<string, string> = db.schema.createTable(name);
  for (const [column, type] of Object.entries(table.columns)) {
    const isOptional = type.endsWith('?');
    const dataType = typeOf(type.startsWith('text') ? 'text' : 'integer', engine);
    create = create.addColumn(column, dataType as RawBuilder<string>, (build) =>
      isOptional ? build : build.notNull(),
    );
  }
  create = create.addPrimaryKeyConstraint(`${name}_pk`, [...table.primaryKey]);
  if (table.belongsToRequest)
    create = create.addForeignKeyConstraint(`${name}_request`, ['tenant_id', 'request_id'], 'request', [
      'tenant_id',
      'id',
    ]);
  await (engine === 'sqlite' ? create.modifyEnd(sql`strict`) : create).execute();
}

/** @returns the first migration for one engine; never edited once released, the next file changes what it made */
export function firstTables(engine: Engine): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const [name, table] of Object.entries(tables)) await createTable(db, engine, name, table);
      for (const statement of [...indexes, ...guards[engine]]) await sql.raw(statement).execute(db);
    },
  };
}
