import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { buildEntraManifest, buildManifest, builtManifests } from '../../../scripts/build-manifest.ts';
import { trustedClients } from '../../../src/identity/trusted-clients.ts';
import { operations } from '../../../src/operations/index.ts';
import type { ExtensionDoor } from '../../../src/operations/operation.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');

const extension: ExtensionDoor = {
  title: 'Find groups',
  parameter: { name: 'q', title: 'Words', description: 'What to look for' },
  search: () => Promise.resolve([]),
};
interface Told {
  id: string;
  title: string;
  description: string;
}
const told = (index: number) => ({
  name: `group.do-${index}`,
  phrases: [`do ${index}`, `also ${index}`],
  summary: `Does ${index}`,
  scopes: ['Group.Read.All', `Scope.${index}`],
});

describe('the manifests', () => {
  it('are as the operations say', async () => {
    for (const [file, text] of Object.entries(await builtManifests())) expect(read(file), file).toBe(text);
  });

  it('lists ten commands at most, each by its first phrase, and none that only a button knows', () => {
    const manifest = buildManifest([{ ...told(0), phrases: [] }, ...Array.from({ length: 12 }, (_, i) => told(i + 1))]);
    const { bots } = manifest as { bots: { commandLists: { commands: { title: string }[] }[] }[] };
    const titles = bots[0]!.commandLists[0]!.commands.map(({ title }) => title);
    expect(titles).toHaveLength(10);
    expect(titles.slice(0, 2)).toEqual(['do 1', 'do 2']);
  });

  it('offer in the compose box what has a door there', () => {
    expect(buildManifest([told(1), { ...told(2), extension }])).toMatchObject({
      composeExtensions: [{ commands: [{ id: 'group.do-2', type: 'query', title: 'Find groups', initialRun: true }] }],
    });
  });

  it('offer as actions what opens as a dialog without a card, from messages where that is of use', () => {
    const command = { description: 'Does it' };
    const manifest = buildManifest([
      { ...told(1), dialog: { title: 'Only cards' } },
      { ...told(2), dialog: { title: 'New group', command } },
      { ...told(3), dialog: { title: 'Add people', command: { ...command, fromAuthor: () => ({}) } } },
    ]);
    const about = { type: 'action', description: 'Does it', fetchTask: true };
    expect(manifest).toMatchObject({
      composeExtensions: [
        {
          commands: [
            { ...about, id: 'group.do-2', title: 'New group', context: ['compose', 'commandBox'] },
            { ...about, id: 'group.do-3', title: 'Add people', context: ['compose', 'commandBox', 'message'] },
          ],
        },
      ],
    });
  });

  it('keep to what Teams shows of its commands', () => {
    const { composeExtensions } = buildManifest(operations) as { composeExtensions: [{ commands: Told[] }] };
    const [{ commands }] = composeExtensions;
    expect(commands.length).toBeLessThanOrEqual(10);
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
    for (const { title, description } of commands) {
      expect(title.length, title).toBeLessThanOrEqual(32);
      expect(description.length, description).toBeLessThanOrEqual(128);
    }
  });

  it('ask of Graph exactly what operations use', () => {
    const [graph] = buildEntraManifest([told(1), told(2)])['requiredResourceAccess'] as [{ resourceAccess: unknown }];
    expect(graph.resourceAccess).toEqual([
      { id: 'Group.Read.All', type: 'Role' },
      ...['Group.Read.All', 'Scope.1', 'Scope.2'].map((id) => ({ id, type: 'Scope' })),
    ]);
    const used = new Set(operations.flatMap(({ scopes }) => scopes));
    const written = JSON.parse(read('aad.manifest.json')) as {
      requiredResourceAccess: { resourceAccess: { id: string; type: string }[] }[];
      api: { preAuthorizedApplications: { appId: string }[] };
      web: { redirectUris: string[] };
    };
    const scopes = written.requiredResourceAccess[0]!.resourceAccess.filter(({ type }) => type === 'Scope');
    expect(scopes.map(({ id }) => id)).toEqual([...used].sort());
    expect(written.api.preAuthorizedApplications.map(({ appId }) => appId).sort()).toEqual(
      Object.keys(trustedClients).sort(),
    );
    expect(written).not.toHaveProperty('spa');
    expect(written).not.toHaveProperty('publicClient');
  });
});

describe('teamsapp.yml', () => {
  interface Step {
    uses: string;
    with: Record<string, unknown>;
    writeToEnvironmentFile?: Record<string, string>;
  }
  const recipe = parse(read('teamsapp.yml')) as Record<'provision' | 'deploy' | 'publish', Step[]>;

  it('names files that exist', () => {
    const text = JSON.stringify(recipe);
    for (const [, file] of text.matchAll(/"\.\/([^"]+\.(?:json|bicep))"/g))
      if (!file!.includes('build/')) expect(() => read(file!), file).not.toThrow();
  });

  it('writes every variable that the manifests ask for', () => {
    const written = recipe.provision.flatMap(({ writeToEnvironmentFile = {} }) =>
      Object.values(writeToEnvironmentFile),
    );
    const outputs = [...read('infra/azure.bicep').matchAll(/^output (\w+)/gm)].map(([, name]) => name!);
    const given = [...written, ...outputs, 'AAD_APP_ACCESS_AS_USER_PERMISSION_ID'];
    for (const file of ['appPackage/manifest.json', 'aad.manifest.json'])
      for (const [, name] of read(file).matchAll(/\$\{\{(\w+)\}\}/g))
        expect(given, `${name} in ${file}`).toContain(name);
  });

  it('hands the template every parameter that has no value of its own', () => {
    const needed = [...read('infra/azure.bicep').matchAll(/^param (\w+) \w+$/gm)].map(([, name]) => name);
    const { parameters } = JSON.parse(read('infra/azure.parameters.json')) as { parameters: Record<string, unknown> };
    expect(Object.keys(parameters).sort()).toEqual(needed.sort());
  });
});
