/** Checks the proof of a record in the browser, by the rules of hub/audit/verify_standalone.py, which needs no hub. */
import type { AuditRecordsQuery } from "../generated/operations";
import { list, record as fieldsOf } from "../ask/reading";
import { sm3 } from "./sm3";

export type AuditRow = NonNullable<AuditRecordsQuery["auditRecords"]>["records"][number];
type Proof = NonNullable<AuditRow["proof"]>;
type Bytes = Uint8Array<ArrayBuffer>;
type Digest = (data: Bytes) => Promise<Bytes>;

/** GOOD and BAD were checked; the others could not be: no key, an algorithm that no browser has, a page without HTTPS. */
export type Verdict = "GOOD" | "BAD" | "NO_KEY" | "NO_ALGORITHM" | "NOT_SECURE";

/** In the order in which one rests on another. */
export const STEPS = ["shown", "leaf", "path", "key", "signature"] as const;
export type Checked = Readonly<Record<(typeof STEPS)[number], Verdict>>;

const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
const bytesOf = (base64: string): Bytes => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
const same = (one: Bytes | null, other: Bytes): boolean => one !== null && one.length === other.length && one.every((byte, at) => byte === other[at]);
const hex = (bytes: Bytes): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const joined = (...parts: readonly Bytes[]): Bytes => {
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};

const sha256: Digest = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));
const DIGESTS: Readonly<Record<string, Digest>> = { ed25519: sha256, sm2: async (data) => sm3(data) };
const [LEAF, NODE] = [Uint8Array.of(0), Uint8Array.of(1)];

/** The root to which an inclusion proof leads (RFC 9162, 2.1.3.2); null where its length is wrong. */
export async function rootOfPath(digest: Digest, leaf: Bytes, index: number, size: number, path: readonly Bytes[]): Promise<Bytes | null> {
  let [here, last, node] = [index, size - 1, leaf];
  for (const each of path) {
    if (last <= 0) return null;
    if (here % 2 === 1 || here === last) {
      node = await digest(joined(NODE, each, node));
      while (here % 2 === 0 && here > 0) [here, last] = [here / 2, Math.floor(last / 2)];
    } else node = await digest(joined(NODE, node, each));
    [here, last] = [Math.floor(here / 2), Math.floor(last / 2)];
  }
  return last <= 0 && here >= 0 ? node : null;
}

/** What a head's signature covers. */
const signedText = (log: string, { algorithm, size, rootHash, at }: Proof): Bytes => utf8(["linkage-hub audit head 1", log, algorithm, size, rootHash, at].join("\n"));

/** Whether what the page shows is what the record says. */
function shows(row: AuditRow, written: string): boolean {
  const said = fieldsOf(JSON.parse(written) as unknown);
  const question = fieldsOf(said["question"]);
  const once = (name: keyof AuditRow, of: Readonly<Record<string, unknown>>) => JSON.stringify(of[name] ?? null) === JSON.stringify(row[name] ?? null);
  const changes = list(question["changes"]).map((each) => fieldsOf(each)["field"]);
  return (
    (["index", "at", "outcome", "errors", "entityCount", "masked", "sources", "answerSha256"] as const).every((name) => once(name, said)) &&
    (["asked", "agency", "card", "role", "purpose", "case", "document", "documentSha256"] as const).every((name) => once(name, question)) &&
    JSON.stringify(changes) === JSON.stringify(row.changes.map(({ field }) => field))
  );
}

async function signatureOf(log: string, proof: Proof): Promise<Verdict> {
  if (proof.publicKey === null) return "NO_KEY";
  if (proof.algorithm !== "ed25519") return "NO_ALGORITHM";
  let key: CryptoKey;
  try {
    key = await crypto.subtle.importKey("raw", bytesOf(proof.publicKey), "Ed25519", false, ["verify"]);
  } catch (reason) {
    // A browser of before 2025 does not know the algorithm; a key that is none is the hub's fault.
    return reason instanceof DOMException && reason.name === "NotSupportedError" ? "NO_ALGORITHM" : "BAD";
  }
  return (await crypto.subtle.verify("Ed25519", key, bytesOf(proof.signature), signedText(log, proof))) ? "GOOD" : "BAD";
}

const verdict = (good: boolean): Verdict => (good ? "GOOD" : "BAD");

/** Each step of the proof by itself; what cannot be checked is said, and the others are checked. */
export async function checkProof(row: AuditRow, proof: Proof): Promise<Checked> {
  const digest = DIGESTS[proof.algorithm];
  const none = (why: Verdict): Checked => ({ shown: why, leaf: why, path: why, key: why, signature: why });
  if (digest === undefined) return none("NO_ALGORITHM");
  // Browsers hash and verify on pages of HTTPS and of this machine alone.
  if (globalThis.crypto?.subtle === undefined) return none("NOT_SECURE");
  try {
    const leaf = bytesOf(proof.leafHash);
    const root = await rootOfPath(digest, leaf, row.index, proof.size, proof.path.map(bytesOf));
    return {
      shown: verdict(shows(row, proof.record)),
      leaf: verdict(same(await digest(joined(LEAF, utf8(proof.record))), leaf)),
      path: verdict(row.index < proof.size && same(root, bytesOf(proof.rootHash))),
      key: proof.publicKey === null ? "NO_KEY" : verdict(hex(await digest(bytesOf(proof.publicKey))).slice(0, 16) === proof.key),
      signature: await signatureOf(row.log, proof),
    };
  } catch {
    // What is no Base64 or no JSON proves nothing.
    return none("BAD");
  }
}
