/** Answers already given, so that a delivery that comes again is answered with the same words and no second effect. */
export interface ActivityStore {
  /**
   * Begins to handle an activity, unless it is known.
   * @param key conversation id + activity id
   * @returns `new` (also when an earlier handler's time ran out without an answer), `busy` while another handles it, or the recorded answer.
   */
  begin(
    key: string,
    options: { now: Date; leaseSeconds: number },
  ): Promise<{ state: 'new' | 'busy' } | { state: 'done'; answer: ActivityAnswer }>;
  /** Keeps an activity that is being handled until then; a time that is over gives it free for the next delivery. */
  hold(key: string, until: Date): Promise<void>;
  finish(key: string, answer: ActivityAnswer, now: Date): Promise<void>;
  /** Removes what is older than Teams delivers again. */
  forgetBefore(time: Date): Promise<void>;
}

/** The HTTP answer to an activity. */
export interface ActivityAnswer {
  status: number;
  /** Only invokes have one. */
  body?: unknown;
}
