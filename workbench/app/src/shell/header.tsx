import { AuditOutlined, UserOutlined } from "@ant-design/icons";
import { App, Button, Flex, Popover, Typography } from "antd";
import { useState } from "react";
import { Link, NavLink } from "react-router";
import { useBasis } from "../basis/basis";
import { BasisDialog, WARMS } from "../basis/basis-dialog";
import { useUnsaved } from "../graph/graph-session";
import { useTongue } from "../i18n/words";
import { choiceLabel } from "../model/model";
import { opens, VIEWS, viewsOf } from "../purposes/views";
import { SearchBox } from "../search/search-box";
import { useOfficer, useSession } from "../session/session-context";
import { DemoMark } from "./demo-mark";
import { PreferencesBar } from "./preferences-bar";

export function Header() {
  const { words } = useTongue();
  const { demo } = useOfficer();
  const { purpose, purposes } = useBasis();
  // Before a basis is chosen: what one could choose. The first page is where one searches: the product's name leads there.
  const views = viewsOf(...(purpose === null ? purposes : [purpose])).filter((view) => view !== "search");
  return (
    <header className="header">
      <Link to="/" className="brand">
        {words.product}
      </Link>
      {views.length > 0 && (
        <nav aria-label={words.nav.title} className="nav">
          {views.map((view) => (
            <NavLink key={view} to={VIEWS[view].path}>
              {words.nav[view]}
            </NavLink>
          ))}
        </nav>
      )}
      {(purpose === null || opens("search", purpose)) && <SearchBox />}
      <BasisButton />
      {demo && <DemoMark />}
      <PreferencesBar />
      <OfficerButton />
    </header>
  );
}

/** Purpose, case and document, always in sight. */
function BasisButton() {
  const { words, language } = useTongue();
  const { basis, purpose } = useBasis();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        className="basis"
        icon={<AuditOutlined />}
        type={basis === null ? "primary" : "default"}
        title={basis === null ? words.basis.choose : words.basis.change}
        {...WARMS}
        onClick={() => setOpen(true)}
      >
        {basis === null || purpose === null ? (
          words.basis.choose
        ) : (
          <span className="basis-text">
            <strong>{purpose[language]}</strong>
            {basis.case !== undefined && <span>{basis.case}</span>}
            {basis.document !== undefined && <span className="basis-document">{basis.document}</span>}
          </span>
        )}
      </Button>
      <BasisDialog open={open} onClose={() => setOpen(false)} />
    </>
  );
}

function OfficerButton() {
  const { words, language, format } = useTongue();
  const { officer, until } = useOfficer();
  const { leave } = useSession();
  const unsaved = useUnsaved();
  const { modal } = App.useApp();
  const signOut = () => {
    if (unsaved() === null) void leave(null);
    else modal.confirm({ title: words.signIn.unsaved, okText: words.signIn.out, cancelText: words.common.cancel, onOk: () => void leave(null) });
  };
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={words.officer.title}
      content={
        <Flex vertical gap="small" className="officer-card-content">
          <dl>
            <dt>{words.officer.card}</dt>
            <dd>{officer.card}</dd>
            <dt>{words.officer.agency}</dt>
            <dd>{officer.agencyName}</dd>
            <dt>{words.officer.roles}</dt>
            <dd>{officer.roles.map((role) => choiceLabel("Role", role, language)).join(" · ")}</dd>
            <dt>{words.officer.until}</dt>
            <dd>{format.time(until)}</dd>
          </dl>
          <Button block onClick={signOut}>
            {words.signIn.out}
          </Button>
        </Flex>
      }
    >
      <Button type="text" icon={<UserOutlined />} className="who">
        <span className="who-text">
          <Typography.Text strong>{officer.name}</Typography.Text>
          <Typography.Text type="secondary">{officer.agencyName}</Typography.Text>
        </span>
      </Button>
    </Popover>
  );
}
