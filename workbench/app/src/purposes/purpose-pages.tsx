import { Button, Typography } from "antd";
import { Link } from "react-router";
import { useBasis, type Purpose } from "../basis/basis";
import * as words from "../i18n/pages/purposes";
import { usePageWords } from "../i18n/use-page-words";
import { useTongue } from "../i18n/words";
import { useOfficer } from "../session/session-context";
import { openInGraphiql } from "../show-question/handover";
import { readyOf } from "./ready-questions";
import { VIEWS, viewsOf } from "./views";
import "./purposes.css";

/** Where a purpose leads: its pages, and what is asked elsewhere. */
export default function PurposePages({ purpose }: { readonly purpose: Purpose }) {
  const { language } = useTongue();
  const w = usePageWords(words);
  const { basis } = useBasis();
  const { officer } = useOfficer();
  return (
    <section aria-label={w.opens} className="purpose-pages">
      <h2 className="card-title">{w.opens}</h2>
      <Typography.Paragraph type="secondary">{language === "zh" ? purpose.descriptionZh : purpose.description}</Typography.Paragraph>
      <ul>
        {viewsOf(purpose).map((view) => (
          <li key={view}>
            <Link to={VIEWS[view].path}>{w.views[view].name}</Link>
            <span>{w.views[view].text}</span>
          </li>
        ))}
        {readyOf(purpose).map(({ name, question }) => (
          <li key={name}>
            <strong>{w.ready[name].name}</strong>
            <span>{w.ready[name].text}</span>
            <Button onClick={() => openInGraphiql({ name: question.name, text: question.text, variables: {}, asker: officer, basis, extensions: null, ms: 0 })}>{w.ask}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
