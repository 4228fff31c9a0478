import { statfsSync } from 'node:fs';

/** `f_type` of file systems that live on another machine, from `statfs(2)` and the Linux headers. */
const networkFileSystems = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB'],
  [0x5346414f, 'AFS'],
  [0x00c36400, 'Ceph'],
]);

/**
 * SQLite's locks and write-ahead log need a disk of this machine; on a share, rows are lost without a word.
 * @param directory exists
 * @param fileSystemType reads `f_type`; replaced where a test has no share at hand
 * @throws Error that names PostgreSQL, when the directory lies on a network share
 * @see https://sqlite.org/wal.html
 */
export function refuseNetworkFileSystem(
  directory: string,
  fileSystemType = (path: string): number => statfsSync(path).type,
): void {
  const isUncPath = process.platform === 'win32' && directory.startsWith('\\\\');
  const name = isUncPath ? 'SMB' : networkFileSystems.get(fileSystemType(directory) >>> 0);
  if (name)
    throw new Error(
      `${directory} is on a network share (${name}), where SQLite loses data. Use a local disk, or PostgreSQL: set DATABASE_URL.`,
    );
}
