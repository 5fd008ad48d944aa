// A command line that starts a container, taken apart: options, image, and what the container is to run.
// The grammar of options is pflag's: https://pkg.go.dev/github.com/spf13/pflag
import type { Location } from '../../model/location.ts';
import { hasMark, isOpen, whyOpen, withText, writtenOf, type Given } from './given.ts';
import { flagKind, flagName, flagOfLetter, isFlagWord, isSplit, takesValue, type Tool } from './run-flags.ts';
import type { RunWord } from './run-variables.ts';

/** `given` is the value; that of a switch alone is `true`. */
export interface RunOption {
  readonly name: string;
  readonly given: Given;
}
/** Something that was not understood. */
export interface Cloud {
  readonly why: string;
  readonly given: Given;
}
export interface RunLine {
  readonly tool: Tool;
  readonly verb: 'run' | 'create';
  readonly options: readonly RunOption[];
  /** Absent where none is named, or where it cannot be told which word it is: then there is a cloud. */
  readonly image?: Given;
  readonly args: readonly Given[];
  /** What may hold any options. */
  readonly clouds: readonly Cloud[];
  readonly first: Given;
}

const tools: ReadonlyMap<string, Tool> = new Map([
  ['docker', 'docker'],
  ['docker.exe', 'docker'],
  ['podman', 'podman'],
  ['podman-remote', 'podman'],
  ['nerdctl', 'nerdctl'],
]);
/** Commands that run the command that follows their own options. */
const wrappers = new Set(
  `command builtin chronic chrt doas env exec flock gosu ionice nice nohup numactl op runuser setsid ssh stdbuf su-exec
  sudo systemd-run systemd-inhibit taskset time timeout torify unbuffer xargs`
    .trim()
    .split(/\s+/),
);
const maxWrapped = 16;

/** Undefined for every other command, and where there is no image. */
export function parseRunLine(words: readonly RunWord[]): RunLine | undefined {
  const start = findTool(words);
  const first = start === undefined ? undefined : words[start];
  const tool = first && toolOf(first);
  if (start === undefined || first === undefined || tool === undefined) return undefined;
  const verbAt = findVerb(words, start + 1);
  const verb = verbAt === undefined ? undefined : words[verbAt]?.text;
  if (verbAt === undefined || (verb !== 'run' && verb !== 'create')) return undefined;
  const parts = readOptions(words, verbAt + 1, tool);
  const isNothing = parts.image === undefined && parts.clouds.length === 0;
  return isNothing ? undefined : { tool, verb, first, ...parts };
}
/** A variable that is named after one, such as `$DOCKER` and `${ENGINE:-docker}`, is taken at its word. */
function toolOf(word: RunWord): Tool | undefined {
  if (!isOpen(word)) return tools.get(baseName(word.text));
  const named = /docker|podman|nerdctl/i.exec(writtenOf(word, word.text))?.[0];
  return word.text.length > 1 ? undefined : tools.get((named ?? '').toLowerCase());
}
function baseName(text: string): string {
  return text.slice(text.lastIndexOf('/') + 1).toLowerCase();
}
function findTool(words: readonly RunWord[]): number | undefined {
  return findWord(words, (word) => toolOf(word) !== undefined);
}
/** The first word of that name, behind `sudo`, `env A=b` and the like; a variable in front may be one of those. */
export function findWrapped(words: readonly RunWord[], isWanted: (name: string) => boolean): number | undefined {
  return findWord(words, (word) => isWanted(baseName(word.text)));
}
function findWord(words: readonly RunWord[], isWanted: (word: RunWord) => boolean): number | undefined {
  let wrapped = false;
  for (const [index, word] of words.slice(0, maxWrapped).entries()) {
    if (isWanted(word)) return index;
    if (wrappers.has(baseName(word.text)) || hasMark(word.text)) wrapped = true;
    else if (!wrapped) return undefined;
  }
  return undefined;
}
function findVerb(words: readonly RunWord[], from: number): number | undefined {
  let at = from;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (word.text.startsWith('-')) at += takesValue(word.text) ? 2 : 1;
    else if (isOpen(word)) at += 1;
    else break;
  }
  return words[at]?.text === 'container' ? at + 1 : at;
}

/** Options alone: a word that is none of them is not understood. */
export function parseOptionWords(words: readonly RunWord[], tool: Tool): Pick<RunLine, 'options' | 'clouds'> {
  const { options, clouds, image } = readOptions(words, 0, tool);
  if (image === undefined) return { options, clouds };
  const why = isOpen(image) ? mayHoldAny(image) : `${writtenOf(image, image.text)} is no option`;
  return { options, clouds: [...clouds, { why, given: image }] };
}

type Parts = Pick<RunLine, 'options' | 'image' | 'args' | 'clouds'>;
interface Reading {
  readonly words: readonly RunWord[];
  readonly tool: Tool;
  readonly options: RunOption[];
  readonly clouds: Cloud[];
}
function readOptions(words: readonly RunWord[], from: number, tool: Tool): Parts {
  const reading: Reading = { words, tool, options: [], clouds: [] };
  const { options, clouds } = reading;
  let at = from;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (word.text === '--') {
      at += 1;
      break;
    }
    if (word.text.startsWith('-') && word.text !== '-') {
      const next = word.text.startsWith('--') ? readLong(reading, at) : readShort(reading, at);
      if (next === undefined) return { options, clouds, args: [] };
      at = next;
      continue;
    }
    const role = roleOf(words, at);
    if (role === 'image') break;
    clouds.push({ why: mayHoldAny(word), given: word });
    if (role === 'either') return { options, clouds, args: [] };
    at += 1;
  }
  const image = words[at];
  return { options, clouds, ...(image && { image }), args: words.slice(at + 1) };
}
function mayHoldAny(word: Given): string {
  return `${whyOpen(word)}, and may hold any options`;
}
const namesImage = /^\$[({]?\w*?(?:image|img)(?:_?(?:name|tag|ref|id|url|uri))?[)}]?$/i;
/** A variable alone may be empty, hold options, or be the image; a list may be all of it. */
function roleOf(words: readonly RunWord[], at: number): 'image' | 'options' | 'either' {
  const word = words[at];
  const next = words[at + 1];
  if (word?.many === undefined) return 'image';
  if (next !== undefined && isFlagWord(next.text) && !isImageName(word)) return 'options';
  return word.many === 'split' && (next === undefined || isImageName(word)) ? 'image' : 'either';
}
function isImageName(word: RunWord): boolean {
  return word.many === 'split' && namesImage.test(writtenOf(word, word.text));
}

function addOption({ tool, options }: Reading, name: string, given: Given): void {
  if (!isSplit(tool, name)) options.push({ name, given });
  else for (const text of given.text.split(',')) options.push({ name, given: withText(given, text) });
}
/** Gives the next place to read at, or nothing where it cannot be told what that is. */
function readLong(reading: Reading, at: number): number | undefined {
  const word = reading.words[at];
  if (word === undefined) return undefined;
  const equals = word.text.indexOf('=');
  const name = flagName(word.text.slice(2, equals === -1 ? undefined : equals));
  const kind = flagKind(name);
  if (kind === 'unknown') return skipUnknown(reading, at, equals === -1);
  if (equals !== -1) {
    addOption(reading, name, withText(word, word.text.slice(equals + 1)));
    return at + 1;
  }
  if (kind === 'switch') {
    addOption(reading, name, withText(word, 'true'));
    return at + 1;
  }
  return takeNext(reading, at, name);
}
/** Clusters such as `-itd`, and values right behind their letter. */
function readShort(reading: Reading, at: number): number | undefined {
  const word = reading.words[at];
  if (word === undefined) return undefined;
  for (let index = 1; index < word.text.length; index += 1) {
    const name = flagOfLetter(word.text[index] ?? '');
    if (name === undefined) return skipUnknown(reading, at, index === word.text.length - 1);
    const rest = word.text.slice(index + 1);
    if (flagKind(name) === 'switch') {
      const value = rest.startsWith('=') ? rest.slice(1) : 'true';
      addOption(reading, name, withText(word, value));
      if (rest.startsWith('=')) return at + 1;
      continue;
    }
    if (rest === '') return takeNext(reading, at, name);
    addOption(reading, name, withText(word, rest.startsWith('=') ? rest.slice(1) : rest));
    return at + 1;
  }
  return at + 1;
}
function takeNext(reading: Reading, at: number, name: string): number {
  const flag = reading.words[at];
  const value = reading.words[at + 1];
  if (flag === undefined || value === undefined) return at + 1;
  addOption(reading, name, { ...value, at: flag.at, via: allOf([...flag.via, ...value.via]) });
  return at + 2;
}
/** Each place once. */
function allOf(places: readonly Location[]): readonly Location[] {
  const byPlace = new Map(places.map((at) => [`${at.path}:${String(at.line)}:${String(at.column)}`, at]));
  return [...byPlace.values()];
}
/** Whether an option that we do not know takes the next word is not known either, unless that is an option too. */
function skipUnknown({ words, clouds }: Reading, at: number, open: boolean): number | undefined {
  const word = words[at];
  const next = words[at + 1];
  if (word === undefined) return undefined;
  const written = writtenOf(word, word.text.split('=', 1)[0] ?? '');
  clouds.push({ why: `the option ${written.slice(0, 80)} is not known here`, given: word });
  return open && next !== undefined && !next.text.startsWith('-') ? undefined : at + 1;
}
