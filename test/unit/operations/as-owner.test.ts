import { describe, expect, it } from 'vitest';
import { cast } from '../../../src/sandbox/tenant/cast.ts';
import { openOffice } from '../../support/office.ts';

const { employee } = cast;
const rename = { group: 'Research Circle', displayName: 'Dig Circle Design' };

describe('a refusal to whoever is no owner', () => {
  it('says whom to ask, without a scope of its own for their names', async () => {
    const { ask } = openOffice();
    await expect(ask('group.rename', employee, rename)).rejects.toMatchObject({
      code: 'group.not-owner',
      advice: expect.stringContaining('Ask Mirela Vašková') as string,
    });
  });

  it('says how to find out where names may not be read, and asks for nothing', async () => {
    const { ask, agreed } = openOffice();
    agreed.isBeyond = false;
    await expect(ask('group.rename', employee, rename)).rejects.toMatchObject({
      code: 'group.not-owner',
      advice: expect.stringContaining('“owners of Research Circle” shows whom to ask') as string,
    });
  });
});
