import { buildSchema, parse, validate } from "graphql";
import { describe, expect, it } from "vitest";
import sdl from "../../../schema/schema.graphql?raw";
import { columnsOf, linkFields, linkProps, pageQuestion, type Edge } from "../src/entity/compose";
import { hubOrder, inOrder, ofLink, ofNode, type Sort } from "../src/entity/sorting";
import { KINDS, type LinkField } from "../src/model/model";

const schema = buildSchema(sdl);
const fieldOf = (kind: string, name: string): LinkField => {
  const found = linkFields(kind).find((field) => field.name === name);
  if (found === undefined) throw new Error(`${kind} has no ${name}.`);
  return found;
};
const by = (column: string, descending = false): Sort => ({ column, descending });

describe("what the hub sorts by", () => {
  const drives = fieldOf("Person", "drives");

  it("is what its schema offers of the entities at the far end", () => {
    expect(hubOrder(drives, by("node.status", true))).toEqual({ prop: "status", descending: true });
    expect(hubOrder(drives, by("label"))).toEqual({ prop: "plateNo", descending: false });
    expect(hubOrder(fieldOf("Vehicle", "owners"), by("label"))).toEqual({ prop: "name", descending: false });
  });

  it("is nothing of the link itself", () => {
    expect(["since", "until", "source", "link.times"].map((column) => hubOrder(drives, by(column)))).toEqual([null, null, null, null]);
    expect(hubOrder(fieldOf("Flag", "subjects"), by("label"))).toBeNull();
    expect(hubOrder(fieldOf("Vehicle", "owners"), by("node.isDebtor"))).toBeNull();
  });

  it.each(KINDS)("holds against the hub's schema: %s", (kind) => {
    const sorted = linkFields(kind).flatMap((field) => {
      const columns = ["label", "since", "until", "source", ...columnsOf(field.target).map(ofNode), ...linkProps(field).map(ofLink)];
      const orders = columns.flatMap((column) => hubOrder(field, by(column, true)) ?? []);
      return orders.map((order) => pageQuestion(kind, field, order).text);
    });
    expect(sorted.length).toBeGreaterThan(0);
    expect(sorted.every((text) => text.includes("DESC"))).toBe(true);
    expect(sorted.flatMap((text) => validate(schema, parse(text)).map((error) => error.message))).toEqual([]);
  });
});

describe("rows that are all there", () => {
  const provenance = { source: "test.feed", batch: "1", assertedBy: [], firstSeen: null, lastSeen: null };
  const edge = (label: string | null, since: string | null, times: number | null): Edge => ({
    since,
    until: null,
    provenance,
    times,
    node: { __typename: "Vehicle", id: String(label), label },
  });
  const rows = [edge("王二", "2026-01-02", 10), edge(null, null, null), edge("陈一", "2025-12-31", 9), edge("李三", "2026-01-02", 212)];
  const text = (value: unknown) => (value === null ? null : String(value));
  const order = (sort: Sort) => inOrder(rows, sort, text).map(({ node }) => node.label);

  it("stand by pinyin, numbers by size, days by date", () => {
    expect(order(by("label"))).toEqual(["陈一", "李三", "王二", null]);
    expect(order(by("link.times"))).toEqual(["陈一", "王二", "李三", null]);
    expect(order(by("since"))).toEqual(["陈一", "王二", "李三", null]);
  });

  it("have what has no value last either way, and leave equals as they were", () => {
    expect(order(by("since", true))).toEqual(["王二", "李三", "陈一", null]);
    expect(order(by("link.times", true))).toEqual(["李三", "王二", "陈一", null]);
  });

  it("stay as they were behind the sorted ones", () => expect(rows.map(({ node }) => node.label)).toEqual(["王二", null, "陈一", "李三"]));
});
