// Annotations by which an object says what its authors live with: ours, kube-linter's, Checkov's, Polaris's, kube-score's.
// docs.kubelinter.io, checkov.io/4.Integrations/Kubernetes, polaris.docs.fairwinds.com, github.com/zegl/kube-score.
import type { WaiverDraft } from '../../model/cluster-facts.ts';
import { getPath, membersOf, placeAt, placeOf, scalarText, type Value } from './config-value.ts';

interface Read {
  readonly tool: string;
  readonly rules: readonly string[];
  readonly reason?: string;
}
const readings: readonly (readonly [key: RegExp, read: (match: RegExpExecArray, value: string) => Read | undefined])[] =
  [
    [
      /^ignore\.plimsoll\/([\w.-]{1,63})$/u,
      ([, rule = ''], reason) => ({ tool: 'plimsoll', rules: [rule], ...(reason.trim() !== '' && { reason }) }),
    ],
    [
      /^ignore-check\.kube-linter\.io\/([\w-]{1,63})$/u,
      ([, check = ''], reason) => ({ tool: 'kube-linter', rules: [`kl:${check}`], ...(reason !== '' && { reason }) }),
    ],
    [
      /^kube-linter\.io\/ignore-all$/u,
      (_match, reason) => ({ tool: 'kube-linter', rules: ['*'], ...(reason !== '' && { reason }) }),
    ],
    [
      /^checkov\.io\/skip\d{0,4}$/u,
      (_match, value) => {
        const [rule = '', ...rest] = value.split('=');
        const reason = rest.join('=').trim();
        return { tool: 'checkov', rules: [rule.trim()], ...(reason !== '' && { reason }) };
      },
    ],
    [
      /^polaris\.fairwinds\.com\/(?:([\w-]{1,63})-)?exempt$/u,
      ([, check], value) =>
        value === 'true' ? { tool: 'polaris', rules: [check === undefined ? '*' : `pol:${check}`] } : undefined,
    ],
    [
      /^kube-score\/ignore$/u,
      (_match, value) => ({ tool: 'kube-score', rules: value.split(',').map((check) => `sc:${check.trim()}`) }),
    ],
  ];

/** How all of them begin. */
const telling = /^(?:ignore|kube-linter|checkov|polaris|kube-score)/u;
/** Of the object's own metadata and of its pod template's; each speaks of the object as a whole. */
export function waiversOf(root: Value, template: Value | undefined): readonly WaiverDraft[] {
  const { file } = root;
  const annotations = [root, template].flatMap((value) => membersOf(getPath(value, 'metadata', 'annotations')));
  const told = annotations.filter(({ name }) => telling.test(name));
  if (told.length === 0) return [];
  const lines = {
    first: placeOf(root).line ?? 1,
    last: placeAt(file, Math.max(root.node.start, root.node.end - 1)).line ?? 1,
  };
  return told.flatMap(({ name, value }): WaiverDraft[] => {
    for (const [key, read] of readings) {
      const match = key.exec(name);
      const waiver = match === null ? undefined : read(match, scalarText(value) ?? '');
      if (waiver === undefined) continue;
      return [{ kind: 'waiver', ...waiver, lines: file.origin?.linesFor(value.offset) ?? lines, at: [placeOf(value)] }];
    }
    return [];
  });
}
