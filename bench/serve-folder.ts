// Serves a folder of feeds as their hosts do, on the loopback interface: `node serve-folder.ts FOLDER` prints where.
import { createHash } from 'node:crypto';
import { createReadStream, statSync, type Stats } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';

const [folder = '.'] = process.argv.slice(2);

function find(url: string): { readonly file: string; readonly stats: Stats } | undefined {
  const file = path.join(folder, path.posix.normalize(decodeURIComponent(new URL(url, 'http://localhost').pathname)));
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true ? { file, stats } : undefined;
}

const server = createServer((request, response) => {
  const found = find(request.url ?? '/');
  if (found === undefined) {
    response.writeHead(404).end();
    return;
  }
  const { file, stats } = found;
  const etag = `"${createHash('sha256').update(`${file} ${stats.size} ${stats.mtimeMs}`).digest('hex').slice(0, 16)}"`;
  if (request.headers['if-none-match'] === etag) response.writeHead(304).end();
  else createReadStream(file).pipe(response.writeHead(200, { etag, 'content-length': stats.size }));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address !== 'string') console.log(`http://127.0.0.1:${address.port}`);
});
