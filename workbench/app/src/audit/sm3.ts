/** SM3 (GB/T 32905): no browser has it, and the tree of a hub with the national algorithms is built of it. */
const IV = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e];
const BLOCK = 64;

const rol = (x: number, n: number): number => (x << (n % 32)) | (x >>> (32 - (n % 32)));
const spread = (x: number): number => x ^ rol(x, 15) ^ rol(x, 23);

/** The message with the bit 1, zeros, and its length in bits. */
function padded(data: Uint8Array): DataView {
  const bytes = new Uint8Array(Math.ceil((data.length + 9) / BLOCK) * BLOCK);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setBigUint64(bytes.length - 8, BigInt(data.length) * 8n);
  return view;
}

function round(state: readonly number[], view: DataView, at: number): number[] {
  const w = Array.from({ length: 16 }, (_, i) => view.getUint32(at + 4 * i));
  const word = (j: number): number => w[j] ?? 0;
  for (let j = 16; j < 68; j += 1) w.push(spread(word(j - 16) ^ word(j - 9) ^ rol(word(j - 3), 15)) ^ rol(word(j - 13), 7) ^ word(j - 6));
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let j = 0; j < 64; j += 1) {
    const early = j < 16;
    const s1 = rol((rol(a, 12) + e + rol(early ? 0x79cc4519 : 0x7a879d8a, j)) | 0, 7);
    const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
    const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
    const one = (ff + d + (s1 ^ rol(a, 12)) + (word(j) ^ word(j + 4))) | 0;
    const two = (gg + h + s1 + word(j)) | 0;
    [a, b, c, d, e, f, g, h] = [one, a, rol(b, 9), c, two ^ rol(two, 9) ^ rol(two, 17), e, rol(f, 19), g];
  }
  return [a, b, c, d, e, f, g, h].map((x, i) => x ^ (state[i] ?? 0));
}

export function sm3(data: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = padded(data);
  let state: readonly number[] = IV;
  for (let at = 0; at < view.byteLength; at += BLOCK) state = round(state, view, at);
  const out = new DataView(new ArrayBuffer(32));
  state.forEach((x, i) => out.setUint32(4 * i, x >>> 0));
  return new Uint8Array(out.buffer);
}
