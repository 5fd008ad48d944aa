// Standard input that holds text: manifests that another program has rendered.
import type { Entry } from '../model/entry.ts';
import { AppError, InputError } from '../model/errors.ts';
import type { Near } from '../model/reader.ts';
import type { Described, Source } from '../model/source.ts';
import type { Unknown } from '../model/unknown.ts';
import { packBytes, type PackedBytes } from '../io/packed-bytes.ts';

const described: Described = { kind: 'file', name: '-', prefix: '', repeatable: true };
const maxTextBytes = 512 * 1024 * 1024;

/** Takes the whole stream, so that entries can be asked for again. Throws AppError above 512 MiB, and when it is empty or no text. */
export async function openStdinText(
  stream: AsyncIterable<Uint8Array>,
  options: { readonly signal: AbortSignal; readonly maxBytes?: number },
): Promise<Source> {
  const content = await readAll(stream, options);
  const start = content.range(0, lookedAtBytes);
  refuseOther(start);
  const path = nameOf(start);
  const isKnown = content.blocks().some((block) => saysWhatItIs(path, block));
  return openText({ described, path, content, unknowns: isKnown ? [] : [unrecognised(path)] });
}

export interface Text {
  readonly described: Described;
  /** What the one entry is called. */
  readonly path: string;
  readonly content: PackedBytes;
  readonly near?: Near;
  readonly unknowns?: readonly Unknown[];
}
/** A place that holds one text. */
export function openText({ described: about, path, content, near, unknowns = [] }: Text): Source {
  return {
    describe: () => about,
    async *entries(wanted, { signal }) {
      signal.throwIfAborted();
      const entry = new TextEntry(path, content);
      if (wanted.matches(entry.path, entry.type) && wanted.keep(entry).keep !== 'no') yield [entry];
    },
    ...(near && { near }),
    unknowns: () => unknowns,
    close: async () => undefined,
  };
}

/** What stood before the pipe has failed, or it is no text: an answer about nothing would be a pass. */
function refuseOther(content: Uint8Array): void {
  if (/^\s*$/u.test(startOf(content)) && content.length < peekedBytes)
    throw new AppError('target-empty', 'standard input is empty; look at what the program before the pipe said');
  const wide = content[0] === 0 || content[1] === 0 || content[0] === 0xff || content[0] === 0xfe;
  if (!wide && content.subarray(0, peekedBytes).includes(0))
    throw new AppError('target-unsupported', 'standard input is neither an archive that can be read nor text');
}
/** One of these words is in every format that is told by its content. */
const telling = ['apiVersion', 'services', 'HostConfig', 'Image', 'containerDefinitions'];
function saysWhatItIs(path: string, content: Uint8Array): boolean {
  if (path === 'stdin.Dockerfile' || path === 'stdin.sh' || content[0] === 0 || content[1] === 0) return true;
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return telling.some((word) => bytes.includes(word) || bytes.includes(word, 0, 'utf16le'));
}
function unrecognised(path: string): Unknown {
  const why = 'standard input is no manifest, Compose file or Dockerfile';
  return { code: 'unsupported', why, at: { path }, affects: [], incomplete: true };
}

async function readAll(
  stream: AsyncIterable<Uint8Array>,
  { signal, maxBytes = maxTextBytes }: { readonly signal: AbortSignal; readonly maxBytes?: number },
): Promise<PackedBytes> {
  const packing = packBytes();
  let total = 0;
  for await (const part of stream) {
    signal.throwIfAborted();
    total += part.length;
    if (total > maxBytes)
      throw new AppError(
        'target-unreadable',
        `standard input has more than ${maxBytes} bytes of text; give it as a file`,
      );
    packing.add(part);
  }
  return packing.done();
}
/** Enough to tell what it is. */
const lookedAtBytes = 1024 * 1024;

class TextEntry implements Entry {
  readonly path: string;
  readonly type = 'file';
  readonly size: number;
  readonly mode = 0o600;
  readonly uid = 0;
  readonly gid = 0;
  readonly #content: PackedBytes;
  constructor(path: string, content: PackedBytes) {
    this.path = path;
    this.size = content.size;
    this.#content = content;
  }
  async head(n: number): Promise<Uint8Array> {
    return this.range(0, Math.min(n, 64 * 1024));
  }
  async read(maxBytes: number): Promise<Uint8Array> {
    if (this.size > maxBytes)
      throw new InputError('limit-reached', `${this.path} has ${this.size} bytes, more than ${maxBytes}`);
    return this.#content.range(0, this.size);
  }
  async *stream(signal: AbortSignal): AsyncIterable<Uint8Array> {
    signal.throwIfAborted();
    yield* this.#content.blocks();
  }
  async range(offset: number, length: number): Promise<Uint8Array> {
    return this.#content.range(offset, length);
  }
}

const peekedBytes = 4096;
function startOf(content: Uint8Array): string {
  return new TextDecoder().decode(content.subarray(0, peekedBytes));
}
const scriptStart =
  /^#!.*\b(?:ba|da|k|z|a)?sh\b|^\s*(?:sudo\s+)?(?:docker|podman|nerdctl)\s+(?:container\s+)?(?:run|create)\s/u;
/** Readers go by names, and a pipe has none: Dockerfiles begin with FROM or ARG; YAML or JSON is what is left. */
function nameOf(content: Uint8Array): string {
  const start = startOf(content);
  // No JSON begins with two braces: that is a template.
  if (/^\s*(?:\[|\{(?!\{))/u.test(start)) return 'stdin.json';
  if (scriptStart.test(start)) return 'stdin.sh';
  return /^(?:FROM|ARG)\s/imu.test(start) && !/^(?:apiVersion|kind|services):/mu.test(start)
    ? 'stdin.Dockerfile'
    : 'stdin.yaml';
}
