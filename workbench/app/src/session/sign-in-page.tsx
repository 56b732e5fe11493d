import { Button, Card, Flex, Input, Select, Typography } from "antd";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { HubError } from "../ask/problems";
import { asHubError } from "../ask/problems";
import { useTongue } from "../i18n/words";
import { choiceLabel } from "../model/model";
import { ClearIcon } from "../shell/clear-icon";
import { DemoMark } from "../shell/demo-mark";
import { Notice } from "../shell/notice";
import { Failure, Loading } from "../shell/states";
import { PreferencesBar } from "../shell/preferences-bar";
import { beginAt, demoOfficers, signInAs, type Officer, type SignedOut } from "./session";
import { useSession, type Ending } from "./session-context";
import "./sign-in.css";

export function SignInPage({ session, ending }: { readonly session: SignedOut; readonly ending: Ending }) {
  const { words } = useTongue();
  return (
    <main className="sign-in" id="content">
      <header className="sign-in-head">
        <div>
          <Typography.Title level={1}>{words.product}</Typography.Title>
          <Typography.Text type="secondary">{words.productLong}</Typography.Text>
        </div>
        <PreferencesBar />
      </header>
      {ending !== null && <Notice kind="info" text={words.signIn.why[ending]} />}
      {session.demo && <DemoOfficers />}
      {(session.agencies.length > 0 || !session.demo) && <Agencies session={session} />}
    </main>
  );
}

function Agencies({ session }: { readonly session: SignedOut }) {
  const { words } = useTongue();
  const [agency, setAgency] = useState<string | null>(session.agencies.length === 1 ? (session.agencies[0]?.code ?? null) : null);
  return (
    <Card title={<h2 className="card-title">{words.signIn.agencyTitle}</h2>}>
      {session.agencies.length === 0 ? (
        <Typography.Text>{words.signIn.none}</Typography.Text>
      ) : (
        <Flex vertical gap="middle">
          <Typography.Text>{words.signIn.agencyText}</Typography.Text>
          <Flex gap="small">
            <Select
              className="grow"
              aria-label={words.signIn.agency}
              placeholder={words.signIn.agency}
              showSearch={{ optionFilterProp: "label" }}
              value={agency}
              onChange={setAgency}
              options={session.agencies.map(({ code, name }) => ({ value: code, label: name }))}
            />
            <Button
              type="primary"
              disabled={agency === null}
              onClick={() => agency !== null && window.location.assign(beginAt(agency))}
            >
              {words.signIn.go}
            </Button>
          </Flex>
        </Flex>
      )}
    </Card>
  );
}

const matches = (officer: Officer, text: string): boolean =>
  [officer.name, officer.card, officer.agencyName].some((part) => part.toLowerCase().includes(text.trim().toLowerCase()));

function DemoOfficers() {
  const { words, language } = useTongue();
  const { enter } = useSession();
  const [officers, setOfficers] = useState<readonly Officer[] | null>(null);
  const [error, setError] = useState<HubError | null>(null);
  const [text, setText] = useState("");
  const [entering, setEntering] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);

  const load = useCallback(() => {
    setError(null);
    demoOfficers().then(setOfficers, (reason: unknown) => setError(asHubError(reason)));
  }, []);
  useEffect(load, [load]);

  const agencies = useMemo(() => {
    const found = new Map<string, Officer[]>();
    for (const officer of officers ?? []) {
      if (matches(officer, text)) found.set(officer.agencyName, [...(found.get(officer.agencyName) ?? []), officer]);
    }
    return [...found];
  }, [officers, text]);

  const left = agencies.flatMap(([, each]) => each);
  const only = left.length === 1 ? left[0] : undefined;

  const choose = (card: string) => {
    setEntering(card);
    setError(null);
    signInAs(card).then(enter, (reason: unknown) => {
      setEntering(null);
      setError(asHubError(reason));
    });
  };

  return (
    <Card
      title={<h2 className="card-title">{words.signIn.demoTitle}</h2>}
      extra={<DemoMark long />}
    >
      <Flex vertical gap="middle">
        <Typography.Text>{words.signIn.demoText}</Typography.Text>
        {error !== null && <Failure error={error} again={officers === null ? load : null} />}
        <Input
          allowClear={{ clearIcon: <ClearIcon /> }}
          autoFocus
          value={text}
          placeholder={words.signIn.filter}
          aria-label={words.signIn.filter}
          onChange={(event) => setText(event.target.value)}
          // The only officer that is left, or else the first: one goes on with the keys.
          onPressEnter={({ nativeEvent }) => {
            // While characters are composed, Enter belongs to the input method.
            if (nativeEvent.isComposing) return;
            if (only === undefined) list.current?.querySelector("button")?.focus();
            else choose(only.card);
          }}
        />
        {officers === null && error === null && <Loading />}
        {officers !== null && agencies.length === 0 && <Typography.Text type="secondary">{words.signIn.noMatch}</Typography.Text>}
        <div className="officers" ref={list}>
          {agencies.map(([agency, each]) => (
            <section key={agency} aria-label={agency}>
              <h3>{agency}</h3>
              {each.map((officer) => (
                <Button
                  key={officer.card}
                  block
                  className="officer"
                  loading={entering === officer.card}
                  disabled={entering !== null && entering !== officer.card}
                  onClick={() => choose(officer.card)}
                >
                  <span className="officer-name">{officer.name}</span>
                  <span className="officer-roles">
                    {officer.roles.map((role) => choiceLabel("Role", role, language)).join(" · ")}
                  </span>
                  <span className="officer-card">{officer.card}</span>
                </Button>
              ))}
            </section>
          ))}
        </div>
      </Flex>
    </Card>
  );
}
