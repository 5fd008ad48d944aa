// What curl and wget fetch, into which file, and what a stage then does with that file.
import type { Stage } from '../../model/build-facts.ts';
import { operandsOf, invocationsOf, type Invocation } from './invocation.ts';

export interface Download {
  readonly invocation: Invocation;
  /** As written; may hold variables. */
  readonly address: string;
  /** Path that it writes, as written; absent where it writes to its output. */
  readonly file?: string;
}
const verifiers =
  /^(?:sha\d+sum|shasum|md5sum|b[23]sum|gpgv?2?|sqv?|cosign|minisign|signify|openssl|rpmkeys|slsa-verifier)$/u;
const unpackers =
  /^(?:tar|bsdtar|unzip|gunzip|zcat|unxz|xzcat|bunzip2|bzcat|unzstd|zstd|xz|gzip|cpio|7za?|jar|dpkg|dpkg-deb|ar)$/u;
const runners = /^(?:(?:ba|da|a|k|z)?sh|python[\d.]*|perl|ruby|node|php|java|source|\.|eval|make)$/u;
const installers = /^(?:apt|apt-get|apk|yum|dnf|microdnf|rpm|zypper|pip[\d.]*|gem|npm|cpan|cpanm|alien)$/u;
const placers = /^(?:mv|cp|install|ln)$/u;

export function findDownload(invocation: Invocation): Download | undefined {
  const { program, args } = invocation;
  if (program !== 'curl' && program !== 'wget') return undefined;
  const address = args.find((arg) => /^["']?(?:(?:https?|ftp):\/\/|\$)/iu.test(arg));
  if (address === undefined) return undefined;
  const file = program === 'curl' ? curlFile(args, address) : wgetFile(args, address);
  return { invocation, address: unquoted(address), ...(file === undefined ? {} : { file: unquoted(file) }) };
}

function curlFile(args: readonly string[], address: string): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg.startsWith('--output=')) return toFile(arg.slice('--output='.length));
    if (arg === '--output' || /^-[A-Za-z#]*o$/u.test(arg)) return toFile(args[index + 1]);
    if (arg === '--remote-name' || /^-[A-Za-z#]*O[A-Za-z#]*$/u.test(arg)) return lastPart(address);
  }
  return undefined;
}
function wgetFile(args: readonly string[], address: string): string | undefined {
  for (const [index, arg] of args.entries()) {
    if (arg.startsWith('--output-document=')) return toFile(arg.slice('--output-document='.length));
    if (arg === '--output-document' || /^-[A-Za-z]*O$/u.test(arg)) return toFile(args[index + 1]);
    const joined = /^-[A-Za-z]*O(.+)$/u.exec(arg)?.[1];
    if (joined !== undefined) return toFile(joined);
  }
  return lastPart(address);
}
/** `-` and the standard output's own name are no files. */
function toFile(text: string | undefined): string | undefined {
  return text === '-' || text === '/dev/stdout' ? undefined : text;
}
function unquoted(text: string): string {
  return text.replaceAll(/["']/gu, '');
}
export function lastPart(path: string): string {
  const [plain = ''] = unquoted(path).split(/[?#]/u);
  return plain.slice(plain.lastIndexOf('/') + 1);
}

/** Compares with a checksum, or checks a signature. */
export function isVerification({ program, args }: Invocation): boolean {
  if (program === 'gh') return args[0] === 'attestation';
  if (program === 'rpm') return args.some((arg) => arg === '-K' || arg === '--checksig');
  if (program === 'gpg' || program === 'gpg2') return args.some((arg) => arg === '--verify' || arg === '--decrypt');
  return verifiers.test(program);
}

/** Downloads of a stage that end up unpacked, run or installed without anything being verified behind them. */
export function* blindDownloads(stage: Stage): Generator<Download & { readonly use: Invocation }> {
  const invocations = invocationsOf([stage]);
  const lastCheck = invocations.findLastIndex(isVerification);
  for (const [index, invocation] of invocations.entries()) {
    if (index < lastCheck) continue;
    const download = findDownload(invocation);
    if (download === undefined) continue;
    const use =
      download.file === undefined ? streamUse(invocations, index) : fileUse(invocations, index, download.file);
    if (use !== undefined) yield { ...download, use };
  }
}
/** The unpacker at the end of the pipe; interpreters have a rule of their own. */
function streamUse(invocations: readonly Invocation[], from: number): Invocation | undefined {
  for (let at = from; invocations[at]?.command.isPiped === true; at++) {
    const next = invocations[at + 1];
    if (next !== undefined && unpackers.test(next.program)) return next;
  }
  return undefined;
}
function fileUse(invocations: readonly Invocation[], from: number, file: string): Invocation | undefined {
  if (/\/s?bin\/[^/]+$/u.test(file)) return invocations[from];
  const name = lastPart(file);
  if (name === '') return undefined;
  return invocations.slice(from + 1, from + 1 + maxAhead).find((invocation) => uses(invocation, name));
}
/** How far ahead a use is looked for. */
const maxAhead = 100;

function uses(invocation: Invocation, name: string): boolean {
  const { program, args } = invocation;
  if (program === name) return true;
  if (!args.some((arg) => isCalled(arg, name))) return false;
  if (program === 'chmod') return args.some((arg) => /^[ugoa]*\+[rwst]*x|^0?[0-7]*[1357][0-7]{0,2}$/u.test(arg));
  if (placers.test(program)) return /\/s?bin(?:\/|$)/u.test(unquoted(operandsOf(invocation).at(-1) ?? ''));
  return unpackers.test(program) || runners.test(program) || installers.test(program);
}
function isCalled(arg: string, name: string): boolean {
  const part = lastPart(arg);
  if (part === name) return true;
  const star = part.indexOf('*');
  return star !== -1 && part !== '*' && name.startsWith(part.slice(0, star)) && name.endsWith(part.slice(star + 1));
}
