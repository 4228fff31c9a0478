import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { Session } from '../page/api.ts';

/** What the client reads from the app's manifest. */
export interface AppManifest {
  name: string;
  extensionCommands: Session['extensionCommands'];
  actionCommands: Session['actionCommands'];
  commands: Session['commands'];
}

const usualFile = path.join(import.meta.dirname, '..', '..', '..', 'appPackage', 'manifest.json');

const manifest = z.object({
  name: z.object({ short: z.string() }),
  bots: z
    .array(
      z.object({
        commandLists: z
          .array(
            z.object({
              scopes: z.array(z.string()),
              commands: z.array(z.object({ title: z.string(), description: z.string() })),
            }),
          )
          .default([]),
      }),
    )
    .default([]),
  composeExtensions: z
    .array(
      z.object({
        commands: z.array(
          z.object({
            id: z.string(),
            title: z.string(),
            type: z.string().default('query'),
            description: z.string().default(''),
            initialRun: z.boolean().default(false),
            fetchTask: z.boolean().default(false),
            context: z.array(z.string()).default(['compose', 'commandBox']),
            parameters: z.array(z.object({ name: z.string(), title: z.string() })).default([]),
          }),
        ),
      }),
    )
    .default([]),
});

/** Reads the manifest as it lies in the repository, with its placeholders. Without one there are no suggestions. */
export function readManifest(file = usualFile): AppManifest {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { name: 'Muster', extensionCommands: [], actionCommands: [], commands: [] };
  }
  // The toolkit fills `${{NAME}}` in when it packs the app.
  const { name, bots, composeExtensions } = manifest.parse(JSON.parse(text.replace(/\$\{\{[^}]*\}\}/g, '')));
  return {
    name: name.short.trim() || 'Muster',
    commands: bots.flatMap(({ commandLists }) =>
      commandLists.flatMap(({ scopes, commands }) => commands.map((command) => ({ ...command, scopes }))),
    ),
    actionCommands: composeExtensions.flatMap(({ commands }) =>
      commands
        .filter(({ type, fetchTask }) => type === 'action' && fetchTask)
        .map(({ id, title, description, context }) => ({
          id,
          title,
          description,
          contexts: (['compose', 'message'] as const).filter((each) => context.includes(each)),
        })),
    ),
    extensionCommands: composeExtensions.flatMap(({ commands }) =>
      commands
        .filter(({ type }) => type === 'query')
        .flatMap(({ id, title, initialRun, parameters: [parameter] }) =>
          parameter === undefined ? [] : [{ id, title, initialRun, parameter }],
        ),
    ),
  };
}
