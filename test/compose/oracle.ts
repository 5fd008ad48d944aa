// What the reference implementation of Compose is asked and answers; the program itself is in oracles/compose.
// https://github.com/compose-spec/compose-go
import { spawn } from 'node:child_process';

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
/** An answer that is one. */
export type Loaded = Answer & { readonly project: OracleProject };
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
