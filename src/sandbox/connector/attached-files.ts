import type { Answer, Call, Route } from '../server/http.ts';
import type { AttachedFiles } from '../teams/attached-files.ts';

/** Where files lie that people attach: their address carries a key, and wants no token. */
export function attachedFileRoutes(files: AttachedFiles): Route[] {
  return [{ method: 'GET', path: '/personal/files/{file}', handle: (call) => open(files, call) }];
}

function open(files: AttachedFiles, call: Call): Answer {
  call.trace.summary = 'reads a file that was attached';
  const file = files.get(call.params['file'] ?? '', call.url.searchParams.get('tempauth') ?? '');
  if (!file) return { status: 403, body: 'Access denied.' };
  return { status: 200, headers: { 'content-type': 'application/octet-stream' }, body: file.bytes };
}
