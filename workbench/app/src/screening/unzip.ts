/** The files of a ZIP archive, unpacked by the browser. */
export class NoArchive extends Error {}
/** Unpacked, it would fill the memory: an archive of a few kilobytes can hold gigabytes. */
export class TooLarge extends Error {}

export const MOST_BYTES = 200 << 20;
const [END, ENTRY, END_LENGTH, LONGEST_COMMENT] = [0x06054b50, 0x02014b50, 22, 0xffff];
const [STORED, DEFLATED] = [0, 8];

interface Entry {
  readonly method: number;
  readonly packed: Uint8Array<ArrayBuffer>;
}

export type Archive = (name: string) => Promise<string | null>;

/** Opens an archive: its files by name as text; null for a name that is not there. */
export function archiveOf(bytes: Uint8Array<ArrayBuffer>): Archive {
  const entries = entriesOf(bytes);
  let left = MOST_BYTES;
  return async (name) => {
    const entry = entries.get(name);
    if (entry === undefined) return null;
    if (entry.method !== STORED && entry.method !== DEFLATED) throw new NoArchive();
    const stream = new Blob([entry.packed]).stream();
    const parts: Uint8Array<ArrayBuffer>[] = [];
    const reader = (entry.method === STORED ? stream : stream.pipeThrough(new DecompressionStream("deflate-raw"))).getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      left -= part.value.length;
      if (left < 0) {
        void reader.cancel();
        throw new TooLarge();
      }
      parts.push(part.value);
    }
    return new Blob(parts).text();
  };
}

/** The directory at the end of the archive names each file and where it begins. */
function entriesOf(bytes: Uint8Array<ArrayBuffer>): ReadonlyMap<string, Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    let at = bytes.length - END_LENGTH;
    while (view.getUint32(at, true) !== END) {
      at -= 1;
      if (at < bytes.length - END_LENGTH - LONGEST_COMMENT) throw new NoArchive();
    }
    const found = new Map<string, Entry>();
    let [count, here] = [view.getUint16(at + 10, true), view.getUint32(at + 16, true)];
    for (; count > 0; count -= 1) {
      if (view.getUint32(here, true) !== ENTRY) throw new NoArchive();
      const [size, name, extra, comment] = [view.getUint32(here + 20, true), view.getUint16(here + 28, true), view.getUint16(here + 30, true), view.getUint16(here + 32, true)];
      const local = view.getUint32(here + 42, true);
      // The file's own head has an extra part of another length.
      const begins = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      const title = new TextDecoder().decode(bytes.subarray(here + 46, here + 46 + name));
      found.set(title, { method: view.getUint16(here + 10, true), packed: bytes.subarray(begins, begins + size) });
      here += 46 + name + extra + comment;
    }
    return found;
  } catch (reason) {
    // What is read beyond the end is no archive either.
    throw reason instanceof RangeError ? new NoArchive() : reason;
  }
}
