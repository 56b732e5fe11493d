"""What keeps one caller from harming the others: sizes, deadlines, budgets."""

from __future__ import annotations

from dataclasses import dataclass

from hub.settings.kinds import number, one_of, whole
from hub.settings.variable import setting


@dataclass(frozen=True, kw_only=True)
class ProtectionSettings:
    """What keeps one caller from harming the others: sizes, deadlines, budgets."""

    # Ten thousand subjects of a screening with names; far above any other question, far below what hurts.
    max_body: int = setting(
        "HUB_MAX_BODY",
        "2097152",
        "Largest request body in bytes.",
        whole(1024, 64 * 1024 * 1024),
        fills="protection.body_bytes",
    )
    # A body that trickles in holds a connection, not more; real clients send theirs in one go.
    body_timeout: float = setting(
        "HUB_BODY_TIMEOUT",
        "10",
        "Seconds within which a request body must arrive.",
        number(0.1, 600),
        fills="protection.body_seconds",
    )
    # All root fields of an operation share it; what is left of it is each transaction's own timeout.
    deadline: float = setting(
        "HUB_DEADLINE", "10", "Seconds an operation may take in all.", number(0.1, 3600), fills="protection.deadline"
    )
    # The limits of documents bound the time that checking them takes; docs/benchmarks-annex.md has the figures.
    max_document: int = setting(
        "HUB_MAX_DOCUMENT",
        "50000",
        "Most characters of a GraphQL document.",
        whole(1000, 1_000_000),
        fills="document.characters",
    )
    max_tokens: int = setting(
        "HUB_MAX_TOKENS", "3000", "Most tokens of a document.", whole(100, 100_000), fills="document.tokens"
    )
    # GraphiQL's own introspection needs 15.
    max_depth: int = setting(
        "HUB_MAX_DEPTH", "30", "Deepest nesting of selections.", whole(15, 100), fills="document.depth"
    )
    max_selections: int = setting(
        "HUB_MAX_SELECTIONS",
        "2000",
        "Most fields and fragments, each counted wherever it is spread.",
        whole(100, 20_000),
        fills="document.selections",
    )
    max_aliases: int = setting("HUB_MAX_ALIASES", "100", "Most aliases.", whole(0, 10_000), fills="document.aliases")
    max_directives: int = setting(
        "HUB_MAX_DIRECTIVES", "100", "Most directives.", whole(0, 10_000), fills="document.directives"
    )
    max_variables: int = setting(
        "HUB_MAX_VARIABLES", "100000", "Most bytes of variables.", whole(1000, 10_000_000), fills="document.variables"
    )
    max_roots: int = setting(
        "HUB_MAX_ROOTS", "20", "Most root fields of an operation.", whole(1, 200), fills="question.roots"
    )
    max_lists: int = setting(
        "HUB_MAX_LISTS", "120", "Most lists of an operation.", whole(1, 1000), fills="question.lists"
    )
    max_cost: int = setting(
        "HUB_MAX_COST", "1000000", "Most cost units of one operation.", whole(100, 10_000_000), fills="question.units"
    )
    # The workers of one `hub serve` share them; hubs behind a balancer count each for itself.
    officer_budget: int = setting(
        "HUB_OFFICER_BUDGET", "3000000", "Cost units of an officer in a minute.", whole(100, 10**9)
    )
    agency_budget: int = setting(
        "HUB_AGENCY_BUDGET", "30000000", "Cost units of an agency in a minute.", whole(100, 10**10)
    )
    # The number of screened subjects has a bound of its own: each costs little, and enough of them are everybody.
    officer_subjects: int = setting(
        "HUB_OFFICER_SUBJECTS",
        "100000",
        "Subjects that an officer may screen in a day.",
        whole(1, 10**9),
    )
    agency_subjects: int = setting(
        "HUB_AGENCY_SUBJECTS",
        "1000000",
        "Subjects that an agency's officers may screen in a day.",
        whole(1, 10**10),
    )
    # A full disk stops everybody; no agency may fill it alone.
    agency_log: int = setting(
        "HUB_AGENCY_LOG",
        "4294967296",
        "Bytes of the audit log that an agency's questions may fill in a day.",
        whole(2**20, 10**12),
    )
    # Off until the partners' documents are registered; then nothing else should run in production.
    trusted_documents: str = setting(
        "HUB_TRUSTED_DOCUMENTS",
        "off",
        "`required`: only documents of `hub documents add` and those of the workbench run; `off`: any.",
        one_of("required", "off"),
    )
