import { App, Button, Flex, Input, Popconfirm, Typography } from "antd";
import { useMemo, useState } from "react";
import { useNavigate } from "react-router";
import type { HubError } from "../../ask/problems";
import { asHubError, shown, useAsk, useQuestion } from "../../ask/use-ask";
import { DeleteChart, SaveChart, SavedCharts } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { Failure, Loading, Nothing } from "../../shell/states";
import { content, MOST_LINKS, MOST_NODES, type View } from "../chart/saved";
import type { ChartNow } from "../use-chart";

interface SavedPanelProps {
  readonly now: ChartNow;
  readonly view: () => View;
}

/** Six digits in a row would say who somebody is; the hub refuses them as well. */
const TELLS = /[0-9]{6}/;

/** Saving the chart, and those saved before: arrangements alone, no facts. */
export function SavedPanel({ now, view }: SavedPanelProps) {
  const { words, format } = useTongue();
  const { message } = App.useApp();
  const put = useAsk();
  const navigate = useNavigate();
  const [list, again] = useQuestion(SavedCharts, {});
  const [title, setTitle] = useState(now.as?.title ?? "");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<HubError | null>(null);
  const { chart, as, setAs } = now;
  // A second click, or a try after a lost answer, saves nothing twice.
  const key = useMemo(() => ({ of: chart, title, key: crypto.randomUUID() }).key, [chart, title]);
  const tooLarge = chart.nodes.size > MOST_NODES || chart.links.size > MOST_LINKS;
  const charts = shown(list)?.data.savedCharts ?? [];

  const doing = async (what: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      again();
    } catch (reason) {
      setError(asHubError(reason));
    }
    setBusy(false);
  };
  const save = (id: string | null) =>
    doing(async () => {
      const { data } = await put(SaveChart, { key: id === null ? key : `${key}-again`, title: title.trim(), content: content(chart, view()), id });
      setAs({ id: data.saveChart.id, title: data.saveChart.title });
      message.success(words.graph.savedNow(format.time(data.saveChart.expiresAt)));
    });
  const remove = (id: string) =>
    doing(async () => {
      await put(DeleteChart, { id });
      if (as?.id === id) setAs(null);
    });

  return (
    <Flex vertical gap="middle">
      <Flex vertical gap="small">
        <label htmlFor="chart-title">{words.graph.chartTitle}</label>
        <Input id="chart-title" maxLength={60} value={title} status={TELLS.test(title) ? "error" : ""} onChange={({ target }) => setTitle(target.value)} />
        <Typography.Text type={TELLS.test(title) ? "danger" : "secondary"}>{words.graph.chartTitleHint}</Typography.Text>
        {tooLarge && <Typography.Text type="danger">{words.graph.tooLarge(format.number(MOST_NODES), format.number(MOST_LINKS))}</Typography.Text>}
        <Flex gap="small" wrap>
          <Button
            type="primary"
            size="small"
            loading={busy}
            disabled={title.trim() === "" || TELLS.test(title) || chart.nodes.size === 0 || tooLarge}
            onClick={() => void save(as?.id ?? null)}
          >
            {as === null ? words.graph.save : words.graph.saveAgain}
          </Button>
          {as !== null && (
            <Button size="small" loading={busy} disabled={title.trim() === "" || TELLS.test(title) || tooLarge} onClick={() => void save(null)}>
              {words.graph.saveNew}
            </Button>
          )}
        </Flex>
        <Typography.Text type="secondary">{words.graph.savedHolds}</Typography.Text>
      </Flex>
      {error !== null && <Failure error={error} />}
      {list.kind === "failed" && <Failure error={list.error} again={again} />}
      {list.kind === "asking" && charts.length === 0 && <Loading rows={2} />}
      {list.kind === "answered" && charts.length === 0 && <Nothing text={words.graph.noneSaved} />}
      <ul className="saved">
        {charts.map((each) => (
          <li key={each.id} aria-current={each.id === as?.id}>
            <div>
              <Typography.Text strong>{each.title}</Typography.Text>
              <br />
              <Typography.Text type="secondary">
                {words.graph.savedLine(format.number(each.nodes), format.number(each.links), format.time(each.savedAt))}
                {each.case === null ? "" : ` · ${each.case}`}
              </Typography.Text>
            </div>
            <Flex gap={4}>
              <Button size="small" aria-label={`${words.common.open}: ${each.title}`} onClick={() => void navigate(`/graph/${encodeURIComponent(each.id)}`)}>
                {words.common.open}
              </Button>
              <Popconfirm title={words.graph.deleteSure} okText={words.graph.delete} cancelText={words.common.cancel} onConfirm={() => void remove(each.id)}>
                <Button size="small" aria-label={`${words.graph.delete}: ${each.title}`}>
                  {words.graph.delete}
                </Button>
              </Popconfirm>
            </Flex>
          </li>
        ))}
      </ul>
    </Flex>
  );
}
