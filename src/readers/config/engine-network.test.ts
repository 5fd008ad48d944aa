// Which networks keep their containers apart, as files of projects and engines say: one row, one fact.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composeReader } from './compose.ts';
import { readSample, unknownsIn } from './config-sample.ts';
import { engineNetworkReader } from './engine-network.ts';

const network = (more: object = {}): object => ({
  Name: 'bridge',
  Id: '5f0c',
  Scope: 'local',
  Driver: 'bridge',
  EnableIPv6: false,
  IPAM: { Driver: 'default', Options: null, Config: [{ Subnet: '172.17.0.0/16' }] },
  Internal: false,
  Containers: {},
  Options: { 'com.docker.network.bridge.enable_icc': 'true', 'com.docker.network.bridge.name': 'docker0' },
  ...more,
});
const icc = (value: string): object => ({ Options: { 'com.docker.network.bridge.enable_icc': value } });
const told: readonly (readonly [fact: string, path: string, content: unknown, networks: readonly string[]])[] = [
  ['a bridge', 'net.json', [network()], ['bridge']],
  ['a bridge that keeps apart', 'net.json', [network(icc('false'))], ['bridge apart']],
  ['one by itself', 'net.json', network(icc('0')), ['bridge apart']],
  ['another driver', 'net.json', [network({ ...icc('false'), Driver: 'overlay' })], ['bridge']],
  ['several', 'net.json', [network(), network({ Name: 'a', Internal: true })], ['bridge', 'a internal']],
  ['no network', 'net.json', [{ Name: 'x', EnableIPv6: false }], []],
  ['settings of the engine', 'etc/docker/daemon.json', { icc: false }, ['bridge apart']],
  ['settings of the engine without a word of it', 'daemon.json', { icc: true, debug: true }, []],
  ['other settings', 'other.json', { icc: false }, []],
];
for (const [fact, path, content, expected] of told)
  test(`an engine tells: ${fact}`, async () => {
    const drafts = await readSample(engineNetworkReader, { path, content: JSON.stringify(content) });
    const networks = drafts.filter((draft) => draft.kind === 'network');
    assert.deepEqual(
      networks.map(
        ({ name, internal, isolated }) => `${name}${internal ? ' internal' : ''}${isolated ? ' apart' : ''}`,
      ),
      expected,
    );
    assert.ok(networks.every(({ observed, external }) => observed === true && external));
  });
test('what an engine tells and cannot be parsed is unknown', async () => {
  const text = JSON.stringify([network()]);
  const drafts = await readSample(engineNetworkReader, { path: 'net.json', content: text.slice(0, -2) });
  assert.ok(unknownsIn(drafts).length > 0);
});

const written: readonly (readonly [options: string, apart: boolean])[] = [
  ['driver_opts: {com.docker.network.bridge.enable_icc: "false"}', true],
  ['driver_opts: {com.docker.network.bridge.enable_icc: false}', true],
  ['driver: bridge, driver_opts: {com.docker.network.bridge.enable_icc: "0"}', true],
  ['driver: overlay, driver_opts: {com.docker.network.bridge.enable_icc: "false"}', false],
  ['driver_opts: {com.docker.network.bridge.enable_icc: "true"}', false],
  ['driver_opts: {com.docker.network.bridge.enable_icc: "${ICC}"}', false],
  ['driver_opts: {com.docker.network.bridge.enable_icc: "${ICC:-false}"}', false],
  ['internal: true', false],
];
for (const [options, apart] of written)
  test(`a project says: ${options}`, async () => {
    const content = `services: {web: {image: web, networks: [lan]}}\nnetworks: {lan: {${options}}}\n`;
    const drafts = await readSample(composeReader, { path: 'compose.yaml', content });
    const lan = drafts.find((draft) => draft.kind === 'network' && draft.name === 'lan');
    assert.ok(lan?.kind === 'network');
    assert.equal(lan.isolated === true, apart);
  });
