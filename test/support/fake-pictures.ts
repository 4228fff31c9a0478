import { AppError } from '../../src/domain/errors.ts';
import type { Pictures } from '../../src/ports/pictures.ts';

/** What was pasted into a chat, by address. */
export type FakePictures = Pictures & { sent: Map<string, Uint8Array> };

export function fakePictures(): FakePictures {
  const sent = new Map<string, Uint8Array>();
  return {
    sent,
    fetch(address) {
      const bytes = sent.get(address);
      if (bytes) return Promise.resolve(bytes);
      return Promise.reject(new AppError('denied', { code: 'picture.not-from-chat', advice: 'Not from here.' }));
    },
  };
}
