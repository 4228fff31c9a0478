import { describe, expect, it } from 'vitest';
import { race } from '../../bench/racing.ts';
import { newSchema } from '../support/postgres-schema.ts';
import { postgresUrl } from '../support/postgres-url.ts';

const server = await postgresUrl();

describe('owners who race to decide while bots are killed', () => {
  it('leaves one effect of each request and no card that lies', async () => {
    const { requests, effects, findings, brokenLink } = await race({ requests: 16, kills: 1, seed: 7, instances: 1 });
    expect(findings).toEqual([]);
    expect({ requests, effects, brokenLink }).toEqual({ requests: 16, effects: 16, brokenLink: undefined });
  }, 240_000);

  it.skipIf(server === undefined)(
    'does so with two bots on one PostgreSQL',
    async () => {
      const { url: databaseUrl, drop } = await newSchema(server!);
      try {
        const result = await race({ requests: 16, kills: 1, seed: 8, instances: 2, databaseUrl });
        expect(result.findings).toEqual([]);
        expect(result.effects).toBe(16);
        expect(result.brokenLink).toBeUndefined();
      } finally {
        await drop();
      }
    },
    240_000,
  );
});
