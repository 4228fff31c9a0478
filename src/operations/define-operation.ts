import { z } from 'zod';
import { readerOf, type Reader } from '../cards/reader.ts';
import type { EntraRole } from '../domain/entra-roles.ts';
import { AppError } from '../domain/errors.ts';
import type { RequestKind } from '../domain/request-kinds.ts';
import type { Rule } from '../domain/rules.ts';
import type { AuditTrail } from '../ports/audit.ts';
import { withIntent } from './intent.ts';
import type { Change, DialogDoor, ExtensionDoor, Operation, Outcome, Services } from './operation.ts';

export interface OperationDefinition<Input extends z.ZodObject, Result> {
  /** Also the card verb and the name in the audit trail; never reused. */
  name: string;
  /** Words that start it in chat; help shows the first. */
  phrases: readonly string[];
  /** Whole sentences that start it too, with the fields in braces: `make {group} {visibility:public|private}`. */
  sayings?: readonly string[];
  /** It takes away what is not easily brought back; its input has `confirmed` then. */
  isDestructive?: true;
  /** The kind of request that it may open. */
  approval?: RequestKind;
  /** The Microsoft Entra role that it takes. */
  role?: EntraRole;
  summary: string;
  example: string;
  /** The field that the words after the phrase fill. */
  argument?: keyof z.input<Input> & string;
  /** Takes the words after the phrase apart, where they fill more than one field; instead of `argument`. */
  fromWords?: (words: string) => Record<string, unknown>;
  input: Input;
  /** Delegated Graph scopes, least first. */
  scopes: readonly string[];
  allow?: Rule<z.output<Input>>;
  run: (input: z.output<Input>, services: Services) => Promise<Result>;
  /** Present on operations that change something: what to write down about this result, a line for each change. */
  changes?: (result: Result) => Change | readonly Change[] | undefined;
  card: (result: Result, reader: Reader) => Outcome;
  extension?: ExtensionDoor;
  dialog?: DialogDoor;
  takesPicture?: boolean;
  takesFile?: boolean;
  answersInPublic?: boolean;
}

/** Makes an operation out of what is particular to it: parse, allow, run, audit, card, always in this order. */
export function defineOperation<Input extends z.ZodObject, Result>(
  definition: OperationDefinition<Input, Result>,
): Operation {
  const { name, phrases, summary, example, scopes, extension, dialog, argument, fromWords } = definition;
  return {
    name,
    phrases,
    summary,
    example,
    scopes,
    isChange: definition.changes !== undefined,
    isDestructive: definition.isDestructive ?? false,
    ...(definition.approval && { approval: definition.approval }),
    ...(definition.role && { role: definition.role }),
    ...(definition.sayings && { sayings: definition.sayings }),
    ...(extension && { extension }),
    ...(dialog && { dialog }),
    ...(definition.takesPicture && { takesPicture: true }),
    ...(definition.takesFile && { takesFile: true }),
    answersInPublic: definition.answersInPublic ?? false,

    inputFromWords: (words) => fromWords?.(words) ?? (argument && words !== '' ? { [argument]: words } : {}),

    async execute(raw, services) {
      const input = parse(definition.input, raw);
      const result = await audited(definition, input, services);
      const about = groupIn(result);
      return { ...(about !== undefined && { about }), ...definition.card(result, readerOf(services)) };
    },
  };
}

const heldGroup = z.object({ group: z.object({ id: z.guid() }) });

/** The group that a result is about: it holds it as `group`, itself or in one of its faces, such as `{ ask: { group } }`. */
function groupIn(result: unknown): string | undefined {
  if (typeof result !== 'object' || result === null) return undefined;
  for (const part of [result, ...Object.values<unknown>(result as Record<string, unknown>)]) {
    const { data } = heldGroup.safeParse(part);
    if (data) return data.group.id;
  }
  return undefined;
}

/** @throws AppError `input`, with the field and plain words about what is wrong with it */
function parse<Input extends z.ZodObject>(schema: Input, raw: Record<string, unknown>): z.output<Input> {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = issue?.path[0];
  throw new AppError('input', {
    code: 'input.invalid',
    advice: issue?.message ?? 'Something in this form is not right.',
    ...(typeof field === 'string' && { field }),
    cause: parsed.error,
  });
}

/** What is read stays out of the trail; a change is on record before it is made, and again with how it ended. */
async function audited<Input extends z.ZodObject, Result>(
  definition: OperationDefinition<Input, Result>,
  input: z.output<Input>,
  services: Services,
): Promise<Result> {
  const { name, allow, run, changes } = definition;
  if (!changes) {
    await allow?.(input, services);
    return run(input, services);
  }
  const about = subjectOf(input);
  const recorded = new Set<string>();
  const watched = withIntent(
    services,
    (trail, groupId) =>
      append(trail, name, { outcome: 'begun', ...about, ...(groupId !== undefined && { groupId }) }, services),
    async (trail, end) => {
      await append(trail, name, withMade(watched.made(end), end), services);
      recorded.add(nameOf(end));
    },
  );
  const put = (end: Change) => append(services.store.audit, name, withMade(watched.made(end), end), services);
  let result: Result;
  try {
    await allow?.(input, services);
    result = await run(input, watched.services);
  } catch (error) {
    const end = refusalOf(error) ?? (watched.hasBegun() ? failureOf(error) : undefined);
    if (end) await put({ ...about, ...watched.groupBegun(), ...end });
    throw error;
  }
  const made = [changes(result) ?? []].flat();
  const ends =
    made.length === 0 && watched.hasBegun() ? [{ ...about, ...watched.groupBegun(), ...nothingChanged }] : made;
  for (const end of ends) if (!recorded.has(nameOf(end))) await put(end);
  return result;
}

function nameOf({ outcome, groupId, subject, requestId, code }: Change): string {
  return [outcome, groupId, subject?.id, requestId, code].join(' ');
}

/** An end with what its calls changed, before what the operation says itself. */
function withMade(made: Pick<Change, 'details' | 'graphRequestIds'>, end: Change): Change {
  const details = [...(made.details ?? []), ...(end.details ?? [])];
  return { ...made, ...end, ...(details.length > 0 && { details }) };
}

/** Somebody else was faster. */
const nothingChanged = { outcome: 'refused', code: 'change.none' } as const;

function failureOf(error: unknown): Pick<Change, 'outcome' | 'code'> {
  return { outcome: 'failed', code: error instanceof AppError ? error.code : 'bug' };
}

/** Questions back to the person (`input`, `signIn`, `notFound`) are no events, unless a change had begun. */
function refusalOf(error: unknown): Pick<Change, 'outcome' | 'code'> | undefined {
  if (!(error instanceof AppError)) return failureOf(error);
  switch (error.kind) {
    case 'denied':
    case 'conflict':
      return { outcome: 'refused', code: error.code };
    case 'throttled':
    case 'upstream':
      return failureOf(error);
    case 'input':
    case 'signIn':
    case 'notFound':
      return undefined;
  }
}

/** What the input surely names: an id that was checked to be one. A name is no id and stays out of the trail. */
function subjectOf(input: Record<string, unknown>): Pick<Change, 'requestId'> {
  return typeof input['requestId'] === 'string' ? { requestId: input['requestId'] } : {};
}

async function append(trail: AuditTrail, operation: string, change: Change, services: Services): Promise<void> {
  const { caller, clock, correlationId } = services;
  await trail.append({
    tenantId: caller.tenantId,
    at: clock.now(),
    actorId: caller.userId,
    operation,
    correlationId,
    ...change,
  });
}
