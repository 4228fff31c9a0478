/** @param {string} from @param {string[]} allowed */
const only = (from, allowed) => ({
  name: `${from}-imports-only-downwards`,
  severity: 'error',
  from: { path: `^src/${from}/` },
  to: { path: '^src/', pathNot: [`^src/${from}/`, ...allowed.map((folder) => `^src/${folder}/`)] },
});

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('domain', []),
    only('ports', ['domain']),
    only('graph', ['domain', 'ports']),
    only('identity', ['domain', 'ports']),
    only('storage', ['domain', 'ports']),
    only('cards', ['domain', 'ports']),
    only('operations', ['domain', 'ports', 'cards']),
    only('jobs', ['domain', 'ports', 'cards', 'operations']),
    only('teams', ['domain', 'ports', 'cards', 'operations']),
    only('sandbox', []),
    {
      name: 'sandbox-stands-apart',
      comment: 'It is reached over the network alone, so that it cannot inherit a mistake from the client it checks.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/sandbox/' },
      to: { path: '^src/sandbox/' },
    },
    {
      name: 'teams-sdk-only-in-teams',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(teams|app)/' },
      to: { path: 'node_modules/(botbuilder|botframework|@microsoft/teams-ai)' },
    },
    {
      name: 'tokens-only-in-graph-and-identity',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(graph|identity|app|teams|sandbox)/' },
      to: { path: 'node_modules/(@azure|@microsoft/microsoft-graph-client|jose)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
  },
};
