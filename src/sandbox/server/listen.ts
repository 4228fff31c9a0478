import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const tries = 100;

/**
 * Starts a server on loopback.
 * @param port 0 for any
 * @param next whether the next free port will do when this one is taken
 * @returns the port
 */
export async function listen(server: Server, port: number, next: boolean): Promise<number> {
  for (let wanted = port; ; wanted += 1) {
    try {
      return await listenOn(server, wanted);
    } catch (problem) {
      const taken = problem instanceof Error && 'code' in problem && problem.code === 'EADDRINUSE';
      if (!taken || !next || wanted >= port + tries) throw problem;
    }
  }
}

function listenOn(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1' }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** @returns a function that ends the server and the connections that are still open */
export function closer(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
}
