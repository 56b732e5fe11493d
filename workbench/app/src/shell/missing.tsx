import { Button } from "antd";
import { useNavigate } from "react-router";
import { useWords } from "../i18n/words";
import { Page } from "./page";
import { Nothing } from "./states";

/** An address that leads nowhere. */
export function Missing() {
  const words = useWords();
  const navigate = useNavigate();
  return (
    <Page title={words.errors.notFound}>
      <Nothing text={words.errors.notFoundText}>
        <Button type="primary" onClick={() => void navigate("/")}>
          {words.common.home}
        </Button>
      </Nothing>
    </Page>
  );
}
