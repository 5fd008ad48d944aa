// The accounts of an image, without anything that could be a password: passwd(5).
import type { AccountsDraft } from '../../model/image-facts.ts';
import type { Reader } from '../../model/reader.ts';

const maxBytes = 1024 * 1024;
/** More than anybody keeps in an image; beyond it nothing is said of them. */
const maxAccounts = 1000;

export const accountsReader: Reader = {
  id: 'image/accounts',
  version: 1,
  area: 'image',
  wants: { paths: ['etc/passwd'] },
  refine: ({ size }) => (size <= maxBytes ? 'whole' : 'no'),
  maxBytes,
  async *read(entry) {
    // Those of a folder are nobody's.
    if (entry.layer === undefined) return;
    const lines = new TextDecoder().decode(await entry.read(maxBytes)).split('\n');
    const users = lines.flatMap(accountIn);
    if (users.length > 0 && users.length <= maxAccounts) yield { kind: 'accounts', users, at: [{ path: entry.path }] };
  },
};

const number = /^\d{1,10}$/u;
/** `name:password:uid:gid:comment:home:shell`. */
function accountIn(line: string): AccountsDraft['users'] {
  const [name = '', , uid = '', gid = '', , , shell] = line.replace(/\r$/u, '').split(':');
  if (name === '' || shell === undefined || !number.test(uid) || !number.test(gid)) return [];
  return [{ name, uid: Number(uid), gid: Number(gid), shell }];
}
