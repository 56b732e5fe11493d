import { lazy, Suspense, useState } from "react";

const load = () => import("./basis-chooser");
const BasisChooser = lazy(load);

/** Handlers of what opens the chooser: it is loaded as soon as somebody is about to. */
export const WARMS = { onPointerEnter: () => void load(), onFocus: () => void load() };

/** The chooser, loaded when it is opened: nobody needs its form to sign in. */
export function BasisDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [opened, setOpened] = useState(open);
  if (open && !opened) setOpened(true);
  return (
    opened && (
      <Suspense>
        <BasisChooser open={open} onClose={onClose} />
      </Suspense>
    )
  );
}
