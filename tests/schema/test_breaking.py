"""What breaks a client of the last release stands in the changelog, and nothing else stands there as such.

`schema/released.graphql` is the schema of the last release (`make released` moves it). Each change that graphql-core
calls breaking or dangerous must be listed, in its words, under "Breaking" of the newest release in CHANGELOG.md.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from graphql import build_schema, find_breaking_changes, find_dangerous_changes

ROOT = Path(__file__).parents[2]
RELEASED = (ROOT / "schema" / "released.graphql").read_text(encoding="utf-8")
COMMITTED = (ROOT / "schema" / "schema.graphql").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def changes(old: str, new: str) -> set[str]:
    """What breaks, or may break, a client of the old schema."""
    before, after = build_schema(old), build_schema(new)
    return {
        each.description for each in (*find_breaking_changes(before, after), *find_dangerous_changes(before, after))
    }


def listed(changelog: str) -> set[str]:
    """What the newest release of a changelog lists as breaking: the words in backticks that begin a line."""
    newest = re.split(r"^## ", changelog, flags=re.MULTILINE)[1]
    group = re.search(r"^### Breaking\n(.*?)(?=^### |\Z)", newest, re.MULTILINE | re.DOTALL)
    return set(re.findall(r"^- `([^`]+)`", group[1] if group else "", re.MULTILINE))


def test_what_breaks_stands_in_the_changelog_and_nothing_else_does() -> None:
    assert listed(CHANGELOG) == changes(RELEASED, COMMITTED)


BROKEN = {
    "a field that is gone": ("zh: String!\n", "", "PurposeContract.zh was removed."),
    "a field of another type": ("caseRule: CaseRule!", "caseRule: String!", "PurposeContract.caseRule changed type"),
    "a member that is gone": ("DIVISION\n", "", "CaseRule.DIVISION was removed."),
    "a member that is new": ("DIVISION\n", "DIVISION\nNEAR\n", "CaseRule.NEAR was added."),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_change_that_nobody_listed_is_found(what: str) -> None:
    old, new, named = BROKEN[what]
    bare = re.sub(r'""".*?"""\s*', "", COMMITTED, flags=re.DOTALL)
    place = bare.index("type PurposeContract" if "Purpose" in named else "enum CaseRule")

    found = changes(bare, bare[:place] + bare[place:].replace(old, new, 1))

    assert len(found) == 1
    assert named in found.pop()


def test_what_is_only_more_breaks_nobody() -> None:
    more = COMMITTED + "\ntype More {\n  of: String\n}\n\nextend type Query {\n  more: More\n}\n"

    assert changes(COMMITTED, more) == set()
