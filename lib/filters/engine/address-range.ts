const V4 = 4;
const V6 = 8;

function parts(text: string): bigint | undefined {
  const bytes = text.split('.');
  if (bytes.length !== V4 || bytes.some((byte) => !/^\d{1,3}$/.test(byte) || Number(byte) > 255)) return undefined;
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

function groups(text: string): bigint | undefined {
  const [head, tail] = text.split('::').map((half) => (half === '' ? [] : half.split(':')));
  const missing = tail === undefined ? 0 : V6 - head.length - tail.length;
  const all = [...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? [])];
  if (all.length !== V6 || all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return all.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

/**
 * Whether an IP address lies in a range such as `10.0.0.0/24`.
 *
 * @internal
 */
export function inRange(address: string, range: string): boolean {
  const [base, mask] = range.split('/');
  const six = base.includes(':');
  const [first, one] = six ? [groups(base), groups(address)] : [parts(base), parts(address)];
  if (first === undefined || one === undefined || !/^\d+$/.test(mask ?? '')) return false;
  const free = BigInt(Math.max(0, (six ? 128 : 32) - Number(mask)));
  return first >> free === one >> free;
}
