// What the words of an EXPOSE say: `8080`, `8000-8010/udp`, and what should not stand there, `127.0.0.1:80:80/TCP`.
import type { Instruction, Stage } from '../../model/build-facts.ts';
import { instructionsOf } from './edits.ts';

export interface ExposedPort {
  readonly instruction: Instruction;
  /** As written. */
  readonly raw: string;
  readonly from: number;
  readonly to: number;
  /** Lower case. */
  readonly protocol: string;
  /** An address or a port of the host stands before it. */
  readonly isMapped: boolean;
  /** The same as it should be written. */
  readonly plain: string;
}

export function* exposedPorts(stages: readonly Stage[]): Generator<ExposedPort> {
  for (const instruction of instructionsOf(stages, 'EXPOSE')) {
    for (const { text, raw } of instruction.args) {
      const [address = '', written = 'tcp', more] = (text ?? '').split('/');
      const range = /^\d+(?:-\d+)?$/u.exec(address.slice(address.lastIndexOf(':') + 1))?.[0];
      if (range === undefined || more !== undefined || range.length > 20) continue;
      const [from = 0, to = from] = range.split('-').map(Number);
      const protocol = written.toLowerCase();
      const plain = text?.includes('/') === true ? `${range}/${protocol}` : range;
      yield { instruction, raw, from, to, protocol, isMapped: address.includes(':'), plain };
    }
  }
}
