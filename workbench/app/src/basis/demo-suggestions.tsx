import { useQuery } from "@tanstack/react-query";
import { Button, Flex, Typography } from "antd";
import { ask } from "../ask/ask";
import { list, record, text } from "../ask/reading";
import { SuggestDocuments, type SuggestDocumentsQuery, type SuggestDocumentsQueryVariables } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { choiceLabel } from "../model/model";
import { useOfficer } from "../session/session-context";
import { needsDocument, type Purpose } from "./basis";

const MOST = 5;
/** Exists in demo mode alone, and may look up which case and document fit. */
const DEMONSTRATION = { purpose: "DEMONSTRATION" };

/** The case of the sample questions: the one that the story is about. */
async function storyCase(): Promise<string | null> {
  const response = await fetch("/graphiql/samples.json");
  const samples = list(await response.json());
  for (const sample of samples) {
    const headers = JSON.parse(text(record(sample)["headers"]) ?? "{}") as unknown;
    const basis = JSON.parse(text(record(headers)["Linkage-Basis"]) ?? "{}") as unknown;
    const found = text(record(basis)["case"]);
    if (found !== null) return found;
  }
  return null;
}

interface Suggestion {
  readonly case: string;
  readonly document?: string;
}

interface Offered extends Suggestion {
  readonly kind: string | null;
  /** Whom the case is against: numbers alone say nothing to somebody who is new. */
  readonly debtors: readonly string[];
}

function where(purpose: Purpose, agency: string): SuggestDocumentsQueryVariables["where"] {
  const kinds = needsDocument(purpose) ? { kind: { in: purpose.documents } } : {};
  const here = { some: { code: { eq: agency } } };
  if (purpose.caseRule === "ADDRESSED") return { ...kinds, addressees: here } as SuggestDocumentsQueryVariables["where"];
  if (purpose.caseRule === "OWN") return { ...kinds, cases: { some: { courts: here } } } as SuggestDocumentsQueryVariables["where"];
  return kinds as SuggestDocumentsQueryVariables["where"];
}

function offers(data: SuggestDocumentsQuery, purpose: Purpose, story: string | null): readonly Offered[] {
  const found = (data.documents?.nodes ?? []).flatMap((node): Offered[] => {
    const first = node.cases?.nodes[0];
    const caseNumber = first?.caseNumber;
    if (caseNumber === undefined || caseNumber === null) return [];
    const debtors = (first?.debtors?.nodes ?? []).flatMap(({ label }) => label ?? []);
    const document = needsDocument(purpose) && node.documentNo !== null ? { document: node.documentNo } : {};
    return [{ case: caseNumber, ...document, kind: node.kind, debtors }];
  });
  return found.sort((one, other) => Number(other.case === story) - Number(one.case === story)).slice(0, MOST);
}

/** Officers of the demo have no file on the desk: these cases and documents of the invented city fit the purpose. */
export function DemoSuggestions({ purpose, onChoose }: { readonly purpose: Purpose; readonly onChoose: (chosen: Suggestion) => void }) {
  const { words, language } = useTongue();
  const { officer } = useOfficer();
  const wanted = where(purpose, officer.agency);
  const { data: offered, isPending } = useQuery({
    queryKey: [officer.agency, officer.card, DEMONSTRATION, SuggestDocuments.text, wanted],
    // Suggestions are a courtesy: without them one types.
    queryFn: async ({ signal }) => {
      const [{ data }, story] = await Promise.all([ask(SuggestDocuments, { where: wanted }, { asker: officer, basis: DEMONSTRATION, signal }), storyCase().catch(() => null)]);
      return offers(data, purpose, story);
    },
  });

  // Their place is kept until they are there, so that the fields below stand still.
  if (isPending) return <div className="suggestions">{words.basis.suggested}</div>;
  if (offered === undefined || offered.length === 0) return null;
  return (
    <Flex vertical gap={4} className="suggestions">
      <Typography.Text type="secondary">{words.basis.suggested}</Typography.Text>
      {offered.map(({ kind, debtors, ...chosen }) => (
        <Button key={`${chosen.case} ${chosen.document ?? ""}`} size="small" onClick={() => onChoose(chosen)}>
          {chosen.document ?? chosen.case}
          {debtors.length > 0 && <span>{debtors.join(" · ")}</span>}
          {kind !== null && <span className="suggestion-kind">{choiceLabel("DocumentKind", kind, language)}</span>}
        </Button>
      ))}
    </Flex>
  );
}
