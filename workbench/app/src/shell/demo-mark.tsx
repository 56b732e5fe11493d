import { Tooltip } from "antd";
import { useWords } from "../i18n/words";
import "./demo-mark.css";

/** A mark, so that the demo is not taken for the real thing. */
export function DemoMark({ long = false }: { readonly long?: boolean }) {
  const words = useWords();
  return (
    <Tooltip title={words.demo.explain}>
      <strong className="demo-mark" tabIndex={0}>
        {long ? words.demo.markLong : words.demo.mark}
      </strong>
    </Tooltip>
  );
}
