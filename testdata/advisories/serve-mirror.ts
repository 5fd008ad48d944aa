// A mirror of the feeds on the loopback interface: real HTTP, contents in memory, every request noted.
import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';

export interface Mirror {
  readonly url: string;
  /** Decoded path to body; may be changed between requests. */
  readonly files: Map<string, string | Buffer>;
  /** Decoded path to how often it was asked for, answers without a body included. */
  readonly requests: Map<string, number>;
  /** Paths that break: answer with this status, cut the connection in the middle of the body, or never end. */
  readonly faults: Map<string, number | 'cut' | 'hang'>;
  /** Settled when a path that never ends was asked for. */
  readonly hanging: Promise<void>;
  close(): Promise<void>;
}

export async function serveMirror(files: ReadonlyMap<string, string | Buffer>): Promise<Mirror> {
  const { promise: hanging, resolve: onHanging } = Promise.withResolvers<void>();
  const mirror = {
    files: new Map(files),
    requests: new Map<string, number>(),
    faults: new Map<string, number | 'cut' | 'hang'>(),
    hanging,
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').slice(1));
    mirror.requests.set(path, (mirror.requests.get(path) ?? 0) + 1);
    const body = mirror.files.get(path);
    const fault = mirror.faults.get(path);
    if (typeof fault === 'number' || body === undefined) response.writeHead(typeof fault === 'number' ? fault : 404).end();
    else if (fault === 'cut') cut(response, body);
    else if (fault === 'hang') response.writeHead(200).write(body.slice(0, 1), () => onHanging());
    else answer(response, body, request.headers['if-none-match']);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    ...mirror,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer(response: ServerResponse, body: string | Buffer, known: string | undefined): void {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 16)}"`;
  if (known === etag) response.writeHead(304).end();
  else response.writeHead(200, { etag }).end(body);
}
function cut(response: ServerResponse, body: string | Buffer): void {
  response.writeHead(200, { 'content-length': body.length });
  response.write(body.slice(0, Math.floor(body.length / 2)), () => response.destroy());
}
