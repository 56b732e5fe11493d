import { App, Button, Flex, Input, Popconfirm, Typography } from "antd";
import { useMemo, useState } from "react";
import { flushSync } from "react-dom";
import { useNavigate } from "react-router";
import { useAsk } from "../../ask/use-ask";
import { useChange } from "../../ask/use-change";
import { useQuestion } from "../../ask/use-question";
import { DeleteChart, SaveChart, SavedCharts } from "../../generated/operations";
import { useTongue } from "../../i18n/words";
import { Failure, Loading, Nothing } from "../../shell/states";
import { content, MOST_LINKS, MOST_NODES, type View } from "../chart/saved";
import type { Viewport } from "../drawing/drawing";
import { useGraph } from "./graph-context";

/** Six digits in a row would say who somebody is; the hub refuses them as well. */
const TELLS = /[0-9]{6}/;

/** Where one looks; at the origin where nothing is drawn. */
const viewOf = (at: Viewport | undefined): View => (at === undefined ? { x: 0, y: 0, zoom: 1 } : { x: at.left + at.width / 2, y: at.top + at.height / 2, zoom: at.zoom });

/** Saving the chart, and those saved before: arrangements alone, no facts. */
export function SavedPanel() {
  const { words, format } = useTongue();
  const { message } = App.useApp();
  const put = useAsk();
  const { chart, as, setAs, controls } = useGraph();
  const navigate = useNavigate();
  const { answer, asking, error: notListed, again } = useQuestion(SavedCharts, {});
  const [title, setTitle] = useState(as?.title ?? "");
  // A second click, or a try after a lost answer, saves nothing twice.
  const key = useMemo(() => ({ of: chart, title, key: crypto.randomUUID() }).key, [chart, title]);
  const tooLarge = chart.nodes.size > MOST_NODES || chart.links.size > MOST_LINKS;
  const charts = answer?.data.savedCharts ?? [];

  const { changing: busy, error, change } = useChange(async (make: () => Promise<void>) => {
    await make();
    again();
  });
  const save = (id: string | null) =>
    change(async () => {
      const { data } = await put(SaveChart, { key: id === null ? key : `${key}-again`, title: title.trim(), content: content(chart, viewOf(controls.current?.viewport())), id });
      // Once the address is that of a saved chart, nothing warns any more that it is not saved.
      flushSync(() => setAs({ id: data.saveChart.id, title: data.saveChart.title }, chart));
      // Loaded again, the page opens what was saved.
      void navigate(`/graph/${encodeURIComponent(data.saveChart.id)}`, { replace: true });
      message.success(words.graph.savedNow(format.time(data.saveChart.expiresAt)));
    });
  const remove = (id: string) =>
    change(async () => {
      await put(DeleteChart, { id });
      if (as?.id === id) setAs(null, null);
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
            onClick={() => save(as?.id ?? null)}
          >
            {as === null ? words.graph.save : words.graph.saveAgain}
          </Button>
          {as !== null && (
            <Button size="small" loading={busy} disabled={title.trim() === "" || TELLS.test(title) || tooLarge} onClick={() => save(null)}>
              {words.graph.saveNew}
            </Button>
          )}
        </Flex>
        <Typography.Text type="secondary">{words.graph.savedHolds}</Typography.Text>
      </Flex>
      {error !== null && <Failure error={error} again={null} />}
      {notListed !== null && <Failure error={notListed} again={again} />}
      {asking && charts.length === 0 && <Loading rows={2} />}
      {answer !== null && !asking && charts.length === 0 && <Nothing text={words.graph.noneSaved} />}
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
              <Popconfirm title={words.graph.deleteSure} okText={words.graph.delete} cancelText={words.common.cancel} onConfirm={() => remove(each.id)}>
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
