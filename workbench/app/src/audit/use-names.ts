import { useQuery } from "@tanstack/react-query";
import { ask } from "../ask/ask";
import type { Answer } from "../ask/question";
import { useQuestion } from "../ask/use-question";
import { AgencyNames, AuditPurposes, type AgencyNamesQuery } from "../generated/operations";
import { useTongue } from "../i18n/words";
import { useOfficer } from "../session/session-context";

/** The register of agencies is open without a basis; the purpose of auditors does not open it. */
const WITHOUT = null;

/** What records name by codes, in words; a code that has no name stays a code. */
export function useNames() {
  const { language } = useTongue();
  const { officer } = useOfficer();
  const purposes = useQuestion(AuditPurposes, {}).answer?.data.auditPurposes ?? [];
  const { data: agencies = new Map<string, string>() } = useQuery({
    queryKey: [officer.agency, officer.card, WITHOUT, AgencyNames.text],
    queryFn: async ({ signal }) => {
      const found = new Map<string, string>();
      let after: string | null = null;
      do {
        const { data }: Answer<AgencyNamesQuery> = await ask(AgencyNames, { after }, { asker: officer, basis: WITHOUT, signal });
        for (const { code, label } of data.agencies?.nodes ?? []) if (code !== null) found.set(code, label ?? code);
        after = data.agencies?.pageInfo.hasNextPage === true ? data.agencies.pageInfo.endCursor : null;
      } while (after !== null);
      return found;
    },
  });
  const named = new Map(purposes.map((each) => [each.name, each[language]]));
  return { purposes, agencies, purpose: (name: string) => named.get(name) ?? name, agency: (code: string) => agencies.get(code) ?? null };
}
