import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MockAgent } from 'undici';
import { describe, expect, it, onTestFinished } from 'vitest';
import { cloudNamed, cloudNames } from '../../../src/domain/clouds.ts';
import { fileLimitBytes } from '../../../src/domain/text-files.ts';
import { createFiles, filePool, isFileAddress, isInside } from '../../../src/teams/connector/files.ts';
import { fileIn } from '../../../src/teams/file-in.ts';

const host = 'https://contoso-my.sharepoint.com';
const path = '/personal/ada/_layouts/15/download.aspx?UniqueId=1&tempauth=key';

/** SharePoint, which answers once. */
function sharePoint(status: number, body: string | Buffer, headers: Record<string, string> = {}) {
  const pool = new MockAgent();
  pool.disableNetConnect();
  onTestFinished(() => pool.close());
  const seen: Record<string, unknown>[] = [];
  pool
    .get(host)
    .intercept({ path })
    .reply((call) => {
      seen.push(call.headers as Record<string, unknown>);
      return { statusCode: status, data: body, responseOptions: { headers } };
    });
  return { files: createFiles({ cloud: cloudNamed('public'), pool }), seen };
}

describe('a file that was attached', () => {
  it('is fetched without any token of ours', async () => {
    const { files, seen } = sharePoint(200, 'ada@x.example');
    expect(Buffer.from(await files.fetch(`${host}${path}`)).toString()).toBe('ada@x.example');
    expect(Object.keys(seen[0] ?? {})).not.toContain('authorization');
  });

  it.each([
    [302, '', { location: 'https://169.254.169.254/latest' }, 'upstream', 'file.unreachable'],
    [500, '', {}, 'upstream', 'file.unreachable'],
    [403, '', {}, 'notFound', 'file.gone'],
    [404, '', {}, 'notFound', 'file.gone'],
    [410, '', {}, 'notFound', 'file.gone'],
    [200, Buffer.alloc(fileLimitBytes), {}, 'input', 'file.too-large'],
    [200, 'a', { 'content-length': String(fileLimitBytes) }, 'input', 'file.too-large'],
  ])('is refused after %d', async (status, body, headers, kind, code) => {
    const { files } = sharePoint(status, body, headers);
    await expect(files.fetch(`${host}${path}`)).rejects.toMatchObject({ kind, code });
  });

  it.each([
    'http://contoso.sharepoint.com/x',
    'https://sharepoint.com/x',
    'https://contoso.sharepoint.com.evil.example/x',
    'https://evilsharepoint.com/x',
    'https://contoso.sharepoint.com:8443/x',
    'https://ada:secret@contoso.sharepoint.com/x',
    'https://contoso.sharepoint.us/x',
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'file:///etc/passwd',
    'not an address',
  ])('is not fetched from %s', async (address) => {
    const pool = new MockAgent();
    pool.disableNetConnect();
    onTestFinished(() => pool.close());
    const files = createFiles({ cloud: cloudNamed('public'), pool });
    await expect(files.fetch(address)).rejects.toMatchObject({ kind: 'denied', code: 'file.not-from-chat' });
  });

  it.each(cloudNames)('comes from hosts of its own in %s', (name) => {
    const cloud = cloudNamed(name);
    expect(cloud.fileHosts).not.toEqual([]);
    const [first = ''] = cloud.fileHosts;
    expect(isFileAddress(`https://${first.startsWith('.') ? 'contoso-my' : ''}${first}/list.csv`, cloud)).toBe(true);
  });

  it('is not fetched from an address inside a network, whatever its name', async () => {
    let isReached = false;
    const server: Server = createServer((_, response) => {
      isReached = true;
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const pool = filePool({ name: 'public' });
    onTestFinished(() => pool.close());
    await expect(
      pool.request({ origin: `http://localhost:${String(port)}`, path: '/', method: 'GET' }),
    ).rejects.toThrow('inside a network');
    expect(isReached).toBe(false);
  });

  it.each([
    '10.1.2.3',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '::1',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '0.0.0.0',
    '224.0.0.1',
    'no address',
  ])('takes %s for inside', (address) => expect(isInside(address)).toBe(true));
  it.each(['13.107.136.10', '52.104.0.1', '2620:1ec:8f8::10', '172.32.0.1'])('takes %s for outside', (address) =>
    expect(isInside(address)).toBe(false),
  );
});

describe('what a message says of files', () => {
  const file = (name?: string) => ({
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    content: { downloadUrl: `${host}${path}`, uniqueId: '1', fileType: 'csv' },
    contentUrl: `${host}/list.csv`,
    ...(name !== undefined && { name }),
  });

  it('is the address that opens it, and its name', () => {
    expect(fileIn({ attachments: [{ contentType: 'text/html', content: '<p>x</p>' }, file('list.csv')] })).toEqual({
      file: `${host}${path}`,
      fileName: 'list.csv',
    });
    expect(fileIn({ attachments: [file()] })).toEqual({ file: `${host}${path}` });
  });

  it('is nothing where there is none, and “several” where it is not clear which', () => {
    expect(fileIn({})).toEqual({});
    expect(fileIn({ attachments: [{ contentType: file().contentType, content: { downloadUrl: 5 } }] })).toEqual({});
    expect(fileIn({ attachments: [file('a.csv'), file('b.csv')] })).toEqual({ file: 'several' });
  });
});
