import { AppError } from '../../src/domain/errors.ts';
import type { Files } from '../../src/ports/files.ts';

/** What was attached in a chat, by address. */
export type FakeFiles = Files & { sent: Map<string, Uint8Array> };

export function fakeFiles(): FakeFiles {
  const sent = new Map<string, Uint8Array>();
  return {
    sent,
    fetch(address) {
      const bytes = sent.get(address);
      if (bytes) return Promise.resolve(bytes);
      return Promise.reject(new AppError('notFound', { code: 'file.gone', advice: 'Not there any more.' }));
    },
  };
}
