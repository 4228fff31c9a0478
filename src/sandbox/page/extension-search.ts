import { useEffect, useRef, useState } from 'preact/hooks';
import type { ExtensionOutcome, Session } from './api.ts';
import { client } from './client.ts';
import type { AfterSignIn } from './sign-in.ts';

type Results = Extract<ExtensionOutcome, { kind: 'results' }>['results'];
type SignInNeeded = Omit<Extract<ExtensionOutcome, { kind: 'signIn' }>, 'kind'>;

/** A search with the message extension as it stands. */
export interface ExtensionSearch {
  results: Results;
  loading: boolean;
  /** What the app says instead of results. */
  message: string;
  failure: string;
  signIn: SignInNeeded | undefined;
  /** Whether the last page was full, so that there may be another. */
  more: boolean;
  showMore: () => void;
  retry: () => void;
  /** Takes what a search ended with that had waited for sign-in. */
  take: (outcome: AfterSignIn) => void;
}

const pageSize = 15;
const debounceMs = 300;
const nothing = {
  results: [] as Results,
  message: '',
  failure: '',
  signIn: undefined as SignInNeeded | undefined,
  more: false,
};

/** Searches as one types, a third of a second after the last key; answers that come too late are dropped. */
export function useExtensionSearch(
  as: string,
  conversation: string,
  command: Session['extensionCommands'][number] | undefined,
  text: string,
): ExtensionSearch {
  const [found, setFound] = useState(nothing);
  const [loading, setLoading] = useState(false);
  const turn = useRef(0);

  const show = (outcome: AfterSignIn, before: Results): void => {
    if (outcome.kind === 'results')
      setFound({ ...nothing, results: [...before, ...outcome.results], more: outcome.results.length >= pageSize });
    else if (outcome.kind === 'message') setFound({ ...nothing, message: outcome.text });
    else if (outcome.kind === 'error') setFound({ ...nothing, failure: outcome.text || 'Unable to reach the app.' });
    else if (outcome.kind === 'signIn') setFound({ ...nothing, signIn: outcome });
  };
  const ask = async (before: Results): Promise<void> => {
    if (!command) return;
    const mine = ++turn.current;
    const typed = text.trim();
    const parameter =
      typed === '' ? { name: 'initialRun', value: 'true' } : { name: command.parameter.name, value: typed };
    setLoading(true);
    try {
      const query = { as, conversation, commandId: command.id, parameter, skip: before.length, count: pageSize };
      const outcome = await client.extension(query);
      if (mine === turn.current) show(outcome, before);
    } catch (error) {
      if (mine === turn.current)
        setFound({ ...nothing, failure: error instanceof Error ? error.message : 'Unable to reach the app.' });
    } finally {
      if (mine === turn.current) setLoading(false);
    }
  };

  useEffect(() => {
    if (text.trim() === '' && !command?.initialRun) {
      turn.current++;
      setFound(nothing);
      setLoading(false);
      return;
    }
    const timer = setTimeout(() => void ask([]), text === '' ? 0 : debounceMs);
    return () => clearTimeout(timer);
  }, [text.trim(), command?.id]);
  useEffect(
    () => () => {
      turn.current++;
    },
    [],
  );

  return {
    ...found,
    loading,
    showMore: () => void ask(found.results),
    retry: () => void ask([]),
    take: (outcome) => {
      if (outcome.kind === 'results') show(outcome, []);
      else if (outcome.kind === 'none' || outcome.kind === 'card') void ask([]);
      else show(outcome, []);
    },
  };
}
