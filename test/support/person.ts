import type {
  ActionOutcome,
  Conversation,
  DialogOutcome,
  DialogSource,
  ExtensionOutcome,
  Message,
  PopupResult,
  SendMessage,
  SubmitAction,
} from '../../src/sandbox/page/api.ts';
import { buttonsOf, textOf, titlesOf } from './card-reading.ts';
import { until } from './until.ts';

/** Speaks to the page's API. @throws Error with the server's words when the answer is not 2xx */
export type Call = (path: string, body?: unknown) => Promise<unknown>;

/** Somebody at the sandbox's Teams client, over HTTP. */
export class Person {
  readonly id: string;
  readonly #call: Call;
  #chat: Promise<string> | undefined;

  constructor(id: string, call: Call) {
    this.id = id;
    this.#call = call;
  }

  /** Id of the chat with the bot; the app is installed on the way. */
  chat(): Promise<string> {
    return (this.#chat ??= this.conversations().then((all) => all.find(({ kind }) => kind === 'personal')?.id ?? ''));
  }

  async conversations(): Promise<Conversation[]> {
    return (await this.#call(`/api/conversations?as=${this.id}`)) as Conversation[];
  }

  /** @param conversation the chat with the bot, unless another is named */
  async messages(conversation?: string): Promise<Message[]> {
    const where = encodeURIComponent(conversation ?? (await this.chat()));
    return (await this.#call(`/api/messages?as=${this.id}&conversation=${where}`)) as Message[];
  }

  async fromBot(conversation?: string): Promise<Message[]> {
    return (await this.messages(conversation)).filter(({ from, deleted }) => from.isBot && !deleted);
  }

  /** Has seen everything in a conversation. */
  async read(conversation: string): Promise<void> {
    await this.#call('/api/read', { as: this.id, conversation });
  }

  /** Writes, and waits for nothing. */
  async write(
    text: string,
    more: Partial<Pick<SendMessage, 'conversation' | 'card' | 'picture' | 'file'>> = {},
  ): Promise<void> {
    const { conversation = await this.chat(), ...attached } = more;
    await this.#call('/api/messages', { as: this.id, conversation, text, ...attached });
  }

  /**
   * Writes, and waits for an answer of the bot (or of Teams) that says something.
   * @param saying what must be in it, when others may come in between
   */
  async ask(text: string, saying?: string | RegExp, conversation?: string): Promise<Message> {
    const before = (await this.messages(conversation)).map(({ id }) => id);
    await this.write(text, conversation === undefined ? {} : { conversation });
    return this.sees(saying ?? /./u, { conversation, except: before });
  }

  /** Waits for a message of the bot, or of Teams, that is not one of `except`. The newest that fits. */
  async sees(
    saying: string | RegExp,
    { conversation, except = [] }: { conversation?: string | undefined; except?: readonly string[] } = {},
  ): Promise<Message> {
    let last: Message[] = [];
    const fits = (text: string): boolean => (typeof saying === 'string' ? text.includes(saying) : saying.test(text));
    try {
      return await until(`a message that says ${String(saying)}`, async () => {
        last = (await this.messages(conversation)).filter(
          ({ from, id }) => from.id !== this.id && !except.includes(id),
        );
        return last.findLast((message) => fits(`${textOf(message)}\n${message.signIn?.title ?? ''}`));
      });
    } catch (problem) {
      const seen = last.map((message) => `- ${textOf(message).replaceAll('\n', ' / ')}`).join('\n');
      throw new Error(`${String(problem)}\nInstead there was:\n${seen || 'nothing'}`);
    }
  }

  /** Reads a message again. */
  async again({ id }: Message, conversation?: string): Promise<Message> {
    const found = (await this.messages(conversation)).find((message) => message.id === id);
    if (!found) throw new Error('The message is not there any more.');
    return found;
  }

  /** Presses a button by its title. @param inputs what was typed on the card */
  async press(message: Message, title: string | RegExp, inputs: Record<string, unknown> = {}, conversation?: string) {
    const button = buttonsOf(message).find((one) =>
      typeof title === 'string' ? one.title === title : title.test(one.title),
    );
    if (!button) {
      throw new Error(
        `No button “${String(title)}”, but ${titlesOf(message).join(', ') || 'none'} on:\n${textOf(message)}`,
      );
    }
    const { action } = button;
    return this.act(message, { ...action, data: { ...action.data, ...inputs } }, conversation);
  }

  /** Sends what a card's button would, or what somebody forged. */
  async act(
    { id: message }: Pick<Message, 'id'>,
    action: SubmitAction['action'],
    conversation?: string,
  ): Promise<ActionOutcome> {
    const asked = { as: this.id, conversation: conversation ?? (await this.chat()), message, action };
    return (await this.#call('/api/actions', asked)) as ActionOutcome;
  }

  /** What the compose box finds. */
  async search(
    value: string,
    more: { conversation?: string; skip?: number; count?: number } = {},
  ): Promise<ExtensionOutcome> {
    const { conversation = await this.chat(), skip = 0, count = 25 } = more;
    const parameter = { name: 'words', value };
    const query = { as: this.id, conversation, commandId: 'group.find', parameter, skip, count };
    return (await this.#call('/api/extension', query)) as ExtensionOutcome;
  }

  /** Opens a dialog, or sends what was filled in there, as the client does for a card's button or for a command. */
  async dialog(
    source: DialogSource,
    step: 'fetch' | 'submit',
    data: Record<string, unknown>,
    conversation?: string,
  ): Promise<DialogOutcome> {
    const where = { as: this.id, conversation: conversation ?? (await this.chat()), thread: '' };
    return (await this.#call('/api/dialogs', { ...where, source, step, data, theme: 'default' })) as DialogOutcome;
  }

  async popupEnded(
    result: PopupResult['result'],
    resume?: string,
  ): Promise<ActionOutcome | ExtensionOutcome | DialogOutcome> {
    const ended: PopupResult = {
      as: this.id,
      conversation: await this.chat(),
      result,
      ...(resume !== undefined && { resume }),
    };
    return (await this.#call('/api/popup', ended)) as ActionOutcome | ExtensionOutcome | DialogOutcome;
  }
}
