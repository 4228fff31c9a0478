import { describe, expect, it } from 'vitest';
import { auditReaderRoles } from '../../../src/domain/audit-readers.ts';
import { defaultPolicy, type Policy } from '../../../src/domain/policy.ts';
import { checkRules } from '../../../src/operations/policy/check-rules.ts';
import { ada, alan, days, grace, group, joinRequest, startOfTest, wordsOn, world } from '../../support/builders.ts';

const guild = group('Design Guild');
const project = group('Project Tide');
const ours: Policy = { ...defaultPolicy, admins: { kind: 'people', principalNames: [alan.principalName] } };
const stricter = `approvals:
  - { name: Projects, kinds: [join], groups: ['Project *'], stages: [{ by: manager }, { by: owners }] }
  - { name: Others, kinds: [join], stages: [{ by: owners }] }
`;

function scene() {
  return world({ policy: ours, directory: { groups: [guild, project], people: [ada, grace, alan] } });
}

/** A file that comes with a message. */
function withFile(place: ReturnType<typeof scene>, bytes: Uint8Array, who = alan) {
  const services = { ...place.as(who), files: { fetch: () => Promise.resolve(bytes) } };
  return checkRules.execute({ file: 'https://contoso.sharepoint.com/policy', fileName: 'mine.yaml' }, services);
}

const ago = (count: number): Date => new Date(startOfTest.getTime() - days(count));

describe('policy check', () => {
  it('says what a file would have changed about the requests of the last 90 days, the newest first', async () => {
    const place = scene();
    for (const [about, count] of [
      [project, 3],
      [guild, 5],
      [project, 91],
    ] as const)
      await place.store.requests.insert(
        joinRequest(about, { requester: { id: String(count), displayName: `Nr. ${count}` }, createdAt: ago(count) }),
      );
    await place.store.requests.insert({ ...joinRequest(project), tenantId: 'another', createdAt: ago(1) });
    const words = wordsOn(await withFile(place, new TextEncoder().encode(stricter)));
    expect(words).toContain('mine.yaml is right');
    expect(words).toContain(
      'Of 2 requests of the last 90 days 1 would have gone the same way, 1 would have needed more stages.',
    );
    expect(words).toContain('Nr. 3');
    expect(words).toContain('an owner → the manager, then an owner, by “Projects”');
    expect(words).not.toMatch(/Nr. (?:5|91)/u);
  });

  it('counts all and shows the newest where many would have gone otherwise', async () => {
    const place = scene();
    for (let index = 0; index < 1_203; index += 1)
      await place.store.requests.insert(
        joinRequest(project, {
          requester: { id: `p${index}`, displayName: `Nr. ${index}` },
          createdAt: new Date(ago(80).getTime() + index * 60_000),
        }),
      );
    const words = wordsOn(await withFile(place, new TextEncoder().encode(stricter)));
    expect(words).toContain('1203 would have needed more stages');
    expect(words).toContain('The newest 10 of the 1203');
    expect([...words.matchAll(/Nr\. (\d+)/gu)].map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 10 }, (_, index) => 1_202 - index),
    );
  });

  it('says what is wrong, with its lines, and where nobody asked for anything', async () => {
    const wrong = await withFile(scene(), new TextEncoder().encode('creation:\n  minimumOwners: none\n'));
    expect(wordsOn(wrong)).toMatch(/mine\.yaml is wrong[^]*line 2, creation\.minimumOwners: found "none", expected/u);
    const right = await withFile(scene(), new TextEncoder().encode(stricter));
    expect(wordsOn(right)).toContain('Nobody asked for anything in the last 90 days');
  });

  it('asks for the file where there is none, takes what is pasted, and says that nothing was', async () => {
    const place = scene();
    const form = await place.ask(checkRules, alan, checkRules.inputFromWords('config/policy.yaml'));
    expect(form.isQuestion).toBe(true);
    expect(wordsOn(form)).toContain('attach it to a message that says “policy check”');
    expect(wordsOn(await place.ask(checkRules, alan, { confirmed: 'yes', text: ' \n' }))).toContain(
      'Paste what stands in the file.',
    );
    const pasted = await place.ask(checkRules, alan, { confirmed: 'yes', text: stricter });
    expect(wordsOn(pasted)).toContain('The policy is right');
  });

  it('is for administrators, by the policy or by a role', async () => {
    const place = scene();
    await expect(place.ask(checkRules, ada, { text: stricter })).rejects.toMatchObject({ code: 'policy.check-denied' });
    const memberships = {
      ...place.as(ada).memberships,
      whichGiveRole: () => Promise.resolve(auditReaderRoles.slice(0, 1)),
    };
    const read = await checkRules.execute({ text: stricter }, { ...place.as(ada), memberships });
    expect(wordsOn(read)).toContain('is right');
  });

  it('refuses two files, what is no text, and what is too long, before it is read', async () => {
    const place = scene();
    await expect(checkRules.execute({ file: 'several' }, place.as(alan))).rejects.toMatchObject({
      code: 'file.several',
    });
    await expect(withFile(place, Uint8Array.of(1, 0, 2))).rejects.toMatchObject({ code: 'file.not-text' });
    const long = new TextEncoder().encode(`# ${'x'.repeat(200_000)}`);
    await expect(withFile(place, long)).rejects.toMatchObject({ code: 'policy.too-long' });
  });
});
