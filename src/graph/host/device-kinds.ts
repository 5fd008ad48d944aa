// What a device of the host gives to a container that has it: https://docs.kernel.org/admin-guide/devices.html
import { isDisk } from '../../model/host-places.ts';
import type { EffectCode } from '../effects.ts';

export interface DeviceKind {
  readonly device: RegExp;
  /** What it is, for people. */
  readonly name: string;
  readonly yields: readonly string[];
  /** The host, its credentials, or one thing that is done to it. */
  readonly to: 'host' | 'credentials' | EffectCode;
  /** A capability that the kernel asks for besides. */
  readonly capability?: string;
  readonly assumes?: readonly [name: string, why: string];
}
const driver = ['driver-flaw', 'the driver behind the device has a flaw'] as const;

const kinds: readonly DeviceKind[] = [
  {
    device: /^\/dev\/(?:mem|kmem|port)$/,
    name: 'the memory of the machine',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    to: 'host',
    capability: 'SYS_RAWIO',
    assumes: ['raw-memory', 'the kernel lets physical memory or a device be written, which most forbid'],
  },
  {
    device: /^\/dev\/cpu\/[0-9]+\/msr$/,
    name: 'the registers of the processor',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    to: 'host',
    capability: 'SYS_RAWIO',
    assumes: ['not-locked-down', 'the kernel is not locked down, and lets registers of the processor be written'],
  },
  {
    device: /^\/dev\/(?:sg[0-9]+|bsg\/.+)$/,
    name: 'raw access to a disk',
    yields: ['HOST_READ', 'HOST_WRITE', 'HOST_ROOT'],
    to: 'host',
    assumes: ['scsi-disk', 'a disk of the host answers behind the device'],
  },
  {
    device: /^\/dev\/vfio(?:\/.+)?$/,
    name: 'a device that writes memory by itself',
    yields: ['HOST_KERNEL', 'HOST_ROOT'],
    to: 'host',
    assumes: ['no-iommu', 'nothing keeps the device to the memory that it was given'],
  },
  {
    device: /^\/dev\/(?:infiniband\/.+|uio[0-9]+)$/,
    name: 'a network card past the kernel',
    yields: ['HOST_KERNEL', 'POLICY_BYPASS'],
    to: 'host',
    assumes: driver,
  },
  {
    device: /^\/dev\/(?:kvm|vhost-[a-z]+|fuse)$/,
    name: 'a large part of the kernel',
    yields: ['HOST_KERNEL'],
    to: 'host',
    assumes: driver,
  },
  {
    device: /^\/dev\/(?:nvidia.*|dri(?:\/.*)?|kfd)$/,
    name: 'a graphics processor',
    yields: ['HOST_KERNEL'],
    to: 'host',
    assumes: driver,
  },
  {
    device: /^\/dev\/(?:nvidia.*|dri(?:\/.*)?|kfd)$/,
    name: 'a graphics processor',
    yields: ['PEER_READ'],
    to: 'PEER_READ',
    assumes: ['memory-left', 'what others left in the memory of the processor is not wiped'],
  },
  {
    device: /^\/dev\/(?:input(?:\/.*)?|uinput|tty[0-9]*|vcsa?[0-9]*|console)$/,
    name: 'the console of the host',
    yields: ['HOST_ROOT'],
    to: 'host',
    assumes: ['console-user', 'somebody works at the console of the host'],
  },
  {
    device: /^\/dev\/watchdog[0-9]*$/,
    name: 'the watchdog of the host, which restarts it',
    yields: ['NODE_REBOOT'],
    to: 'NODE_REBOOT',
  },
  {
    device: /^\/dev\/tpm(?:rm)?[0-9]+$/,
    name: 'the key store of the host',
    yields: ['HOST_SECRETS'],
    to: 'credentials',
    assumes: ['sealed-key', 'a key of the host is sealed to nothing that the container lacks'],
  },
  {
    device: /^\/dev\/bus\/usb(?:\/.+)?$/,
    name: 'the devices plugged into the host',
    yields: ['HOST_SECRETS'],
    to: 'credentials',
    assumes: ['plugged-key', 'a device that is plugged in holds a key of the host'],
  },
  {
    device: /^\/dev\/shm$/,
    name: 'the shared memory of the host',
    yields: ['PEER_READ'],
    to: 'PEER_READ',
  },
];
const disk: Omit<DeviceKind, 'device'> = { name: 'a disk', yields: [], to: 'host' };

/** Empty for those that lead nowhere. Disks are told apart by what may be done to them. */
export function deviceKindsOf(path: string): readonly Omit<DeviceKind, 'device'>[] {
  return isDisk(path) ? [disk] : kinds.filter(({ device }) => device.test(path));
}
export function diskYields(permissions: string | undefined): Pick<DeviceKind, 'yields' | 'to'> {
  return permissions === undefined || permissions.includes('w')
    ? { to: 'host', yields: ['HOST_READ', 'HOST_WRITE', 'HOST_ROOT'] }
    : { to: 'credentials', yields: ['HOST_READ', 'HOST_SECRETS'] };
}
