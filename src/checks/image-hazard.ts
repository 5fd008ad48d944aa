// Settings of an image's configuration that reach past the container when a runtime takes them at their word.
// The same words stand in a Dockerfile and in the configuration that it leaves.

const systemFolders =
  '/ /bin /boot /dev /etc /lib /lib64 /proc /root /run /sbin /sys /usr /usr/bin /usr/lib /var/run'.split(' ');

/** `/`, the kernel's file systems, and folders that hold the system itself. */
export function isSystemPath(path: string): boolean {
  const clean = path.replace(/\/+$/u, '') || '/';
  return systemFolders.includes(clean) || /^\/(?:proc|sys|dev)\//u.test(clean);
}
/** A part of the path climbs: copying its content into a new volume has left the image that way. */
export function climbs(path: string): boolean {
  return path.split('/').includes('..');
}
/** A working folder that a leaked descriptor of the runtime makes a folder of the host. */
export function isDescriptorPath(path: string): boolean {
  return /^\/+proc\/+(?:self|thread-self|\d+)\/+(?:fd(?:\/|$)|cwd(?:\/|$)|root(?:\/|$)|task\/)/u.test(path);
}
/** Labels that the runtime itself acts on. */
export function isReservedLabel(name: string): boolean {
  return name.startsWith('containerd.io/restart.');
}
/** Variables that make the dynamic loader run code of someone's choice in every process. */
export function isLoaderVariable(name: string, value: string): boolean {
  return ['LD_PRELOAD', 'LD_AUDIT', 'GCONV_PATH'].includes(name) && value !== '';
}
/** A numeric user beyond 31 bits: some runtimes wrap it, and it ends as another account or as root. */
export function isUserOutOfRange(user: string): boolean {
  return user.split(':').some((id) => /^\d{10,}$/u.test(id) && BigInt(id.slice(0, 40)) > 2_147_483_647n);
}
/** Root by name or by number; '' is the engine's default, which is root. */
export function isRootUser(user: string): boolean {
  const [name = ''] = user.split(':');
  return name === '' || name === 'root' || /^0+$/u.test(name);
}
