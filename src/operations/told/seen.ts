/** Things deeper than this inside an answer are parts of something, not things of their own. */
const deepest = 3;
const mostInList = 1_000;

/**
 * What an operation read while it ran, so that the trail can say how things were before a change. Nothing is asked for
 * only to be told.
 */
export class Seen {
  readonly #things = new Map<string, Record<string, unknown>>();
  readonly #answers = new Map<string, unknown>();

  /** @param call such as `profiles.read` */
  note(call: string, input: readonly unknown[], answer: unknown): void {
    this.#answers.set(keyOf(call, input), answer);
    this.#keep(answer, 0);
  }

  /** What is known about something by its id: a group, a person, a task. Empty when it was not read. */
  thing(id: string): Readonly<Record<string, unknown>> {
    return this.#things.get(id.toLowerCase()) ?? {};
  }

  /** One thing that is known of it, where it is a text. */
  text(id: string, name: string): string | undefined {
    const value = this.thing(id)[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** How a reading was answered; undefined when nobody read it. */
  answer(call: string, ...input: readonly unknown[]): Readonly<Record<string, unknown>> | undefined {
    const answer = this.#answers.get(keyOf(call, input));
    return isObject(answer) ? answer : undefined;
  }

  #keep(value: unknown, depth: number): void {
    if (depth > deepest || !isObject(value) || value instanceof Date || Buffer.isBuffer(value)) return;
    if (!Array.isArray(value) && typeof value['id'] === 'string') {
      const id = value['id'].toLowerCase();
      this.#things.set(id, { ...this.#things.get(id), ...value });
    }
    for (const part of Object.values(value).slice(0, mostInList)) this.#keep(part, depth + 1);
  }
}

function keyOf(call: string, input: readonly unknown[]): string {
  return JSON.stringify([call, ...input]);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
