import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useWords } from "../i18n/words";
import { Notice } from "../shell/notice";
import { Loading } from "../shell/states";
import { useBasis, WITHOUT_BASIS, type Purpose } from "./basis";
import { BasisDialog, WARMS } from "./basis-dialog";

/** Nobody who searches sees it. */
const PurposePages = lazy(() => import("../purposes/purpose-pages"));

/** Where nothing can be shown on the present basis: one says why one asks, or goes where the purpose leads. */
export function NeedsBasis() {
  const { purpose } = useBasis();
  return purpose === null || purpose.name === WITHOUT_BASIS ? <ChooseBasis /> : <OpensElse purpose={purpose} />;
}

function OpensElse({ purpose }: { readonly purpose: Purpose }) {
  return (
    <Suspense fallback={<Loading />}>
      <PurposePages purpose={purpose} />
    </Suspense>
  );
}

function ChooseBasis() {
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
