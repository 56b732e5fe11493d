import { describe, expect, it } from "vitest";
import { feedLabel } from "../src/model/feeds";

describe("a feed", () => {
  it("is its agency and its register", () => {
    expect(feedLabel("police.residents", "zh")).toBe("公安局 · 常住人口登记");
    expect(feedLabel("police.residents", "en")).toBe("Public security bureau · Resident register");
  });

  it("keeps its name where an agency declared it by itself", () => {
    expect(feedLabel("mybank.deposits", "zh")).toBe("mybank.deposits");
    expect(feedLabel("police.later", "zh")).toBe("公安局 · later");
  });
});
