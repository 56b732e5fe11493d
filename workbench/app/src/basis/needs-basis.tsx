import { Button } from "antd";
import { useState } from "react";
import { useWords } from "../i18n/words";
import { Notice } from "../shell/notice";
import { BasisDialog, WARMS } from "./basis-dialog";

/** Where nothing can be shown until one says why one asks. */
export function NeedsBasis() {
  const words = useWords();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Notice
        kind="info"
        text={words.basis.needed}
        more={words.basis.neededText}
        action={
          <Button type="primary" {...WARMS} onClick={() => setOpen(true)}>
            {words.basis.choose}
          </Button>
        }
      />
      <BasisDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}
