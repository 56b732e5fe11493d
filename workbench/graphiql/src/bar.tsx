import type { Refusal } from "./ask";
import type { Officer } from "./start";

interface BarProps {
  readonly officers: readonly Officer[] | null;
  readonly token: string;
  readonly refusal: Refusal | null;
  readonly problems: readonly string[];
  /** Opened from the workbench: its session counts here as long as there is no token. */
  readonly session: boolean;
  readonly onToken: (token: string, how: "typed" | "chosen") => void;
}

export function Bar({ officers, token, refusal, problems, session, onToken }: BarProps) {
  const demo = officers !== null;
  const chosen = officers?.findIndex((officer) => officer.token === token) ?? -1;
  return (
    <header className="bar">
      <div className="bar-row">
        <strong className="bar-name">Linkage Hub</strong>
        <span className="bar-sub">关联查询中心 · GraphQL</span>
        {demo && <span className="bar-demo" title="Anybody can act as any of these officers; the development issuer exists in demo mode alone.">Demo · development issuer · 虚构数据 · 开发用令牌</span>}
        <span className="bar-gap" />
        {demo && officers.length > 0 && (
          <label>
            <span>Demo officer · 演示警员</span>
            <select
              value={chosen < 0 ? "" : String(chosen)}
              onChange={(event) => {
                const officer = officers[Number(event.target.value)];
                onToken(event.target.value === "" ? "" : (officer?.token ?? ""), "chosen");
              }}
            >
              <option value="">— choose · 请选择 —</option>
              {officers.map((officer, index) => (
                <option key={officer.card} value={String(index)}>
                  {`${officer.name} · ${officer.agency} (${officer.card})`}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          <span>Token · 令牌</span>
          <input
            type="password"
            value={token}
            placeholder="Bearer token"
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => onToken(event.target.value, "typed")}
          />
        </label>
      </div>
      {refusal !== null ? (
        <p className="bar-hint bar-refused" role="alert">
          <strong>{refusal.message}</strong> {refusal.hint}
        </p>
      ) : token === "" && !session ? (
        <p className="bar-hint" role="status">
          <strong>No token · 未填写令牌.</strong>{" "}
          {demo
            ? "Choose a demo officer or paste a bearer token: without one the hub refuses every question. 请先选择演示警员或填写令牌。"
            : "Paste your bearer token (kept in this page's memory only): without one the hub refuses every question. 请先填写令牌。"}
        </p>
      ) : null}
      {problems.length > 0 && (
        <p className="bar-hint" role="status">
          Not loaded · 未能加载: {problems.join("; ")}
        </p>
      )}
    </header>
  );
}
