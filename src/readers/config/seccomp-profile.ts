// A seccomp profile as Docker, containerd and CRI-O take it: which system calls it lets through for everybody.
// https://docs.docker.com/engine/security/seccomp/ https://github.com/moby/profiles/blob/main/seccomp/seccomp.go
import type { SystemCalls } from '../../model/workload.ts';

/** Those that a container may make, logged or not; a tracer or a supervisor decides about the rest. */
const allowing: ReadonlySet<unknown> = new Set(['SCMP_ACT_ALLOW', 'SCMP_ACT_LOG']);
const maxNames = 5000;

/** Undefined for what is no profile. */
export function parseSeccompProfile(text: string): SystemCalls | undefined {
  const root = toObject(parseJson(text));
  if (typeof root?.['defaultAction'] !== 'string') return undefined;
  const calls = { allowed: new Set<string>(), denied: new Set<string>() };
  const sometimes = new Set<string>();
  let left = maxNames;
  for (const entry of toList(root['syscalls'])) {
    const rule = toObject(entry);
    if (rule === undefined) continue;
    const names = [...toList(rule['names']), rule['name']].filter((name) => typeof name === 'string').slice(0, left);
    left -= names.length;
    if (isConditional(rule)) {
      if (allowing.has(rule['action'])) for (const name of names) sometimes.add(name);
      continue;
    }
    const [into, other] = allowing.has(rule['action']) ? [calls.allowed, calls.denied] : [calls.denied, calls.allowed];
    for (const name of names) if (!other.has(name)) into.add(name);
  }
  const others = allowing.has(root['defaultAction']) ? 'allowed' : 'denied';
  return {
    allowed: [...calls.allowed],
    denied: [...calls.denied],
    ...(sometimes.size > 0 && { sometimes: [...sometimes] }),
    others,
  };
}
/** What holds for some arguments, or with some capability, is not for everybody. */
function isConditional(rule: Readonly<Record<string, unknown>>): boolean {
  return toList(rule['args']).length > 0 || toList(toObject(rule['includes'])?.['caps']).length > 0;
}
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
function toObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
}
function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
