import { z } from 'zod';
import { mostPastedPolicy, policyCheckFormCard, type PolicyCheckForm } from '../../cards/policy-check-form.ts';
import { mostChangedShown, policyCheckedCard, type PolicyChecked } from '../../cards/policy-checked.ts';
import { allPages } from '../../domain/all-pages.ts';
import { administratorsOnly } from '../../domain/audit-readers.ts';
import { AppError } from '../../domain/errors.ts';
import { oneFile } from '../../domain/list-errors.ts';
import { textIn } from '../../domain/text-files.ts';
import { tallyTrials } from '../../domain/trial-tally.ts';
import type { PastRequest } from '../../ports/requests.ts';
import { administratorScopes, isAdministrator } from '../administrators.ts';
import { defineOperation } from '../define-operation.ts';
import { confirmed } from '../inputs.ts';
import type { Services } from '../operation.ts';

const days = 90;
const perRead = 500;
/** In characters. The file with every key and its comments has 7,000. */
const longestFile = 200_000;

type Checking = { form: PolicyCheckForm } | { checked: PolicyChecked };

/**
 * Says what is wrong in a policy's file, or what it would have changed about the requests of the last 90 days. Changes
 * nothing. For administrators, which the directory is asked each time.
 * @throws AppError `policy.check-denied`, `policy.too-long`, `file.*`
 */
export const checkRules = defineOperation({
  name: 'rules.check',
  phrases: [
    'policy check',
    'check policy',
    'check the policy',
    'check this policy',
    'check the policy in',
    'policy dry run',
    'try policy',
    'try the policy',
    'try this policy',
  ],
  summary: 'Check a policy’s file before it holds, and read what it would have changed',
  example: 'policy check',
  argument: 'named',
  takesFile: true,
  input: z.object({
    /** What it is called in the message: a path of the server is none of ours. */
    named: z.string().max(4_096).catch('').default(''),
    text: z
      .string({ error: 'Paste the file as text.' })
      .max(mostPastedPolicy, 'This is too long for one message. Attach it as a file.')
      .default(''),
    /** Where the file of the message is; only the channel says so. */
    file: z.string({ error: 'Attach the file to the message.' }).max(4_096).default(''),
    fileName: z.string().max(400).catch('').default(''),
    confirmed,
  }),
  scopes: administratorScopes,

  async run({ text, file, fileName, confirmed: answer }, services): Promise<Checking> {
    if (!(await isAdministrator(services)))
      throw administratorsOnly('policy.check-denied', 'What a policy would change is');
    const source = file === '' ? text : await sourceOf(file, services);
    if (file === '' && source.trim() === '')
      return { form: answer === 'yes' ? { problem: 'Paste what stands in the file.' } : {} };
    const name = fileName === '' ? 'The policy' : fileName;
    const read = services.readPolicy(source);
    if ('problems' in read) return { checked: { name, problems: read.problems } };
    const tally = await tallyTrials(read.policy.approvals, madeLately(services), mostChangedShown);
    return { checked: { name, days, tally } };
  },
  card: (checking, reader) =>
    'form' in checking ? policyCheckFormCard(checking.form, reader) : policyCheckedCard(checking.checked, reader),
});

async function sourceOf(file: string, { files }: Services): Promise<string> {
  if (file === 'several') throw oneFile();
  const { text } = textIn(await files.fetch(file));
  if (text.length > longestFile) throw tooLong();
  return text;
}

function madeLately({ store, caller, clock }: Services): AsyncIterable<PastRequest> {
  const start = new Date(clock.now().getTime() - days * 86_400_000);
  return allPages(perRead, (last) =>
    store.requests.madeSince(caller.tenantId, start, { limit: perRead, ...(last && { after: last.request.id }) }),
  );
}

function tooLong(): AppError {
  return new AppError('input', {
    code: 'policy.too-long',
    advice: `This file is too long to be a policy: up to ${longestFile.toLocaleString('en')} characters are read.`,
    field: 'file',
  });
}
