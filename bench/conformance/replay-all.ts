import type { Cloud } from './cloud.ts';
import type { Example } from './examples.ts';
import { replay } from './replay.ts';
import type { Outcome } from './replay.ts';
import { readWritten } from './written.ts';

/**
 * Replays examples one after the other.
 * @returns what to print: each miss with its reason, the examples that contradict themselves, and the score last
 */
export async function replayAll(cloud: Cloud, examples: readonly Example[]): Promise<string[]> {
  const written = readWritten(examples.map(({ request }) => request));
  const outcomes: Outcome[] = [];
  for (const example of examples) outcomes.push(await replay(cloud, example, written));
  const counted = outcomes.filter(({ example }) => example.docQuirk === undefined);
  const quirks = outcomes.filter(({ example }) => example.docQuirk !== undefined);
  const met = counted.filter(({ metIn }) => metIn !== undefined);
  const ways = new Map<string, number>();
  for (const { metIn = '' } of met) ways.set(metIn, (ways.get(metIn) ?? 0) + 1);
  return [
    ...counted.flatMap((outcome) => (outcome.metIn === undefined ? [`miss ${describe(outcome)}`] : [])),
    ...quirks.map((outcome) => `not counted, its document contradicts itself: ${describe(outcome)}`),
    ...[...ways].map(([situation, count]) => `met ${situation}: ${count}`),
    `conformance: ${met.length} of ${counted.length}`,
  ];
}

function describe({ example, metIn, reason }: Outcome): string {
  const { id, operationId, request } = example;
  const query = request.query === '' ? '' : `?${request.query}`;
  const how = metIn === undefined ? reason : `met ${metIn}`;
  return `${id} (${operationId}, ${request.method} ${request.path}${query}): ${how}`;
}
