/** What a test lets happen to the methods of a faked port. */
export interface Happenings<Method extends string> {
  /** The next calls of this method are refused so, until `heal`. */
  refuse(method: Method, error: Error): void;
  heal(method: Method): void;
  /** Runs before each call of this method: somebody else may do something meanwhile. */
  before(method: Method, happening: () => unknown): void;
  /** The same after it has done its work: its answer may get lost. */
  after(method: Method, happening: () => unknown): void;
}

/** For the fake itself: every method begins with `called`; one whose answer may get lost ends with `finished`. */
export interface Hooks<Method extends string> {
  /** What the fake gives to tests. */
  happenings: Happenings<Method>;
  called: (method: Method) => Promise<void>;
  finished: (method: Method) => Promise<void>;
}

export function createHooks<Method extends string>(): Hooks<Method> {
  const refusals = new Map<Method, Error>();
  const happenings = new Map<Method, () => unknown>();
  const afterwards = new Map<Method, () => unknown>();
  return {
    happenings: {
      refuse: (method, error) => void refusals.set(method, error),
      heal: (method) => void refusals.delete(method),
      before: (method, happening) => void happenings.set(method, happening),
      after: (method, happening) => void afterwards.set(method, happening),
    },
    async called(method) {
      await happenings.get(method)?.();
      const refusal = refusals.get(method);
      if (refusal) throw refusal;
    },
    async finished(method) {
      await afterwards.get(method)?.();
    },
  };
}
