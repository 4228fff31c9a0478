import { connect } from 'node:net';

/** Looks whether somebody listens at the bot's address. */
export interface BotWatch {
  reachable(): boolean;
  stop(): void;
}

const everyMs = 1_000;
const patienceMs = 500;

/**
 * @param botUrl where the bot is now
 * @param changed called when it came or went
 * @param there called each time that it is there
 */
export function watchBot(botUrl: () => string, changed: () => void, there: () => void): BotWatch {
  let reachable = false;
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    const now = await isListening(new URL(botUrl()));
    looking = false;
    const news = now !== reachable;
    reachable = now;
    if (news) changed();
    if (now) there();
  };
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  void look();
  return { reachable: () => reachable, stop: () => clearInterval(timer) };
}

function isListening({ hostname, port }: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port || 80), timeout: patienceMs });
    const finish = (listening: boolean): void => {
      socket.destroy();
      resolve(listening);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
    socket.once('timeout', () => finish(false));
  });
}
