// How one file is fetched over HTTP: bounded, with time limits, few retries, and only when it has changed.
// Spec: RFC 9110, sections 13 (conditional requests) and 15.4 (redirection).
import type { IncomingMessage } from 'node:http';

export interface GetOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** What an earlier answer gave; an unchanged file is then not sent again. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** For the whole transfer to go without a byte; 30 s unless told. */
  readonly idleMs?: number;
  /** Attempts after the first; 2 unless told. */
  readonly retries?: number;
}
/** `body` is to be read to its end or given up. */
export type GetAnswer =
  | {
      readonly status: 'fetched';
      readonly etag?: string;
      readonly lastModified?: string;
      /** From `Content-Length`, when it is said. */
      readonly size?: number;
      readonly body: AsyncIterable<Uint8Array>;
    }
  | { readonly status: 'unchanged' };

/** `final` ones do not get better by asking again. */
export class HttpError extends Error {
  readonly final: boolean;
  readonly statusCode: number | undefined;
  constructor(message: string, options: { final: boolean; statusCode?: number; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'HttpError';
    this.final = options.final;
    this.statusCode = options.statusCode;
  }
}

const maxRedirects = 5;

/** Gives `take` the answer, again from the start when a connection breaks; what `take` did before must not matter. */
export async function httpGet<T>(
  address: URL,
  options: GetOptions,
  take: (answer: GetAnswer) => Promise<T>,
): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await take(await request(address, options, 0));
    } catch (error) {
      options.signal.throwIfAborted();
      const broken = error instanceof HttpError && !error.final;
      if (!broken || attempt >= (options.retries ?? 2)) throw error;
      await pause(250 * 4 ** attempt, options.signal);
    }
  }
}

/** Without user name and password, for messages. */
export function shownAddress(address: URL): string {
  return `${address.protocol}//${address.host}${address.pathname}`;
}

async function request(address: URL, options: GetOptions, redirects: number): Promise<GetAnswer> {
  const response = await send(address, options);
  const status = response.statusCode ?? 0;
  if (status === 304) {
    response.resume();
    return { status: 'unchanged' };
  }
  if (status >= 300 && status < 400 && response.headers.location !== undefined) {
    response.resume();
    return request(redirected(address, response.headers.location, redirects), options, redirects + 1);
  }
  if (status !== 200) {
    response.resume();
    const final = status < 500 && status !== 429 && status !== 408;
    throw new HttpError(`${shownAddress(address)} answered ${status}`, { final, statusCode: status });
  }
  const size = Number(response.headers['content-length']);
  if (size > options.maxBytes) {
    response.destroy();
    throw tooLarge(address, options);
  }
  const { etag, 'last-modified': lastModified } = response.headers;
  return {
    status: 'fetched',
    body: bounded(response, address, options),
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    ...(Number.isSafeInteger(size) && { size }),
  };
}

function redirected(address: URL, location: string, redirects: number): URL {
  const target = URL.parse(location, address.href);
  const allowed = target?.protocol === 'https:' || (target?.protocol === 'http:' && address.protocol === 'http:');
  if (target === null || !allowed || redirects >= maxRedirects)
    throw new HttpError(`${shownAddress(address)} leads to ${location.slice(0, 200)}, which is not followed`, {
      final: true,
    });
  return target;
}

async function send(
  address: URL,
  { signal, etag, lastModified, idleMs = 30_000 }: GetOptions,
): Promise<IncomingMessage> {
  const { request: open } = address.protocol === 'http:' ? await import('node:http') : await import('node:https');
  return new Promise((resolve, reject) => {
    const sent = open(
      address,
      {
        signal,
        headers: {
          'accept-encoding': 'identity',
          'user-agent': 'plimsoll',
          ...(etag !== undefined && { 'if-none-match': etag }),
          ...(lastModified !== undefined && { 'if-modified-since': lastModified }),
        },
      },
      resolve,
    );
    sent.setTimeout(idleMs, () =>
      sent.destroy(new HttpError(`${shownAddress(address)} sent nothing for ${idleMs / 1000} s`, { final: false })),
    );
    sent.on('error', (error) => reject(toHttpError(error, address)));
    sent.end();
  });
}

async function* bounded(response: IncomingMessage, address: URL, options: GetOptions): AsyncGenerator<Uint8Array> {
  let seen = 0;
  const chunks = response[Symbol.asyncIterator]();
  for (;;) {
    const { done, value }: { done?: boolean; value?: unknown } = await chunks.next().catch((error: unknown) => {
      throw toHttpError(error, address);
    });
    if (done === true) return;
    if (!(value instanceof Uint8Array)) continue;
    seen += value.length;
    if (seen > options.maxBytes) {
      response.destroy();
      throw tooLarge(address, options);
    }
    yield value;
  }
}

function tooLarge(address: URL, { maxBytes }: GetOptions): HttpError {
  return new HttpError(`${shownAddress(address)} is larger than ${maxBytes} bytes`, { final: true });
}
function toHttpError(error: unknown, address: URL): HttpError {
  if (error instanceof HttpError) return error;
  const said = error instanceof Error ? error.message : String(error);
  return new HttpError(`${shownAddress(address)}: ${said}`, { final: false, cause: error });
}
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { setTimeout: wait } = await import('node:timers/promises');
  await wait(ms, undefined, { signal });
}
