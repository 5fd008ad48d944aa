// One project, alone and beside what `docker info -f json` says of the host that it is for.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { plimsoll, scratch } from './plimsoll.ts';
import { writeFiles } from './scan-folder.ts';

const compose = `name: shop
services:
  builder:
    image: registry.example/builder:1.0.0
    network_mode: none
    cap_drop: [ALL]
    cap_add: [SYS_ADMIN]
  job:
    image: registry.example/job:1.0.0
    network_mode: none
    privileged: true
  edge:
    image: registry.example/edge:1.0.0
    cap_drop: [ALL]
    volumes: ["/run/user/1000/docker.sock:/var/run/docker.sock:ro"]
  web:
    image: registry.example/web:1.0.0
    user: "1000"
    cap_drop: [ALL]
`;
const info = (options: readonly string[], more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    ID: '5f0c1a7e',
    Name: 'box',
    ServerVersion: '29.8.0',
    KernelVersion: '6.8.0-51-generic',
    CgroupVersion: '2',
    RuncCommit: { ID: 'v1.4.6-0-g4ca628d1' },
    SecurityOptions: options,
    ...more,
  });
const seccomp = 'name=seccomp,profile=builtin';
const rows: Readonly<Record<string, readonly [host: string | undefined, levels: string]>> = {
  alone: [undefined, 'builder neighbours, job node, edge node, web contained'],
  'on a host with AppArmor': [
    info(['name=apparmor', seccomp]),
    'builder neighbours, job node, edge node, web contained',
  ],
  'on a host without AppArmor': [info([seccomp]), 'builder node, job node, edge node, web contained'],
  'on an engine that maps users': [
    info(['name=apparmor', seccomp, 'name=userns']),
    'builder contained, job contained, edge contained, web contained',
  ],
  'on a rootless engine': [
    info([seccomp, 'name=rootless', 'name=cgroupns']),
    'builder contained, job contained, edge neighbours, web contained',
  ],
  'on a kernel of the upstream with a known flaw': [
    info(['name=apparmor', seccomp], { KernelVersion: '5.15.20' }),
    'builder node, job node, edge node, web node',
  ],
  'on a kernel of a distribution with such a number': [
    info(['name=apparmor', seccomp], { KernelVersion: '5.15.0-20-generic' }),
    'builder neighbours, job node, edge node, web contained',
  ],
  'with an old runtime, which asks for more than a container': [
    info(['name=apparmor', seccomp], { RuncCommit: { ID: 'v1.1.11-0-g4bccb38c' } }),
    'builder neighbours, job node, edge node, web contained',
  ],
};
for (const [name, [host, levels]] of Object.entries(rows))
  test(`a project ${name}`, async () => {
    const folder = writeFiles({ 'compose.yaml': compose, ...(host !== undefined && { 'host.json': host }) });
    const files = host === undefined ? ['compose.yaml'] : ['compose.yaml', 'host.json'];
    const targets = files.map((file) => path.join(folder, file));
    const ran = await plimsoll(['scan', ...targets, '--format', 'json', '--only', 'reach'], { cache: scratch() });
    const { workloads } = JSON.parse(ran.stdout) as {
      workloads: readonly { readonly name: string; readonly reach: { readonly level: string } }[];
    };
    const order = ['builder', 'job', 'edge', 'web'];
    const found = workloads.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
    assert.equal(found.map((one) => `${one.name} ${one.reach.level}`).join(', '), levels);
  });

const apart = { 'com.docker.network.bridge.enable_icc': 'false' };
const inspected = (Name: string, Options: object): string =>
  JSON.stringify([{ Name, Driver: 'bridge', EnableIPv6: false, IPAM: {}, Internal: false, Options }]);
const shop = (options = ''): string => `name: shop
services:
  web: {image: registry.example/web:1.0.0, cap_drop: [ALL], networks: [front]}
  db: {image: "redis:7.4", cap_drop: [ALL], networks: [front]}
networks: {front: {${options}}}
`;
const onNetworks: Readonly<Record<string, readonly [files: Readonly<Record<string, string>>, level: string]>> = {
  'on a network of its own': [{ 'compose.yaml': shop() }, 'neighbours'],
  'on one whose containers it keeps apart': [
    { 'compose.yaml': shop('driver_opts: {com.docker.network.bridge.enable_icc: "false"}') },
    'contained',
  ],
  'on one of which the engine says that it does': [
    { 'compose.yaml': shop(), 'net.json': inspected('shop_front', apart) },
    'contained',
  ],
  'beside one of which the engine says that it does': [
    { 'compose.yaml': shop(), 'net.json': inspected('front', apart) },
    'neighbours',
  ],
  'on one of its own, beside an engine that keeps those of its default network apart': [
    { 'compose.yaml': shop(), 'daemon.json': '{"icc": false}' },
    'neighbours',
  ],
  'on the default network of an engine that keeps apart': [
    { 'compose.yaml': shop().replaceAll('networks: [front]', 'network_mode: bridge'), 'daemon.json': '{"icc": false}' },
    'contained',
  ],
};
for (const [name, [files, level]] of Object.entries(onNetworks))
  test(`a project ${name}`, async () => {
    const folder = writeFiles(files);
    const targets = Object.keys(files).map((file) => path.join(folder, file));
    const ran = await plimsoll(['scan', ...targets, '--format', 'json', '--only', 'reach'], { cache: scratch() });
    const { workloads } = JSON.parse(ran.stdout) as {
      workloads: readonly { readonly name: string; readonly reach: { readonly level: string } }[];
    };
    assert.equal(workloads.find((one) => one.name === 'web')?.reach.level, level);
  });
