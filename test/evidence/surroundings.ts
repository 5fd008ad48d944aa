// What of this machine decides about the effects, and which assumptions of the graph hold on it.
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export interface Surroundings {
  readonly cgroupVersion: '1' | '2';
  readonly securityModules: string;
  /** Parts of the kernel that an effect needs and that it is built without. */
  readonly missing: readonly string[];
  /** Names of assumptions. */
  readonly holds: readonly string[];
}
const parts: Readonly<Record<string, string>> = {
  CONFIG_MODULES: 'loadable modules',
  CONFIG_KEXEC: 'kexec',
  CONFIG_X86_IOPL_IOPERM: 'I/O ports for programs',
  CONFIG_DEVMEM: '/dev/mem',
  CONFIG_MAGIC_SYSRQ: 'SysRq',
  CONFIG_UEVENT_HELPER: 'uevent_helper',
  CONFIG_SECURITY_APPARMOR: 'AppArmor',
  CONFIG_SECURITY_YAMA: 'Yama',
};

export function readSurroundings(): Surroundings {
  const cgroupVersion = existsSync('/sys/fs/cgroup/cgroup.controllers') ? '2' : '1';
  const confines = ['/sys/module/apparmor/parameters/enabled', '/sys/fs/selinux/enforce'].filter((file) =>
    /^[Y1]/.test(read(file)),
  );
  const listed = read('/sys/kernel/security/lsm');
  const config = existsSync('/proc/config.gz') ? gunzipSync(readFileSync('/proc/config.gz')).toString() : '';
  const missing = Object.keys(parts).filter((name) => config !== '' && !new RegExp(`^${name}=[ym]`, 'm').test(config));
  return {
    cgroupVersion,
    securityModules: listed === '' ? (confines.length > 0 ? 'one confines' : 'none that confines containers') : listed,
    missing: missing.map((name) => parts[name] ?? name),
    holds: [
      ...(confines.length === 0 ? ['not-confined'] : []),
      ...(cgroupVersion === '1' ? ['cgroup-v1'] : []),
      'neighbour-accepts',
    ],
  };
}
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}
