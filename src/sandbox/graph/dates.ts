/** One day in milliseconds. */
export const day = 24 * 3600 * 1000;

/** Graph's dates of groups carry no fraction. */
export function isoSeconds(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
