import { Flex, Tag, Typography } from "antd";
import { lazy, Suspense, useEffect } from "react";
import { opensGraph, useBasis } from "../basis/basis";
import { NeedsBasis } from "../basis/needs-basis";
import { useTongue } from "../i18n/words";
import { valueKindLabel } from "../model/model";
import { Page } from "../shell/page";
import { Failure, Loading, Nothing } from "../shell/states";
import { MOST, useSearching, worthAsking } from "./searching";
import { useSearch } from "./use-search";

/** Loaded once the page stands: nobody needs a table to sign in, nor to begin to type. */
const load = () => import("./hits");
const Hits = lazy(load);
const PurposePages = lazy(() => import("../purposes/purpose-pages"));

/** Everything found for what stands in the box; also the first page. */
export function SearchPage() {
  const { words, language } = useTongue();
  const { text } = useSearching();
  const { purpose } = useBasis();
  // A purpose that opens other pages alone has nothing to search; what was typed for another one is not asked.
  const other = purpose !== null && !opensGraph(purpose);
  const asked = !other && worthAsking(text);
  const { asking, answer, error, again } = useSearch(asked ? text : "", MOST);
  const found = answer?.data.search ?? null;
  useEffect(() => void load().catch(() => {}), []);
  if (other) {
    return (
      <Page title={purpose[language]}>
        <NeedsBasis />
      </Page>
    );
  }
  return (
    <Page title={asked ? words.search.title : words.search.start}>
      {!opensGraph(purpose) && <NeedsBasis />}
      {!asked && <Start />}
      {!asked && purpose !== null && opensGraph(purpose) && (
        <Suspense fallback={<Loading />}>
          <PurposePages purpose={purpose} />
        </Suspense>
      )}
      {asked && error !== null && <Failure error={error} again={again} />}
      {asked && error === null && found === null && asking && <Loading />}
      {asked && found !== null && (
        <>
          {found.recognisedAs.length > 0 && (
            <Flex gap="small" align="center">
              <Typography.Text type="secondary">{words.search.recognised}</Typography.Text>
              {found.recognisedAs.map((kind) => (
                <Tag key={kind}>{valueKindLabel(kind, language)}</Tag>
              ))}
            </Flex>
          )}
          {found.hits.length === 0 ? (
            <Nothing text={words.search.none} hint={words.search.noneHint} />
          ) : (
            <Suspense fallback={<Loading />}>
              <Hits hits={found.hits} more={found.moreExist} />
            </Suspense>
          )}
        </>
      )}
    </Page>
  );
}

function Start() {
  const { words } = useTongue();
  const { recent, setText } = useSearching();
  return (
    <>
      <Typography.Paragraph className="lead">{words.search.startText}</Typography.Paragraph>
      <Typography.Paragraph type="secondary">
        {[words.search.placeholder, words.search.key, words.search.keys].join(" · ")}
      </Typography.Paragraph>
      {recent.length > 0 && (
        <Flex gap="small" wrap align="center">
          <Typography.Text type="secondary">{words.search.recent}</Typography.Text>
          {recent.map((text) => (
            <Typography.Link key={text} onClick={() => setText(text)}>
              {text}
            </Typography.Link>
          ))}
        </Flex>
      )}
    </>
  );
}
