export interface ConfigurationProblem {
  key: string;
  /** The value, or what stands for a secret. */
  found: string;
  expected: string;
}

/** Everything that is wrong with the settings, at once. Holds no secret. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    const lines = problems.map(({ key, found, expected }) => `  ${key}: found ${found}, expected ${expected}`);
    super(`The configuration is not complete (docs/configuration.md explains each key):\n${lines.join('\n')}`);
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
