// Flaws of kernels and of the programs that run containers through which one leads to its host, as facts: which releases
// mend them, and what they ask for. https://osv.dev, https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git,
// https://www.cisa.gov/known-exploited-vulnerabilities-catalog
/** What of the container a flaw asks for besides running there. */
export type FlawNeed =
  /** Nothing. */
  | 'any'
  /** A network card of its own making, or tables of the firewall: a new user namespace, NET_ADMIN or SYS_ADMIN. */
  | 'namespaces'
  | 'net-raw'
  | 'net-admin'
  | 'bpf'
  /** Sockets of the kernel's cryptography, which profiles of engines forbid since 2026. */
  | 'af-alg'
  | 'release-agent'
  /** Root, and the network of the host. */
  | 'host-network'
  /** Root, and somebody who runs a command in it. */
  | 'operator'
  /** Root, and somebody who copies files out of it or into it. */
  | 'copier'
  /** An image, or settings, that an attacker chose. */
  | 'hostile-image'
  | 'own-containers';
export type FlawProgram = 'kernel' | 'runc' | 'containerd' | 'docker' | 'cri-o' | 'kubelet';

export interface Flaw {
  readonly id: string;
  readonly name?: string;
  readonly program: FlawProgram;
  /** The first release that has it; absent where all before the mended ones do. */
  readonly since?: string;
  /** The first mended release of each line that was mended, newest first; newer lines never had it. */
  readonly fixed: readonly string[];
  readonly need: FlawNeed;
  readonly yields: readonly string[];
}

const hostRoot: readonly string[] = ['HOST_ROOT'];
const inKernel: readonly string[] = ['HOST_KERNEL', 'HOST_ROOT'];
const pageCache: readonly string[] = ['PEER_CODE', 'HOST_ROOT'];
type Row = readonly [id: string, name: string, since: string, fixed: string, need: FlawNeed];

const kernelRows: readonly Row[] = [
  ['CVE-2016-5195', 'Dirty COW', '', '4.8.3 4.7.9 4.4.26 4.1.35 3.18.44', 'any'],
  ['CVE-2017-5123', '', '4.13', '4.13.7', 'any'],
  ['CVE-2023-3269', 'StackRot', '6.1', '6.4.1 6.3.11 6.1.37', 'any'],
  ['CVE-2025-38236', '', '5.15', '6.15.5 6.12.36 6.6.96 6.1.143', 'any'],
  ['CVE-2026-43499', 'GhostLock', '2.6.39', '7.0.4 6.18.27 6.12.86 6.6.140 6.1.175 5.15.212 5.10.261', 'any'],
  ['CVE-2017-1000112', '', '', '4.12.7 4.9.43 4.4.82', 'namespaces'],
  ['CVE-2021-22555', '', '2.6.19', '5.11.15 5.10.31 5.4.113 4.19.188 4.14.231', 'namespaces'],
  ['CVE-2021-33909', 'Sequoia', '3.16', '5.13.4 5.10.52 5.4.134 4.19.198', 'namespaces'],
  ['CVE-2022-0185', '', '5.1', '5.16.2 5.15.16 5.10.93 5.4.173', 'namespaces'],
  ['CVE-2022-34918', '', '', '5.18.11 5.15.54', 'namespaces'],
  ['CVE-2023-0386', '', '5.11', '6.1.9 5.15.91', 'namespaces'],
  ['CVE-2023-32233', '', '', '6.3.2 6.1.28', 'namespaces'],
  ['CVE-2024-1086', '', '3.15', '6.7.3 6.6.15 6.1.76 5.15.149 5.10.210 5.4.269 4.19.307', 'namespaces'],
  ['CVE-2026-53362', '', '6.0', '7.1.3 6.18.38 6.12.95 6.6.144 6.1.177', 'namespaces'],
  ['CVE-2017-7308', '', '', '4.10.11 4.9.23 4.4.62', 'net-raw'],
  ['CVE-2020-14386', '', '4.6', '5.8.8 5.4.64 4.19.150 4.14.201 4.9.239', 'net-raw'],
  ['CVE-2021-22600', '', '', '5.15.11 5.10.88', 'net-raw'],
  ['CVE-2026-46331', '', '4.19.244', '7.0.13 6.18.36 6.12.94', 'net-admin'],
  ['CVE-2021-3490', '', '5.7', '5.12.4 5.11.21 5.10.37', 'bpf'],
  ['CVE-2022-0492', '', '', '5.16.6 5.15.20 5.10.97 5.4.177 4.19.229 4.14.266 4.9.301', 'release-agent'],
];
const pageCacheRows: readonly Row[] = [
  ['CVE-2022-0847', 'Dirty Pipe', '5.8', '5.16.11 5.15.25 5.10.102', 'any'],
  ['CVE-2026-43503', 'DirtyClone', '3.9', '7.0.10 6.18.33 6.12.91 6.6.141 6.1.174 5.15.208 5.10.257', 'any'],
  ['CVE-2026-43284', 'Dirty Frag', '4.11', '7.0.5 6.18.28 6.12.87 6.6.138', 'namespaces'],
  ['CVE-2026-31431', 'Copy Fail', '4.14', '7.0 6.19.12 6.18.22 6.12.85 6.6.137 6.1.170 5.15.204 5.10.254', 'af-alg'],
];
const runcRows: readonly Row[] = [
  ['CVE-2019-5736', '', '', '1.0.0-rc7', 'operator'],
  ['CVE-2019-19921', '', '', '1.0.0-rc10', 'own-containers'],
  ['CVE-2021-30465', '', '', '1.0.0-rc95', 'own-containers'],
  ['CVE-2024-21626', '', '1.0.0-rc93', '1.1.12', 'hostile-image'],
  ['CVE-2025-31133', '', '', '1.4.0-rc3 1.3.3 1.2.8', 'own-containers'],
  ['CVE-2025-52565', '', '1.0.0-rc3', '1.4.0-rc3 1.3.3 1.2.8', 'own-containers'],
  ['CVE-2025-52881', '', '', '1.4.0-rc3 1.3.3 1.2.8', 'own-containers'],
  ['CVE-2026-41579', '', '', '1.5.0-rc3 1.4.3 1.3.6', 'hostile-image'],
];
const containerdRows: readonly Row[] = [
  ['CVE-2020-15257', '', '', '1.4.3 1.3.9', 'host-network'],
  ['CVE-2021-32760', '', '', '1.5.4 1.4.8', 'hostile-image'],
  ['CVE-2025-47290', '', '2.1.0', '2.1.1', 'hostile-image'],
];
const criRows: readonly Row[] = [
  ['CVE-2022-23648', '', '', '1.6.1 1.5.10 1.4.13', 'hostile-image'],
  ['CVE-2026-53488', '', '1.7.0', '2.3.2 2.2.5 2.1.9 2.0.10 1.7.33', 'hostile-image'],
];
const dockerRows: readonly Row[] = [
  ['CVE-2019-5736', '', '', '18.9.2', 'operator'],
  ['CVE-2019-14271', '', '19.3.0', '19.3.1', 'copier'],
  ['CVE-2026-41567', '', '', '29.5.1', 'copier'],
  ['CVE-2026-17106', '', '', '29.7.1', 'copier'],
];
const crioRows: readonly Row[] = [
  ['CVE-2022-0811', '', '1.19.0', '1.23.2 1.22.3 1.21.6 1.20.7 1.19.6', 'own-containers'],
  ['CVE-2024-8676', '', '', '1.31.3 1.30.8 1.29.11', 'hostile-image'],
];
const kubeletRows: readonly Row[] = [
  ['CVE-2021-25741', '', '', '1.22.2 1.21.5 1.20.11 1.19.15', 'own-containers'],
  ['CVE-2024-10220', '', '', '1.30.3 1.29.7 1.28.12', 'own-containers'],
];

function flawsOf(program: FlawProgram, rows: readonly Row[], yields: readonly string[]): readonly Flaw[] {
  return rows.map(([id, name, since, fixed, need]) => ({
    id,
    ...(name && { name }),
    program,
    ...(since && { since }),
    fixed: fixed.split(' '),
    need,
    yields,
  }));
}
export const flaws: readonly Flaw[] = [
  ...flawsOf('kernel', pageCacheRows, pageCache),
  ...flawsOf('kernel', kernelRows, inKernel),
  ...flawsOf('runc', runcRows, hostRoot),
  ...flawsOf('containerd', containerdRows, hostRoot),
  ...flawsOf('docker', dockerRows, hostRoot),
  ...flawsOf('cri-o', crioRows, hostRoot),
  ...flawsOf('kubelet', kubeletRows, hostRoot),
];
/** Of containerd as a kubelet's runtime only. */
export const criFlaws: readonly Flaw[] = flawsOf('containerd', criRows, hostRoot);
