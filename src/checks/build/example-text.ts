// The frame of the checks' examples: a pinned base and an unprivileged user, so that each shows one fault.
import type { Example } from '../../model/check.ts';

const digest = `sha256:${'4f2d90a1c63b8e57'.repeat(4)}`;
export const pinnedDebian = `debian:12.7-slim@${digest}`;
const pinnedAlpine = `alpine:3.22.1@${digest}`;

export function dockerfile(...lines: readonly string[]): Example {
  return { format: 'dockerfile', text: `${lines.join('\n')}\n` };
}
/** The lines between a pinned Debian and an unprivileged user. */
export function onDebian(...lines: readonly string[]): Example {
  return dockerfile(`FROM ${pinnedDebian}`, ...lines, 'USER 65532:65532');
}
export function onAlpine(...lines: readonly string[]): Example {
  return dockerfile(`FROM ${pinnedAlpine}`, ...lines, 'USER 65532:65532');
}
/** The same example with the rules that it cannot help to break as well. */
export function also(example: Example, ...rules: readonly string[]): Example {
  return { ...example, also: rules };
}
