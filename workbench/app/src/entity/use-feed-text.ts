import { useTongue } from "../i18n/words";
import { feedLabel } from "../model/feeds";

/** Says whose register a feed is, in the language of the page; that it is closed where the purpose names none. */
export function useFeedText(): (feed: string | null) => string {
  const { words, language } = useTongue();
  return (feed) => (feed === null ? words.entity.closed : feedLabel(feed, language));
}
