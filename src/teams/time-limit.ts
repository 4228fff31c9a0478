/** What `inTime` gives when the time is over first. */
export const late = Symbol('late');

/** Waits for work, but not longer than `limitMs`. The work goes on then; its later failure is not ours to hear. */
export async function inTime<T>(work: Promise<T>, limitMs: number): Promise<T | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), limitMs);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}
