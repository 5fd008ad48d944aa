// Where each feed is published, what a mirror puts in its place, and how a feed comes to disk.
import { createHash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { httpGet, type GetOptions } from '../io/http-get.ts';
import { AppError } from '../model/errors.ts';

const osvHost = 'osv-vulnerabilities.storage.googleapis.com';
const paths = {
  kev: ['www.cisa.gov', 'sites', 'default', 'files', 'feeds', 'known_exploited_vulnerabilities.json'],
  epss: ['epss.empiricalsecurity.com', 'epss_scores-current.csv.gz'],
  ecosystems: [osvHost, 'ecosystems.txt'],
} as const;

export type Addresses = Readonly<Record<keyof typeof paths, URL>> & { osv(ecosystem: string): URL };

/** Throws AppError `bad-option` when the mirror is no address of ours to use. */
export function addressesAt(mirror: string | undefined): Addresses {
  const base = mirror === undefined ? 'https:/' : mirrorBase(mirror);
  const address = (parts: readonly string[]): URL => new URL(`${base}/${parts.map(encodeURIComponent).join('/')}`);
  return {
    kev: address(paths.kev),
    epss: address(paths.epss),
    ecosystems: address(paths.ecosystems),
    osv: (ecosystem) => address([osvHost, ecosystem, 'all.zip']),
  };
}
function mirrorBase(mirror: string): string {
  const parsed = URL.parse(mirror);
  if (parsed === null || !/^https?:$/u.test(parsed.protocol) || parsed.search !== '' || parsed.hash !== '')
    throw new AppError('bad-option', `--mirror ${mirror}: give an address that begins http:// or https://`);
  return parsed.href.replace(/\/+$/u, '');
}

export interface Seen {
  readonly etag?: string;
  readonly modified?: string;
}
export type Download =
  | (Seen & { readonly status: 'fetched'; readonly digest: string; readonly bytes: number })
  | { readonly status: 'unchanged' };
export interface DownloadOptions {
  readonly signal: AbortSignal;
  readonly maxBytes: number;
  /** What is here already. */
  readonly seen?: Seen;
  readonly retries?: number;
  readonly onBytes?: (bytes: number) => void;
}

/** Writes the body to `file`; the digest is of its bytes, as 64 hex digits. */
export async function downloadTo(file: string, address: URL, options: DownloadOptions): Promise<Download> {
  const { signal, maxBytes, seen, retries, onBytes } = options;
  const get: GetOptions = {
    signal,
    maxBytes,
    ...(retries !== undefined && { retries }),
    ...(seen?.etag !== undefined && { etag: seen.etag }),
    ...(seen?.modified !== undefined && { lastModified: seen.modified }),
  };
  return httpGet(address, get, async (answer) => {
    if (answer.status === 'unchanged') return { status: 'unchanged' };
    const hash = createHash('sha256');
    let bytes = 0;
    const handle = openSync(file, 'w');
    try {
      for await (const chunk of answer.body) {
        hash.update(chunk);
        for (let done = 0; done < chunk.length;) done += writeSync(handle, chunk, done);
        bytes += chunk.length;
        onBytes?.(bytes);
      }
    } finally {
      closeSync(handle);
    }
    return {
      status: 'fetched',
      digest: hash.digest('hex'),
      bytes,
      ...(answer.etag !== undefined && { etag: answer.etag }),
      ...(answer.lastModified !== undefined && { modified: answer.lastModified }),
    };
  });
}
