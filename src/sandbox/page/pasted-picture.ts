import { useRef } from 'preact/hooks';
import type { SendMessage } from './api.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { toast } from './store.ts';

export type PastedPicture = NonNullable<SendMessage['picture']>;

const mostBytes = 5 * 1024 * 1024;
const types = ['image/png', 'image/jpeg', 'image/gif'];

/** The picture that was pasted, if there was one. */
export async function pastedPicture(event: ClipboardEvent): Promise<PastedPicture | undefined> {
  const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => types.includes(type));
  if (!file) return undefined;
  event.preventDefault();
  return readPicture(file);
}

/** @returns undefined, after a word about it, for one that no client would send */
async function readPicture(file: File): Promise<PastedPicture | undefined> {
  if (!types.includes(file.type) || file.size > mostBytes) {
    toast('Only PNG, JPEG and GIF pictures below 5 MB can be sent.', 'error');
    return undefined;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { contentType: file.type, base64: btoa(binary) };
}

/** Chooses a picture for the message, where pasting one is not at hand. */
export function PictureButton({ testId, onPick }: { testId: string; onPick: (one: PastedPicture) => void }): View {
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (): Promise<void> => {
    const file = input.current?.files?.[0];
    const picture = file && (await readPicture(file));
    if (input.current) input.current.value = '';
    if (picture) onPick(picture);
  };
  return html`<input
      ref=${input}
      type="file"
      hidden
      data-testid=${`${testId}-file`}
      accept=${types.join(',')}
      onChange=${() => void chosen()}
    />
    <button
      class="icon-button"
      data-testid=${testId}
      aria-label="Insert a picture"
      title="Insert a picture"
      onClick=${() => input.current?.click()}
    >
      <${Icon} name="picture" />
    </button>`;
}

export function AttachedPicture({ picture, onRemove }: { picture: PastedPicture; onRemove: () => void }): View {
  return html`<div class="attached">
    <img class="pasted" src=${`data:${picture.contentType};base64,${picture.base64}`} alt="Picture to be sent" />
    <button class="icon-button" aria-label="Remove the picture" onClick=${onRemove}>
      <${Icon} name="close" size=${16} />
    </button>
  </div>`;
}
