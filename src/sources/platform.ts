// How a platform is written and when one answers to another. OCI image specification, `image-index.md`, "platform";
// normalisation as in containerd's `platforms`.
import { AppError } from '../model/errors.ts';

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
}

const architectures: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['armel', 'arm'],
  ['i386', '386'],
  ['ia32', '386'],
]);

/** `os/arch[/variant]`. Throws AppError `bad-option`. */
export function parsePlatform(text: string): Platform {
  const [os, architecture, variant, ...more] = text.toLowerCase().split('/');
  if (!os || !architecture || variant === '' || more.length > 0)
    throw new AppError('bad-option', `${JSON.stringify(text)} is no platform; write it as os/arch or os/arch/variant`);
  return toPlatform(os, architecture, variant);
}
export function toPlatform(os: string, architecture: string, variant?: string): Platform {
  const name = architectures.get(architecture) ?? architecture;
  // v8 is the only variant of arm64 that there is.
  const kept = name === 'arm64' && variant === 'v8' ? undefined : variant;
  return { os, architecture: name, ...(kept !== undefined && kept !== '' && { variant: kept }) };
}
/** A platform without a variant takes any. */
export function answersTo(platform: Platform, asked: Platform): boolean {
  return (
    platform.os === asked.os &&
    platform.architecture === asked.architecture &&
    (asked.variant === undefined || asked.variant === platform.variant)
  );
}
export function platformText({ os, architecture, variant }: Platform): string {
  return [os, architecture, variant].filter((part) => part !== undefined).join('/');
}
/** Containers are Linux wherever the machine itself is not Windows. */
export function ownPlatform(): string {
  return `${process.platform === 'win32' ? 'windows' : 'linux'}/${process.arch}`;
}
