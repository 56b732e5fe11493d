import { App } from "antd";
import { useWords } from "../i18n/words";
import { useLoaded } from "../shell/use-loaded";

const load = async () => (await import("./basis-chooser")).BasisChooser;
/** What cannot be loaded now is loaded when it is wanted. */
const warm = () => void load().catch(() => {});

/** Handlers of what opens the chooser: it is loaded as soon as somebody is about to. */
export const WARMS = { onPointerEnter: warm, onFocus: warm };

/** The chooser, loaded when it is opened: nobody needs its form to sign in. */
export function BasisDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const words = useWords();
  const { message } = App.useApp();
  const BasisChooser = useLoaded(load, open, () => {
    message.error(words.errors.codes.UNREACHABLE);
    onClose();
  });
  return BasisChooser && <BasisChooser open={open} onClose={onClose} />;
}
