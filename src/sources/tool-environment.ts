// What a program that renders hostile files is started with: none of the user's settings, credentials or plug-ins.
// https://helm.sh/docs/helm/helm/ lists Helm's own variables; Go programs take a proxy from httpproxy's.
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/** Nothing of the user's, no program to start, and a proxy that is not there. */
export function environmentIn(folder: string): Record<string, string> {
  const empty = (name: string): string => {
    const made = path.join(folder, name);
    mkdirSync(made, { recursive: true });
    return made;
  };
  const proxy = 'http://127.0.0.1:9';
  return {
    PATH: empty('bin'),
    HOME: empty('home'),
    TMPDIR: empty('tmp'),
    LANG: 'C.UTF-8',
    KUBECONFIG: '/dev/null',
    ...Object.fromEntries(['CACHE', 'CONFIG', 'DATA'].flatMap((kind) => homesOf(kind, empty('home')))),
    HELM_PLUGINS: empty('plugins'),
    KUSTOMIZE_PLUGIN_HOME: empty('plugins'),
    GIT_ALLOW_PROTOCOL: 'none',
    ...Object.fromEntries(proxyNames.map((name) => [name, proxy])),
  };
}
const proxyNames = ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
function homesOf(kind: string, folder: string): readonly (readonly [string, string])[] {
  const home = path.join(folder, kind.toLowerCase());
  return [
    [`XDG_${kind}_HOME`, home],
    [`HELM_${kind}_HOME`, home],
  ];
}
