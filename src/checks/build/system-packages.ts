// What the package manager of a distribution is told to install, and what of it names a version.
import { hasOption, type Invocation } from './invocation.ts';
import { findInstall } from './package-install.ts';

/** Packages by name: groups and patterns have no version. */
export function systemPackages(invocation: Invocation): readonly string[] {
  const { program, args } = invocation;
  const words = findInstall(invocation)?.words ?? [];
  if (hasOption(invocation, '--type') || args.includes('groupinstall') || (program === 'zypper' && args.includes('-t')))
    return [];
  if (!args.includes('module')) return words;
  return words[0] === 'install' ? words.slice(1) : [];
}

/** rpm joins name and version with a dash; a stream of a module follows a colon. */
export function isRpmPinned(word: string): boolean {
  return /-\d/u.test(word) || word.startsWith('@') || word.includes(':') || word.endsWith('.rpm');
}
