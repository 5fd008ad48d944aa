// Bundles the command line: parts that each command loads as it needs them, and the launcher that does so. esbuild splits
// only ES modules, which start more slowly, so that each part is turned over afterwards.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, transform, type Plugin } from 'esbuild';
import { withoutExamples } from './without-examples.ts';

const root = path.join(import.meta.dirname, '..');
const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };

/** Names stay, so that a report of a crash can be read; keeping them by `keepNames` costs milliseconds at each start. */
const minified = { minifySyntax: true, minifyWhitespace: true, target: 'node24', platform: 'node' } as const;
/** Parts that every start needs, or that are shared and smaller than this, go into one file: to open one costs more. */
const maxSharedBytes = 4 * 1024;
const sharedName = 'shared.js';
const chunkRequired = /\brequire\("\.\/(chunk-[A-Z0-9]+\.js)"\)/gu;
const partName = /-[A-Z0-9]{8}\.js$/u;
const dayMs = 24 * 60 * 60 * 1000;

/** Writes the program into `dist`, complete with what it reads at run time. */
export async function bundle(dist: string): Promise<void> {
  mkdirSync(dist, { recursive: true });
  const parts = await splitParts(dist);
  const build = createHash('sha256');
  for (const [name, code] of withShared(parts)) {
    const text = name.endsWith('.js') ? `(function(exports,require,module,__dirname){${code}\n})` : code;
    build.update(`${name}\n${text}\n`);
    put(path.join(dist, name), text);
  }
  removeOld(dist, parts);
  rmSync(path.join(dist, 'compile-cache'), { recursive: true, force: true });
  const launcher = readFileSync(path.join(import.meta.dirname, 'launcher.cjs'), 'utf8');
  put(path.join(dist, 'plimsoll.cjs'), launcher.replace('BUILD', build.digest('hex').slice(0, 16)), 0o755);
  mkdirSync(path.join(dist, 'data'), { recursive: true });
  for (const name of readdirSync(path.join(root, 'data')))
    put(path.join(dist, 'data', name), readFileSync(path.join(root, 'data', name)));
}
/** Whole or not at all, for another start may be reading it, and this one may be killed. */
function put(file: string, content: string | Uint8Array, mode = 0o644): void {
  const next = `${file}.next`;
  writeFileSync(next, content);
  chmodSync(next, mode);
  renameSync(next, file);
}

/** File name to code; `cli.js` is where it begins. */
async function splitParts(dist: string): Promise<ReadonlyMap<string, string>> {
  const { outputFiles } = await build({
    ...minified,
    entryPoints: { cli: path.join(root, 'src/cli/main.ts') },
    outdir: dist,
    write: false,
    bundle: true,
    splitting: true,
    format: 'esm',
    legalComments: 'linked',
    define: { PLIMSOLL_VERSION: JSON.stringify(version) },
    plugins: [withoutExamples, withoutSubprocesses],
    logLevel: 'warning',
    // A bundle has __dirname; only the sources ask import.meta.
    logOverride: { 'commonjs-variable-in-esm': 'silent' },
  });
  const parts = new Map<string, string>();
  for (const { path: file, text } of outputFiles)
    parts.set(path.basename(file), file.endsWith('.js') ? await toCommonJs(text) : text);
  return parts;
}

async function toCommonJs(text: string): Promise<string> {
  const { code } = await transform(text, {
    ...minified,
    format: 'cjs',
    supported: { 'dynamic-import': false },
    logOverride: { 'empty-import-meta': 'silent' },
  });
  return code;
}

/** Commander can start subcommands that are programs of their own; ours are not, and what it takes is large. */
const withoutSubprocesses: Plugin = {
  name: 'without-subprocesses',
  setup({ onResolve, onLoad }) {
    // esbuild reads these as expressions of Go, which know no flag u.
    onResolve({ filter: /^node:child_process$/ }, ({ path: name, importer }) =>
      importer.includes('commander') ? { path: name, namespace: 'without' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'without' }, () => ({ contents: 'export default {};' }));
  },
};

const helpers = /^var __defProp=Object\.defineProperty;.*?\bvar __toCommonJS=.*?;(?=var stdin_exports=)/su;
/** In parentheses the functions are compiled at once, and so kept in the compile cache. */
function withShared(parts: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const always = neededBy('cli.js', parts);
  const isShared = (name: string): boolean =>
    always.has(name) ||
    (name.startsWith('chunk-') && name.endsWith('.js') && (parts.get(name)?.length ?? 0) < maxSharedBytes);
  const link = (code: string, load: string): string =>
    code.replaceAll(chunkRequired, (whole, name: string) => (isShared(name) ? `${load}("${name}")` : whole));
  const shared: string[] = [];
  const files = new Map<string, string>();
  // Each part begins with the same functions of esbuild's; in one file they need to be there once.
  const common = helpers.exec(
    [...parts].find(([name]) => isShared(name) && helpers.test(parts.get(name) ?? ''))?.[1] ?? '',
  );
  const once = common?.[0] ?? '';
  for (const [name, code] of parts) {
    const own = code.startsWith(once) ? code.slice(once.length) : code;
    if (isShared(name)) shared.push(`"${name}":(function(module,exports){${link(withPlainExports(own), 'load')}\n})`);
    else files.set(name, link(withPlainExports(code), `require("./${sharedName}")`));
  }
  files.set(
    sharedName,
    `${once}const done={__proto__:null};function load(name){let module=done[name];if(module===undefined){module=done[name]={exports:{}};parts[name](module,module.exports)}return module.exports}
const parts={__proto__:null,${shared.join(',\n')}};module.exports=load;
`,
  );
  return files;
}

const getters =
  /var stdin_exports=\{\};__export\(stdin_exports,\{([^{}]*)\}\);module\.exports=__toCommonJS\(stdin_exports\);/u;
const getter = /^(?:[\w$]+|"[^"]*"):\(\)=>[\w$]+(?:\.[\w$]+)?$/u;
/** For tools that look for names of exports; never run. */
const announced = /\b0&&\(module\.exports=\{[^{}]*\}\);\s*$/u;
/** esbuild exports by two getters, one around the other, which every call from one part into another goes through. */
function withPlainExports(code: string): string {
  const found = getters.exec(code);
  if (found === null) return code;
  const [whole, list = ''] = found;
  const odd = list.split(',').find((one) => !getter.test(one));
  if (odd !== undefined) throw new Error(`not an export as esbuild writes it: ${odd}`);
  const exported = list.replaceAll(':()=>', ':');
  return `${code.replace(whole, '').replace(announced, '')}\nmodule.exports=__defProp({${exported}},"__esModule",{value:!0});`;
}

/** What a part requires at once, and what that does; parts for later have other names. */
function neededBy(from: string, parts: ReadonlyMap<string, string>, found = new Set<string>()): ReadonlySet<string> {
  for (const [, name = ''] of (parts.get(from) ?? '').matchAll(chunkRequired)) {
    if (found.has(name)) continue;
    found.add(name);
    neededBy(name, parts, found);
  }
  return found;
}

/** A scan that began before this bundle was made may still load its parts. */
function removeOld(dist: string, parts: ReadonlyMap<string, string>): void {
  for (const name of readdirSync(dist)) {
    if (!partName.test(name) || parts.has(name)) continue;
    const file = path.join(dist, name);
    if (Date.now() - statSync(file).mtimeMs > dayMs) rmSync(file);
  }
}
