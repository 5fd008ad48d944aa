// The reference implementation of Compose as a program to ask: built once, kept outside the checkout.
// https://github.com/compose-spec/compose-go
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Asked {
  readonly dir: string;
  /** Relative to the folder; none lets Compose find them. */
  readonly files: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles: readonly string[];
}
/** The canonical project as JSON, or why it is none. */
export interface Answer {
  readonly project?: OracleProject;
  readonly ssh?: Readonly<Record<string, readonly string[]>>;
  readonly error?: string;
}
export interface OracleProject {
  readonly name: string;
  readonly services?: Readonly<Record<string, OracleService>>;
  readonly jobs?: Readonly<Record<string, OracleService>>;
  readonly networks?: Readonly<Record<string, OracleResource>>;
  readonly volumes?: Readonly<Record<string, OracleResource>>;
  readonly secrets?: Readonly<Record<string, OracleResource>>;
  readonly configs?: Readonly<Record<string, OracleResource>>;
}
/** Its keys are those of a service in a file. */
export type OracleService = Readonly<Record<string, unknown>>;
export type OracleResource = Readonly<Record<string, unknown>>;

const source = import.meta.dirname;
const files = ['go.mod', 'go.sum', 'main.go'];

/** Path of the program; where it cannot be built, why. */
export function buildOracle(): { readonly program: string } | { readonly why: string } {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(path.join(source, file)));
  const folder = path.join(tmpdir(), `plimsoll-oracle-compose-${hash.digest('hex').slice(0, 16)}`);
  const program = path.join(folder, 'oracle');
  if (existsSync(program)) return { program };
  mkdirSync(folder, { recursive: true });
  // Two builds at once must not see each other's half.
  const fresh = `${program}.${String(process.pid)}`;
  const built = spawnSync('go', ['build', '-trimpath', '-o', fresh, '.'], {
    cwd: source,
    encoding: 'utf8',
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false -mod=readonly' },
  });
  if (built.error !== undefined) return { why: 'Go is not at hand' };
  if (built.status !== 0)
    return { why: `the reference implementation could not be built: ${built.stderr.slice(-500)}` };
  renameSync(fresh, program);
  return { program };
}

/** One answer for each question, in their order. */
export async function askOracle(program: string, asked: readonly Asked[], home: string): Promise<readonly Answer[]> {
  const child = spawn(program, { env: { HOME: home, PATH: process.env['PATH'] }, stdio: ['pipe', 'pipe', 'inherit'] });
  const out: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stdin.end(asked.map((one) => `${JSON.stringify(one)}\n`).join(''));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`the oracle ended with ${String(code)}`);
  const lines = Buffer.concat(out).toString().trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Answer);
}
/** Networks and volumes keep the key as their name where the file gives them none. */
export function nameIn(project: OracleProject, section: 'networks' | 'volumes', key: string): string {
  const name = project[section]?.[key]?.['name'];
  return typeof name !== 'string' || name === `${project.name}_${key}` ? key : name;
}
