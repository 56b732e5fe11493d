import { beforeAll, describe, expect, it, vi } from "vitest";
import { checkProof, type AuditRow } from "./proof";
import { sm3 } from "./sm3";

type Bytes = Uint8Array<ArrayBuffer>;
const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const base64 = (bytes: Bytes): string => btoa(String.fromCharCode(...bytes));
const hex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const joined = (...parts: readonly Bytes[]): Bytes => Uint8Array.from(parts.flatMap((part) => [...part]));
const sha256 = async (data: Bytes): Promise<Bytes> => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
type Digest = (data: Bytes) => Promise<Bytes>;

const QUESTION = { asked: "2026-10-01T08:00:00Z", agency: "9901GA", card: "A-1", role: "POLICE", purpose: "AUDIT", case: null, document: null, documentSha256: "aa" };
const SAID = { index: 0, at: "2026-10-01T08:00:01Z", outcome: "ANSWERED", errors: [], entityCount: 1, masked: [], sources: ["police.residents"], answerSha256: "bb" };

/** The tree of RFC 9162, by its definition: the root over leaves, and the path of one of them. */
async function tree(digest: Digest, leaves: readonly Bytes[], index: number): Promise<{ root: Bytes; path: readonly Bytes[] }> {
  const [only] = leaves;
  if (leaves.length === 1 && only !== undefined) return { root: only, path: [] };
  const cut = 2 ** Math.floor(Math.log2(leaves.length - 1));
  const [left, right] = [await tree(digest, leaves.slice(0, cut), Math.min(index, cut - 1)), await tree(digest, leaves.slice(cut), Math.max(0, index - cut))];
  const root = await digest(joined(Uint8Array.of(1), left.root, right.root));
  return { root, path: index < cut ? [...left.path, right.root] : [...right.path, left.root] };
}

let key: CryptoKeyPair;

/** A record of a log of this size, and all that proves it. */
async function proven(index: number, size: number, algorithm: "ed25519" | "sm2" = "ed25519"): Promise<AuditRow> {
  const digest: Digest = algorithm === "ed25519" ? sha256 : async (data) => sm3(data);
  const record = JSON.stringify({ ...SAID, index, question: QUESTION });
  const leaf = await digest(joined(Uint8Array.of(0), utf8(record)));
  const others = await Promise.all(Array.from({ length: size }, (_, at) => digest(utf8(String(at)))));
  const { root, path } = await tree(digest, others.with(index, leaf), index);
  const publicKey: Bytes = new Uint8Array(await crypto.subtle.exportKey("raw", key.publicKey));
  const head = { algorithm, size, rootHash: base64(root), at: "2026-10-01T09:00:00Z" };
  const text = ["linkage-hub audit head 1", "hub-1", algorithm, size, head.rootHash, head.at].join("\n");
  const signature: Bytes = new Uint8Array(await crypto.subtle.sign("Ed25519", key.privateKey, utf8(text)));
  const proof = { ...head, key: hex(await digest(publicKey)).slice(0, 16), publicKey: base64(publicKey), signature: base64(signature), record, leafHash: base64(leaf), path: path.map(base64) };
  return { ...QUESTION, ...SAID, log: "hub-1", index, operation: "query", changes: [], cost: 1, ms: 1, proof } as unknown as AuditRow;
}

const verdicts = async (row: AuditRow, changed: Partial<NonNullable<AuditRow["proof"]>> = {}) => {
  const proof = { ...row.proof, ...changed } as NonNullable<AuditRow["proof"]>;
  return checkProof(row, proof);
};
const ALL = { shown: "GOOD", leaf: "GOOD", path: "GOOD", key: "GOOD", signature: "GOOD" };

beforeAll(async () => {
  key = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
});

describe("the proof of a record", () => {
  it("holds at every place of logs of every shape", async () => {
    for (let size = 1; size <= 9; size += 1) {
      for (let index = 0; index < size; index += 1) expect(await verdicts(await proven(index, size)), `${index} of ${size}`).toEqual(ALL);
    }
  });

  it("says which step does not hold", async () => {
    const row = await proven(2, 5);
    const other = await proven(3, 5);
    expect(await verdicts({ ...row, card: "B-2" })).toEqual({ ...ALL, shown: "BAD" });
    expect(await verdicts(row, { record: row.proof?.record.replace("A-1", "B-2") ?? "" })).toMatchObject({ shown: "BAD", leaf: "BAD", path: "GOOD" });
    expect(await verdicts(row, { path: row.proof?.path.slice(1) ?? [] })).toEqual({ ...ALL, path: "BAD" });
    expect(await verdicts(row, { path: other.proof?.path ?? [] })).toEqual({ ...ALL, path: "BAD" });
    expect(await verdicts(row, { key: "0000000000000000" })).toEqual({ ...ALL, key: "BAD" });
    expect(await verdicts(row, { at: "2026-10-01T09:00:01Z" })).toEqual({ ...ALL, signature: "BAD" });
    expect(await verdicts(row, { rootHash: "no Base64!" })).toMatchObject({ path: "BAD" });
  });

  it("says what cannot be checked here, and checks the rest", async () => {
    const row = await proven(1, 3);
    expect(await verdicts(row, { publicKey: null })).toEqual({ ...ALL, key: "NO_KEY", signature: "NO_KEY" });
    expect(await verdicts(await proven(1, 3, "sm2"))).toEqual({ ...ALL, signature: "NO_ALGORITHM" });
    expect(await verdicts(row, { algorithm: "unheard of" })).toMatchObject({ path: "NO_ALGORITHM" });
    vi.stubGlobal("crypto", {});
    expect(await verdicts(row)).toMatchObject({ path: "NOT_SECURE", signature: "NOT_SECURE" });
    vi.unstubAllGlobals();
  });
});

describe("SM3", () => {
  it("is that of GB/T 32905", () => {
    expect(hex(sm3(utf8("abc")))).toBe("66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
    expect(hex(sm3(utf8("abcd".repeat(16))))).toBe("debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  });
});
