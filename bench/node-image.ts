// An image of a Node application: 424 MB in 14 layers, 1,285 npm packages. How many files a package has, of which kinds
// and how large, follows what one real installation of 1,420 packages had (a web application with its build tools).
import path from 'node:path';
import { header, member, padded, writeDockerArchive } from './docker-archive.ts';

const packages = 1285;
/** In a lower layer, and deleted again by a higher one. */
const pruned = 15;

/** Quantiles of what was measured: what falls between two of them is interpolated. */
type Quantiles = readonly (readonly [share: number, value: number])[];
const filesOfPackage: Quantiles = [
  [0, 3],
  [0.1, 4],
  [0.25, 5],
  [0.5, 7],
  [0.75, 15],
  [0.9, 36],
  [0.95, 78],
  [0.99, 507],
  [1, 5722],
];
interface Kind {
  readonly share: number;
  readonly name: (random: Random) => string;
  readonly sizes: Quantiles;
}
const kinds: readonly Kind[] = [
  kind(0.69, (word) => `${word}.js`, [40, 561, 4835, 40_870, 400_000]),
  kind(0.1, (word) => `${word}.d.ts`, [20, 269, 2835, 34_816, 400_000]),
  kind(0.065, (word) => `${word}.js.map`, [120, 784, 8766, 179_668, 800_000]),
  kind(0.026, (word) => `${word}/package.json`, [20, 64, 115, 259, 1064]),
  kind(0.024, (word) => `${word}.js.flow`, [60, 1431, 1547, 2242, 40_000]),
  kind(0.02, (word) => `${word}.ts`, [60, 1627, 6639, 22_416, 30_790]),
  kind(0.015, (word) => `${word}.md`, [80, 2465, 13_886, 65_485, 262_332]),
  kind(0.012, (word) => `${word}.json`, [30, 1441, 47_320, 303_461, 1_111_658]),
  kind(0.01, () => '.npmignore', [20, 180, 600, 1059, 7977]),
  kind(0.009, (word) => `${word}.mjs`, [40, 192, 15_008, 189_051, 234_658]),
  kind(0.005, () => '.eslintrc.yml', [60, 575, 617, 1775, 8330]),
  kind(0.004, (word) => `${word}.min.js`, [900, 16_151, 131_685, 653_780, 1_104_579]),
];
const readmeSizes = quantiles([120, 2297, 16_661, 41_479, 177_317]);
const licenseSizes = quantiles([300, 1095, 1488, 11_357, 35_412]);
/** Of a small Debian: most files are documentation and data, a few are libraries. */
const systemSizes = quantiles([60, 1600, 30_000, 250_000, 3_000_000]);

function quantiles([least, half, most, nearly, all]: readonly [number, number, number, number, number]): Quantiles {
  return [
    [0, least],
    [0.5, half],
    [0.9, most],
    [0.99, nearly],
    [1, all],
  ];
}
function kind(share: number, name: (word: string) => string, sizes: Parameters<typeof quantiles>[0]): Kind {
  return { share, name: (random) => name(random.word()), sizes: quantiles(sizes) };
}

export async function makeNodeArchive(folder: string): Promise<string> {
  const file = path.join(folder, 'node.tar');
  const random = new Random(20_261_124);
  const names = packageNames(random);
  const small = (name: string, bytes: number) => (): Iterable<Buffer> => [
    header(`${path.dirname(name)}/`, 0, '5'),
    member(name, random.text(bytes)),
  ];
  await writeDockerArchive(file, {
    tag: 'app:1',
    layers: [
      () => system(random),
      small('etc/passwd', 1_000),
      () => [member('usr/local/bin/node', random.text(63_000_000))],
      small('usr/local/bin/docker-entrypoint.sh', 388),
      small('opt/yarn/bin/yarn.js', 5_000_000),
      small('etc/ssl/certs/ca-certificates.crt', 220_000),
      small('app/package.json', 2_000),
      () => nodeModules(random, names),
      small('app/server.js', 9_000),
      small('app/config/default.json', 700),
      () => names.slice(packages).map((name) => header(`app/node_modules/${whiteout(name)}`, 0)),
      small('app/public/bundle.js', 3_000_000),
      small('app/public/index.html', 4_000),
      small('etc/app-release', 60),
    ],
  });
  return file;
}
function whiteout(name: string): string {
  return path.join(path.dirname(name), `.wh.${path.basename(name)}`);
}

function packageNames(random: Random): readonly string[] {
  const names = new Set<string>();
  while (names.size < packages + pruned) {
    const name = `${random.word()}-${random.word()}`;
    names.add(random.next() < 0.22 ? `@${random.word()}/${name}` : name);
  }
  return [...names];
}

function* system(random: Random): Iterable<Buffer> {
  yield member('etc/os-release', 'ID=debian\nVERSION_ID="12"\nPRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n');
  const stanzas: string[] = [];
  for (let index = 0; index < 96; index += 1) {
    stanzas.push(
      `Package: lib${random.word()}${index}\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.${index}-1\nDescription: ${random.text(400).replaceAll('\n', ' ')}\n`,
    );
  }
  yield member('var/lib/dpkg/status', stanzas.join('\n'));
  const folders = ['usr/share/doc', 'usr/share/locale', 'usr/lib/x86_64-linux-gnu', 'usr/share/zoneinfo', 'usr/bin'];
  for (let index = 0; index < 3_000; index += 1) {
    const at = `${folders[index % folders.length] ?? ''}/${random.word()}/${random.word()}-${index}`;
    yield member(at, random.text(random.draw(systemSizes)));
  }
}

/** One in five packages lies below another one that wants its own version. */
function* nodeModules(random: Random, names: readonly string[]): Iterable<Buffer> {
  const made = new Set<string>();
  let host = '';
  for (const [index, name] of names.entries()) {
    const isNested = host !== '' && index < packages && random.next() < 0.2;
    const root = `app/node_modules/${isNested ? `${host}/node_modules/` : ''}${name}`;
    if (!isNested && index < packages) host = name;
    yield* folders(root, made);
    yield member(`${root}/package.json`, manifest(random, name, index));
    yield member(`${root}/LICENSE`, random.text(random.draw(licenseSizes)));
    yield member(`${root}/README.md`, random.text(random.draw(readmeSizes)));
    const files = random.draw(filesOfPackage) - 3;
    const below = Array.from({ length: 1 + Math.ceil(files / 8) }, () => random.folder());
    for (let left = files; left > 0; left -= 1) {
      const { name: nameOf, sizes } = random.pick(kinds);
      const folder = below[Math.floor(random.next() * below.length)] ?? '';
      const at = `${root}/${folder}${nameOf(random)}`;
      yield* folders(path.dirname(at), made);
      const size = random.draw(sizes);
      yield header(at, size);
      yield padded(Buffer.from(at.endsWith('package.json') ? '{"type":"module"}'.padEnd(size) : random.text(size)));
    }
    if (index % 15 === 0) yield header(`app/node_modules/.bin/${random.word()}-${index}`, 0, '2', `../${name}/cli.js`);
  }
}
function* folders(at: string, made: Set<string>): Iterable<Buffer> {
  if (at === '.' || made.has(at)) return;
  yield* folders(path.dirname(at), made);
  made.add(at);
  yield header(`${at}/`, 0, '5');
}
function manifest(random: Random, name: string, index: number): string {
  const dependencies = Object.fromEntries(
    Array.from({ length: index % 9 }, () => [`${random.word()}-${random.word()}`, `^${index % 7}.1.0`]),
  );
  return JSON.stringify(
    {
      name,
      version: `${index % 9}.${index % 40}.${index % 5}`,
      description: random.text(60).replaceAll('\n', ' '),
      keywords: [random.word(), random.word()],
      homepage: `https://example.com/${name}#readme`,
      license: 'MIT',
      author: { name: random.word(), email: `${random.word()}@example.com` },
      files: ['lib', 'dist'],
      main: 'lib/index.js',
      types: 'lib/index.d.ts',
      repository: { type: 'git', url: `git+https://example.com/${name}.git` },
      scripts: { test: 'jest', build: 'tsc -p .', lint: 'eslint src', prepublishOnly: 'npm run build' },
      engines: { node: '>=14' },
      dependencies,
      devDependencies: { eslint: '^8.0.0', jest: '^29.0.0', typescript: '^5.0.0' },
    },
    undefined,
    2,
  );
}

/** mulberry32: the same numbers on every machine. */
class Random {
  #state: number;
  readonly #text: string;
  constructor(seed: number) {
    this.#state = seed;
    const lines: string[] = [];
    for (let index = 0; index < 40_000; index += 1)
      lines.push(`  const ${this.word()}${index} = ${this.word()}.${this.word()}(${index}, '${this.word()}');\n`);
    this.#text = lines.join('');
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  word(): string {
    const syllables = [
      'ba',
      'co',
      'di',
      'fa',
      'ge',
      'li',
      'mo',
      'na',
      'pe',
      'ru',
      'sto',
      'tra',
      'ver',
      'wi',
      'xo',
      'zen',
    ];
    let word = '';
    for (let length = 2 + Math.floor(this.next() * 3); length > 0; length -= 1)
      word += syllables[Math.floor(this.next() * syllables.length)] ?? '';
    return word;
  }
  /** What packages have between their root and their files. */
  folder(): string {
    const choice = this.next();
    if (choice < 0.15) return '';
    const first = ['lib/', 'dist/', 'src/', 'esm/', 'cjs/', 'build/'][Math.floor(this.next() * 6)] ?? '';
    return choice < 0.5 ? first : `${first}${this.word()}/`;
  }
  pick(from: readonly Kind[]): Kind {
    let left = this.next();
    for (const one of from) {
      left -= one.share;
      if (left <= 0) return one;
    }
    return from[0] ?? kind(1, (word) => word, [1, 1, 1, 1, 1]);
  }
  /** Between two quantiles on a scale of logarithms. */
  draw(table: Quantiles): number {
    const share = this.next();
    let [low] = table;
    for (const high of table) {
      if (share <= high[0] && low !== undefined && high[0] > low[0]) {
        const part = (share - low[0]) / (high[0] - low[0]);
        return Math.round(low[1] * (high[1] / low[1]) ** part);
      }
      low = high;
    }
    return low?.[1] ?? 0;
  }
  text(bytes: number): string {
    const start = Math.floor(this.next() * (this.#text.length - 1));
    let text = this.#text.slice(start, start + bytes);
    while (text.length < bytes) text += this.#text.slice(0, bytes - text.length);
    return text;
  }
}
