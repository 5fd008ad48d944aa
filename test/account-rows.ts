// Images with accounts and containers that run them, and the account that such a container can have.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeDockerArchive } from './make-image.ts';
import { makeTar } from './make-tar.ts';
import { writeFiles } from './scan-folder.ts';

const system =
  'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1::/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534::/:/bin/sh\n';
const node = 'node:x:1000:1000::/home/node:/bin/bash\n';
const base = { passwd: system + node, config: {}, service: '', before: system };
export type Row = Partial<typeof base> & { readonly config?: Readonly<Record<string, unknown>> };
function imageOf({ passwd, config, before }: Required<Row>): Buffer {
  const layers = [before, passwd].map((content) => makeTar([{ path: 'etc/passwd', content }]));
  return makeDockerArchive([{ layers, config: { config }, tags: ['web:1'] }]);
}
export function filesOf(row: Row): { readonly folder: string; readonly archive: string } {
  const whole = { ...base, ...row };
  const service = `services:\n  web:\n    image: web:1\n${whole.service}`;
  const folder = writeFiles({ 'compose.yaml': service });
  const archive = path.join(folder, 'web.tar');
  writeFileSync(archive, imageOf(whole));
  return { folder, archive };
}
const own = '"1000:1000"';
export const accountRows: Readonly<Record<string, readonly [row: Row, expected: string | undefined]>> = {
  'the one account of the image': [{}, own],
  'also where the file says root': [{ service: '    user: root\n' }, own],
  'also where the image says root': [{ config: { User: '0' } }, own],
  'what a volume in memory holds is anybody’s': [{ service: '    tmpfs: [/tmp]\n' }, own],
  'a mount that is only read': [{ service: '    volumes: ["./etc:/etc/web:ro"]\n' }, own],
  'no account besides those of the system': [{ passwd: system }, undefined],
  'an account that a layer above takes away': [{ before: system + node, passwd: system }, undefined],
  'two accounts': [{ passwd: `${system}${node}app:x:1001:1001::/:/bin/sh\n` }, undefined],
  'an account that cannot log in': [{ passwd: `${system}app:x:1000:1000::/:/sbin/nologin\n` }, undefined],
  'an account in the group of root': [{ passwd: `${system}app:x:1000:0::/:/bin/sh\n` }, undefined],
  'lines that are none': [{ passwd: 'node\n::::::\n\0\nnode:x:1e3:1000::/:/bin/sh\n' }, undefined],
  'more accounts than anybody keeps': [{ passwd: node + 'a:x:1:1::/:/sbin/nologin\n'.repeat(1000) }, undefined],
  'a volume whose owner nobody knows': [{ service: '    volumes: ["data:/data"]\n' }, undefined],
  'a volume of the image': [{ config: { Volumes: { '/data': {} } } }, undefined],
  'a port of its own that is high': [{ service: '    ports: ["8080:8080"]\n' }, own],
  'a port that nobody knows': [{ service: '    ports: ["${PORT}"]\n' }, undefined],
  'a low port': [{ service: '    ports: ["80:80"]\n' }, undefined],
  'a low port of the image': [{ config: { ExposedPorts: { '80/tcp': {} } } }, undefined],
  'a capability that only root would keep': [{ service: '    cap_add: [NET_ADMIN]\n' }, undefined],
  'a device': [{ service: '    devices: ["/dev/fuse"]\n' }, undefined],
};
