// Standard input that holds text: manifests that another program has rendered.
import type { Entry } from '../model/entry.ts';
import { AppError, InputError } from '../model/errors.ts';
import type { Near } from '../model/reader.ts';
import type { Described, Source } from '../model/source.ts';

const described: Described = { kind: 'file', name: '-', prefix: '', repeatable: true };
const maxTextBytes = 512 * 1024 * 1024;

/** Takes the whole stream at once, so that entries can be asked for again. Throws AppError above 512 MiB. */
export async function openStdinText(
  stream: AsyncIterable<Uint8Array>,
  options: { readonly signal: AbortSignal; readonly maxBytes?: number },
): Promise<Source> {
  const content = await readAll(stream, options);
  return openText({ described, path: nameOf(content), content });
}

export interface Text {
  readonly described: Described;
  /** What the one entry is called. */
  readonly path: string;
  readonly content: Uint8Array;
  readonly near?: Near;
}
/** A place that holds one text. */
export function openText({ described: about, path, content, near }: Text): Source {
  return {
    describe: () => about,
    async *entries(wanted, { signal }) {
      signal.throwIfAborted();
      const entry = new TextEntry(path, content);
      if (wanted.matches(entry.path, entry.type) && wanted.keep(entry).keep !== 'no') yield [entry];
    },
    ...(near && { near }),
    unknowns: () => [],
    close: async () => undefined,
  };
}

async function readAll(
  stream: AsyncIterable<Uint8Array>,
  { signal, maxBytes = maxTextBytes }: { readonly signal: AbortSignal; readonly maxBytes?: number },
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of stream) {
    signal.throwIfAborted();
    total += part.length;
    if (total > maxBytes)
      throw new AppError(
        'target-unreadable',
        `standard input has more than ${maxBytes} bytes of text; give it as a file`,
      );
    parts.push(part);
  }
  return Buffer.concat(parts, total);
}

class TextEntry implements Entry {
  readonly path: string;
  readonly type = 'file';
  readonly size: number;
  readonly mode = 0o600;
  readonly uid = 0;
  readonly gid = 0;
  readonly #content: Uint8Array;
  constructor(path: string, content: Uint8Array) {
    this.path = path;
    this.size = content.length;
    this.#content = content;
  }
  async head(n: number): Promise<Uint8Array> {
    return this.#content.subarray(0, Math.min(n, 64 * 1024));
  }
  async read(maxBytes: number): Promise<Uint8Array> {
    if (this.size > maxBytes)
      throw new InputError('limit-reached', `${this.path} has ${this.size} bytes, more than ${maxBytes}`);
    return this.#content;
  }
  async *stream(signal: AbortSignal): AsyncIterable<Uint8Array> {
    signal.throwIfAborted();
    yield this.#content;
  }
  async range(offset: number, length: number): Promise<Uint8Array> {
    return this.#content.subarray(offset, offset + length);
  }
}

const scriptStart =
  /^#!.*\b(?:ba|da|k|z|a)?sh\b|^\s*(?:sudo\s+)?(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\s/u;
/** Readers go by names, and a pipe has none: Dockerfiles begin with FROM or ARG; YAML or JSON is what is left. */
function nameOf(content: Uint8Array): string {
  const start = new TextDecoder().decode(content.subarray(0, 4096));
  if (/^\s*[[{]/u.test(start)) return 'stdin.json';
  if (scriptStart.test(start)) return 'stdin.sh';
  return /^(?:FROM|ARG)\s/imu.test(start) && !/^(?:apiVersion|kind|services):/mu.test(start)
    ? 'stdin.Dockerfile'
    : 'stdin.yaml';
}
