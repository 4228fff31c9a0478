import type { Session } from './api.ts';
import { toast, update } from './store.ts';

/** Asks the server for a change of the sandbox itself; what it answers is the new session. */
export async function change(ask: Promise<Session>, done: string): Promise<boolean> {
  try {
    update({ session: await ask });
    if (done) toast(done, 'success');
    return true;
  } catch (error) {
    toast(error instanceof Error ? error.message : 'That did not work.', 'error');
    return false;
  }
}
