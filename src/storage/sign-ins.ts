import type { Selectable } from 'kysely';
import type { SignInFlow, SignInStore } from '../ports/sign-ins.ts';
import { parseOwn, withoutNulls, type Tables } from './rows.ts';
import type { SignInFlowRow } from './schema.ts';

/** Sign-ins through the popup, and who asked to stay signed out. Holds hashes, never a token. */
export function signInStore({ db }: Tables): SignInStore {
  const flowWhere = (column: 'flow_id' | 'state_hash', value: string) =>
    db.selectFrom('sign_in_flow').selectAll().where(column, '=', value).executeTakeFirst();

  return {
    async insert(flow) {
      await db.insertInto('sign_in_flow').values(flowColumns(flow)).execute();
    },

    async get(flowId) {
      const row = await flowWhere('flow_id', flowId);
      return row && flowFrom(row);
    },

    async byStateHash(stateHash) {
      const row = await flowWhere('state_hash', stateHash);
      return row && flowFrom(row);
    },

    async open(flowId, opened) {
      await db.updateTable('sign_in_flow').set(openedColumns(opened)).where('flow_id', '=', flowId).execute();
    },

    async setOneTimeCode(flowId, code) {
      await db.updateTable('sign_in_flow').set(codeColumns(code)).where('flow_id', '=', flowId).execute();
    },

    async takeByCode(codeHash) {
      const row = await db
        .deleteFrom('sign_in_flow')
        .where('code_hash', '=', codeHash)
        .returningAll()
        .executeTakeFirst();
      return row && flowFrom(row);
    },

    async setClaims(flowId, claims) {
      await db.updateTable('sign_in_flow').set({ claims }).where('flow_id', '=', flowId).execute();
    },

    async forgetBefore(time) {
      await db
        .deleteFrom('sign_in_flow')
        .where('expires_at', '<', time.getTime())
        .where((flow) => flow.or([flow('code_expires_at', 'is', null), flow('code_expires_at', '<', time.getTime())]))
        .execute();
    },

    async isSignedOut(tenantId, userId) {
      const row = await db
        .selectFrom('signed_out')
        .select('user_id')
        .where('tenant_id', '=', tenantId)
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async setSignedOut(tenantId, userId, signedOut) {
      const person = { tenant_id: tenantId, user_id: userId };
      if (signedOut)
        await db
          .insertInto('signed_out')
          .values(person)
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      else await db.deleteFrom('signed_out').where('tenant_id', '=', tenantId).where('user_id', '=', userId).execute();
    },
  };
}

function openedColumns(opened: SignInFlow['opened']) {
  return {
    state_hash: opened?.stateHash ?? null,
    cookie_hash: opened?.cookieHash ?? null,
    code_verifier: opened?.codeVerifier ?? null,
    nonce: opened?.nonce ?? null,
  };
}

function codeColumns(code: SignInFlow['oneTimeCode']) {
  return { code_hash: code?.hash ?? null, code_expires_at: code?.expiresAt.getTime() ?? null };
}

function flowColumns(flow: SignInFlow): SignInFlowRow {
  return {
    flow_id: flow.flowId,
    tenant_id: flow.tenantId,
    user_id: flow.userId,
    scopes: JSON.stringify(flow.scopes),
    claims: flow.claims ?? null,
    prompt: flow.prompt ?? null,
    ...openedColumns(flow.opened),
    ...codeColumns(flow.oneTimeCode),
    created_at: flow.createdAt.getTime(),
    expires_at: flow.expiresAt.getTime(),
  };
}

function flowFrom(row: Selectable<SignInFlowRow>): SignInFlow {
  return withoutNulls({
    flowId: row.flow_id,
    tenantId: row.tenant_id,
    userId: row.user_id,
    scopes: parseOwn(row.scopes) as string[],
    claims: row.claims,
    prompt: row.prompt,
    opened: openedFrom(row),
    oneTimeCode:
      row.code_hash === null || row.code_expires_at === null
        ? null
        : { hash: row.code_hash, expiresAt: new Date(row.code_expires_at) },
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  });
}

function openedFrom(row: Selectable<SignInFlowRow>): NonNullable<SignInFlow['opened']> | null {
  const { state_hash: stateHash, cookie_hash: cookieHash, code_verifier: codeVerifier, nonce } = row;
  if (stateHash === null || cookieHash === null || codeVerifier === null || nonce === null) return null;
  return { stateHash, cookieHash, codeVerifier, nonce };
}
