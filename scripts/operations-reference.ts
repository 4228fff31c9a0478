/**
 * Writes `docs/operations.md` and `docs/permissions.md` from the list of operations:
 * `node scripts/run.mjs scripts/operations-reference.ts`. A test fails while they differ.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { operations } from '../src/operations/index.ts';
import type { Operation } from '../src/operations/operation.ts';
import { ruleFor } from '../src/domain/approvals.ts';
import { entraRoles } from '../src/domain/entra-roles.ts';
import { defaultPolicy } from '../src/domain/policy.ts';
import type { RequestKind } from '../src/domain/request-kinds.ts';
import { least } from '../bench/graph-coverage/least.ts';
import { memberRole, ownerRole } from '../src/graph/app-rights.ts';
import { appRoles } from '../src/graph/scan.ts';
import costs from '../bench/graph-coverage/costs.json' with { type: 'json' };
import { lesserScopes, scopeReasons } from './scope-reasons.ts';

/** Of the words that start an operation. */
const mostPhrases = 3;

const root = path.dirname(import.meta.dirname);

/** @returns the text of each generated file, by path from the root */
export async function operationsReference(): Promise<Record<string, string>> {
  const options = { parser: 'markdown', printWidth: 120 } as const;
  return {
    'docs/operations.md': await format(operationsText(), options),
    'docs/permissions.md': await format(permissionsText(), options),
  };
}

function operationsText(): string {
  const asked = operations.filter(({ phrases }) => phrases.length > 0);
  const pressed = operations.filter(({ phrases }) => phrases.length === 0);
  return `# Everything that can be asked for

<!-- Written by scripts/operations-reference.ts. -->

\`help\` in the chat tells the same, a page at a time. Each is one file in \`src/operations\`. Who has to agree is what the policy
says; here stands what holds where it says nothing (see config/policy.yaml). “Role” is the Microsoft Entra role that it takes.
“Calls” are the most HTTP requests to Graph that one turn took when everything was walked through with \`npm run costs\` (a
batch is one), beside the least that the API allows, and “units” Graph’s resource units for them; what Exchange and Planner keep
is not counted in units.

| Write | To | Scopes | Who agrees | Role | Calls | Least | Units | What the least is |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${asked
  .map((one) =>
    row(
      one.phrases
        .map((phrase) => `\`${phrase}\``)
        .slice(0, mostPhrases)
        .join(', '),
      one,
    ),
  )
  .join('\n')}

## From the buttons of cards

| Name | To | Scopes | Who agrees | Role | Calls | Least | Units | What the least is |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${pressed.map((one) => row(`\`${one.name}\``, one)).join('\n')}
`;
}

function row(first: string, { name, summary, scopes, approval, role }: Operation): string {
  const cost = (costs as Record<string, { requests: number; units: number } | undefined>)[name];
  const { requests, why = requests === 1 ? 'one request' : '' } = least[name] ?? {};
  const taken = scopes.length === 0 ? [0, 0, 0, ''] : [cost?.requests ?? '', requests ?? '', cost?.units ?? '', why];
  const who = approval === undefined ? 'nobody' : whoAgrees(approval);
  const rights = [scopes.map((scope) => `\`${scope}\``).join(', '), who, role === undefined ? '' : entraRoles[role]];
  return `| ${[first, summary, ...rights, ...taken].join(' | ')} |`;
}

/** What the policy says where nobody has written anything into it. */
function whoAgrees(kind: RequestKind): string {
  const { stages = [] } = ruleFor(defaultPolicy.approvals, { kind, group: { displayName: '' } }) ?? {};
  const asked = stages.map(({ by }) => (by.kind === 'owners' ? 'an owner' : by.kind));
  return `${asked.length === 0 ? 'nobody' : asked.join(', then ')}, or as rules of kind \`${kind}\` say`;
}

function permissionsText(): string {
  const scopes = [...new Set(operations.flatMap((operation) => operation.scopes))].sort();
  const uses = (scope: string): string =>
    operations
      .filter((operation) => operation.scopes.includes(scope))
      .map(({ name }) => `\`${name}\``)
      .join(', ');
  return `# Permissions

<!-- Written by scripts/operations-reference.ts. -->

Muster changes things with the permissions of the person who asks (delegated). Each is asked for when an operation first
needs it, unless an administrator has agreed for everybody; which operation needs which is declared in its file. The sandbox
refuses a call whose token lacks it, and a test fails when an operation declares one that it does not need, or a wider one
than its calls make it need. A refusal that names whom to ask does so only where their names may be read already: nobody is
asked to agree to anything for a refusal.

| Delegated scope | Why | Operations |
| --- | --- | --- |
${scopes.map((scope) => `| \`${scope}\` | ${reasonFor(scope)} | ${uses(scope)} |`).join('\n')}

Lesser permissions that Graph’s pages name for the same calls, and why they do not do:

| Asked for | Not enough | Why |
| --- | --- | --- |
${lesserRows().join('\n')}

By itself, as the application, Muster reads, to tell owners in time that a group expires:

| Application permission | Why |
| --- | --- |
${appRoles.map((role) => `| \`${role}\` | groups, when they expire, and who owns them |`).join('\n')}

One more is not asked for. Where an administrator grants it and the policy says \`members.appEndsMemberships\`, it is the only
right of its own with which Muster changes anything; [memberships-for-a-time.md](memberships-for-a-time.md) says when.

| Application permission | Why |
| --- | --- |
| \`${memberRole}\` | taking people out whose time in a group is over, where the policy says \`members.appEndsMemberships\` |
| \`${ownerRole}\` | making an owner of who accepts, where the policy says \`ownerless.confirm: app\` |
`;
}

function lesserRows(): string[] {
  return Object.entries(lesserScopes).flatMap(([asked, lesser]) =>
    Object.entries(lesser).map(([scope, why]) => `| \`${asked}\` | \`${scope}\` | ${why} |`),
  );
}

/** @throws Error for a scope that nobody explained */
function reasonFor(scope: string): string {
  const reason = scopeReasons[scope];
  if (reason === undefined) throw new Error(`scripts/scope-reasons.ts does not say why ${scope} is asked for`);
  return reason;
}

if (import.meta.main) {
  for (const [file, text] of Object.entries(await operationsReference())) {
    writeFileSync(path.join(root, file), text);
    console.log(`wrote ${file}`);
  }
}
