import { Popover, Typography } from "antd";
import { useTongue } from "../i18n/words";
import type { Source } from "./compose";
import { useFeedText } from "./use-feed-text";

/** Whose register says so and since when; all of it on a click. */
export function SourceText({ source }: { readonly source: Source }) {
  const { words, format } = useTongue();
  const feedText = useFeedText();
  const seen = source.lastSeen === null ? "" : ` · ${format.day(source.lastSeen)}`;
  return (
    <Popover trigger="click" destroyOnHidden title={words.entity.sources} content={<SourceList source={source} />}>
      <Typography.Link role="button" tabIndex={0} onKeyDown={(event) => event.key === "Enter" && event.currentTarget.click()}>
        {feedText(source.source)}
        {seen}
      </Typography.Link>
    </Popover>
  );
}

export function SourceList({ source }: { readonly source: Source }) {
  const { words, format } = useTongue();
  const feedText = useFeedText();
  return (
    <dl>
      <dt>{words.entity.source}</dt>
      <dd>{feedText(source.source)}</dd>
      <dt>{words.entity.assertedBy}</dt>
      <dd>
        {source.assertedBy.map((feed) => (
          <div key={feed}>{feedText(feed)}</div>
        ))}
      </dd>
      <dt>{words.entity.firstSeen}</dt>
      <dd>{source.firstSeen === null ? words.common.unknown : format.day(source.firstSeen)}</dd>
      <dt>{words.entity.lastSeen}</dt>
      <dd>{source.lastSeen === null ? words.common.unknown : format.day(source.lastSeen)}</dd>
      <dt>{words.entity.batch}</dt>
      <dd>{source.batch}</dd>
    </dl>
  );
}
