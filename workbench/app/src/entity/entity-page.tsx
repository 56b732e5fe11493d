import { useParams } from "react-router";
import { Page } from "../shell/page";

export function EntityPage() {
  const { id = "" } = useParams();
  return <Page title={id}>{null}</Page>;
}
