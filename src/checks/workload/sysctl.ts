// Which kernel parameters a container may set without touching others: https://docs.kernel.org/admin-guide/sysctl/index.html
import { isKnown } from '../../model/field.ts';
import type { JudgedContainer } from './container.ts';

/** Those that Kubernetes allows everywhere: https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline */
const safe: ReadonlySet<string> = new Set([
  'kernel.shm_rmid_forced',
  ...[
    'ip_local_port_range',
    'ip_local_reserved_ports',
    'ip_unprivileged_port_start',
    'ping_group_range',
    'tcp_fin_timeout',
    'tcp_keepalive_intvl',
    'tcp_keepalive_probes',
    'tcp_keepalive_time',
    'tcp_notsent_lowat',
    'tcp_rmem',
    'tcp_slow_start_after_idle',
    'tcp_syncookies',
    'tcp_wmem',
  ].map((name) => `net.ipv4.${name}`),
]);
/** Slashes and dots mean the same. */
function withDots(name: string): string {
  return name.replaceAll('/', '.');
}
export function isSafeSysctl(name: string): boolean {
  return safe.has(withDots(name));
}
/** Kept apart by the namespaces of network and IPC. */
export function isNamespaced(name: string): boolean {
  return /^(?:net\.|fs\.mqueue\.|kernel\.(?:msg|sem$|shm))/.test(withDots(name));
}
export function changesHostNetwork(name: string, { effective }: JudgedContainer): boolean {
  return (
    name.startsWith('net') && isNamespaced(name) && isKnown(effective.network) && effective.network.value === 'host'
  );
}
