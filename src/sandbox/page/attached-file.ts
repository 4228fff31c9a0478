import { useRef } from 'preact/hooks';
import type { SendMessage } from './api.ts';
import { html, type View } from './html.ts';
import { Icon } from './icons.ts';
import { toast } from './store.ts';

export type FileToSend = NonNullable<SendMessage['file']>;

const mostBytes = 5 * 1024 * 1024;

/** @returns undefined, after a word about it, for one that is too large to be sent from here */
async function readFile(file: File): Promise<FileToSend | undefined> {
  if (file.size > mostBytes) {
    toast('Only files up to 5 MB can be sent from here.', 'error');
    return undefined;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return { name: file.name, base64: btoa(binary) };
}

/** Chooses a file for the message. Apps get files in their own chat only, as in Teams. */
export function FileButton({ onPick }: { onPick: (one: FileToSend) => void }): View {
  const input = useRef<HTMLInputElement>(null);
  const chosen = async (): Promise<void> => {
    const picked = input.current?.files?.[0];
    const file = picked && (await readFile(picked));
    if (input.current) input.current.value = '';
    if (file) onPick(file);
  };
  return html`<input ref=${input} type="file" hidden data-testid="file-input" onChange=${() => void chosen()} />
    <button
      class="icon-button"
      data-testid="file"
      aria-label="Attach a file"
      title="Attach a file"
      onClick=${() => input.current?.click()}
    >
      <${Icon} name="attach" />
    </button>`;
}

/** The file that goes with the message, and the way to leave it out. Told to whoever does not see it appear. */
export function FileToBeSent({ file, onRemove }: { file: FileToSend; onRemove: () => void }): View {
  return html`<div class="attached" role="group" aria-label=${`File to be sent: ${file.name}`}>
    <${FileName} name=${file.name} />
    <span class="visually-hidden" role="status">${file.name} will be sent with the message.</span>
    <button class="icon-button" aria-label=${`Remove the file ${file.name}`} onClick=${onRemove}>
      <${Icon} name="close" size=${16} />
    </button>
  </div>`;
}

/** What a file is called, also in a message that was sent. */
export function FileName({ name }: { name: string }): View {
  return html`<span class="file-name"><${Icon} name="attach" size=${16} /><span dir="auto">${name}</span></span>`;
}
