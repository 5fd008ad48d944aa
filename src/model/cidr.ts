// Blocks of addresses: https://www.rfc-editor.org/rfc/rfc4632 https://www.rfc-editor.org/rfc/rfc4291#section-2.3
interface Block {
  readonly bits: bigint;
  readonly width: 32 | 128;
  readonly prefix: number;
}
/** Whether the block holds the other one, or the one address; what is no block holds nothing. */
export function holdsBlock(outer: string, inner: string): boolean {
  const a = parseBlock(outer);
  const b = parseBlock(inner);
  if (a === undefined || b === undefined || a.width !== b.width || a.prefix > b.prefix) return false;
  const rest = BigInt(a.width - a.prefix);
  return a.bits >> rest === b.bits >> rest;
}
/** Half of all addresses or more. */
export function isEverywhere(cidr: string): boolean {
  const block = parseBlock(cidr);
  return block !== undefined && block.prefix <= 1;
}

function parseBlock(text: string): Block | undefined {
  if (text.length > 64) return undefined;
  const [address = '', written, ...more] = text.split('/');
  const parsed = address.includes(':') ? parseV6(address) : parseV4(address);
  if (parsed === undefined || more.length > 0) return undefined;
  const width = address.includes(':') ? 128 : 32;
  if (written !== undefined && !/^\d{1,3}$/.test(written)) return undefined;
  const prefix = written === undefined ? width : Number(written);
  return prefix > width ? undefined : { bits: parsed, width, prefix };
}
function parseV4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 255)) return undefined;
  return parts.reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}
function parseV6(text: string): bigint | undefined {
  const halves = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  if (halves.length > 2) return undefined;
  const [head = [], tail] = halves;
  const left = 8 - head.length - (tail?.length ?? 0);
  if (tail === undefined ? left !== 0 : left < 1) return undefined;
  const groups = [...head, ...Array.from({ length: left }, () => '0'), ...(tail ?? [])];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((bits, group) => (bits << 16n) | BigInt(`0x${group}`), 0n);
}
