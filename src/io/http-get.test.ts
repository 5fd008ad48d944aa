import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { test } from 'node:test';
import { httpGet, HttpError, type GetAnswer, type GetOptions } from './http-get.ts';

async function withServer(listener: RequestListener, work: (url: URL) => Promise<void>): Promise<void> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const address = server.address();
    assert.ok(address !== null && typeof address === 'object');
    await work(new URL(`http://127.0.0.1:${address.port}/file`));
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
const options: GetOptions = { signal: new AbortController().signal, maxBytes: 100, retries: 0 };
async function textOf(answer: GetAnswer): Promise<string> {
  if (answer.status === 'unchanged') return 'unchanged';
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
async function messageOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'no error',
    (error: unknown) =>
      error instanceof HttpError
        ? error.message.replace(/127\.0\.0\.1:\d+/u, 'HOST')
        : `not an HttpError: ${String(error)}`,
  );
}

const rows: readonly (readonly [string, RequestListener, string])[] = [
  ['a body within the bound is given', (_, response) => response.end('hello'), 'hello'],
  [
    'a redirect is followed',
    (request, response) =>
      request.url === '/file' ? response.writeHead(302, { location: '/there' }).end() : response.end(request.url),
    '/there',
  ],
  ['what is unchanged says so', (_, response) => response.writeHead(304).end(), 'unchanged'],
];
for (const [what, listener, expected] of rows)
  test(what, () => withServer(listener, async (url) => assert.equal(await httpGet(url, options, textOf), expected)));

const refusals: readonly (readonly [string, RequestListener, string])[] = [
  ['404', (_, response) => response.writeHead(404).end(), 'http://HOST/file answered 404'],
  [
    'a length over the bound',
    (_, response) => response.end('x'.repeat(101)),
    'http://HOST/file is larger than 100 bytes',
  ],
  [
    'a chunked body over the bound',
    (_, response) => {
      response.write('x'.repeat(60));
      response.end('x'.repeat(60));
    },
    'http://HOST/file is larger than 100 bytes',
  ],
  [
    'a redirect to itself without end',
    (_, response) => response.writeHead(302, { location: '/file' }).end(),
    'http://HOST/file leads to /file, which is not followed',
  ],
  [
    'a redirect to another scheme',
    (_, response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
    'http://HOST/file leads to file:///etc/passwd, which is not followed',
  ],
];
for (const [what, listener, message] of refusals)
  test(`refused: ${what}`, () =>
    withServer(listener, async (url) => assert.equal(await messageOf(httpGet(url, options, textOf)), message)));

test('a cut connection is tried again from the start', async () => {
  let count = 0;
  const listener: RequestListener = (_, response) => {
    count += 1;
    if (count > 1) response.end('whole');
    else response.writeHead(200, { 'content-length': 5 }).write('wh', () => response.destroy());
  };
  await withServer(listener, async (url) =>
    assert.equal(await httpGet(url, { ...options, retries: 1 }, textOf), 'whole'),
  );
  assert.equal(count, 2);
});
test('a server that stays silent is given up', async () => {
  await withServer(
    () => undefined,
    async (url) => assert.match(await messageOf(httpGet(url, { ...options, idleMs: 20 }, textOf)), /sent nothing for/),
  );
});
test('an aborted request ends with the reason of the signal', async () => {
  const stop = new AbortController();
  await withServer(
    () => stop.abort(new Error('enough')),
    async (url) => assert.rejects(httpGet(url, { ...options, signal: stop.signal }, textOf), /enough/),
  );
});
test('what was seen before is offered to the server', async () => {
  const listener: RequestListener = (request, response) =>
    response.end(`${request.headers['if-none-match']} ${request.headers['if-modified-since']}`);
  await withServer(listener, async (url) =>
    assert.equal(await httpGet(url, { ...options, etag: '"e"', lastModified: 'Mon' }, textOf), '"e" Mon'),
  );
});
test('no message shows a password', async () => {
  await withServer(
    (_, response) => response.writeHead(500).end(),
    async (url) => {
      url.password = 'secret';
      assert.doesNotMatch(await messageOf(httpGet(url, options, textOf)), /secret/);
    },
  );
});
