"""Plain words: comments, docstrings, documents and pages use none of a few words that hide who does what."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.wrapped_documents import wrapped

ROOT = Path(__file__).parent.parent
#: Each has a plainer word: "each caller who", "again", "says", "compared with", "this number of", "still", "says";
#: an officer is "the officer".
REFUSED = re.compile(
    r"\b(whoever|whomever|anew|heeds?|heeded|reckon(?:s|ed)?|laid beside|he|him|his|himself|told(?! apart)"
    r"|so many(?! (?:\w+ that|of))|all the same(?! \w)|asked? after|(?:tell|tells|telling) of|nobody's business"
    r"|hitherto|henceforth)\b",
    re.IGNORECASE,
)
#: A spouse may be he or she.
ALLOWED = "he or she"
#: `docs/model.md` is generated.
PAGES = [path for path in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))] if path.name != "model.md"]
ROOMS = ("hub", "loaders", "schema", "demo", "tests", "benchmarks")
PYTHON = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if path != Path(__file__)]
#: The workbench's comments, and its texts in both languages; `generated` is written by tools.
PAGES_CODE = [
    path
    for path in sorted((ROOT / "workbench" / "app" / "src").rglob("*.ts*"))
    if "generated" not in path.relative_to(ROOT).parts
]
#: The plain hub of the benchmarks answers the same questions, so its types have the names of the API's.
NAMED_AS_IN_THE_API = {Path("benchmarks/plain/types.py")}
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "schema" / "schema.graphql"]


def _prose(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of comments and docstrings of a module; names in backticks are no prose."""
    source = path.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and ast.get_docstring(
            node
        ):
            first = node.body[0]
            for place, line in enumerate(ast.get_source_segment(source, first, padded=False).splitlines()):  # type: ignore[union-attr]
                yield first.lineno + place, line
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def _refused(lines: Iterator[tuple[int, str]]) -> list[str]:
    return [
        f"{number}: {found[0]}: {line.strip()}"
        for number, line in lines
        if (found := REFUSED.search(re.sub(r"`[^`]*`", "", line).replace(ALLOWED, "")))
    ]


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: str(path.relative_to(ROOT)))
def test_comments_and_docstrings_use_plain_words(path: Path) -> None:
    assert _refused(_prose(path)) == []


#: How types are named; what is written in capitals is a value.
OF_A_TYPE = re.compile(r"[A-Z]\w*[a-z]\w*")


def _types() -> Iterator[tuple[str, str, Path]]:
    """The public classes and names of types at the top of each module: the name, what it means, and the module.

    What is called makes no name of a type. A class means itself, and a name what is written behind it.
    """
    for room in (each for each in ROOMS if each != "tests"):
        for path in sorted((ROOT / room).rglob("*.py")):
            place = path.relative_to(ROOT)
            if place not in NAMED_AS_IN_THE_API:
                for node in ast.parse(path.read_text(encoding="utf-8")).body:
                    match node:
                        case ast.ClassDef(name=name) if not name.startswith("_"):
                            yield name, str(place), place
                        case (
                            ast.Assign(targets=[ast.Name(id=name)], value=value)
                            | ast.AnnAssign(target=ast.Name(id=name), value=value)
                        ) if value is not None and OF_A_TYPE.fullmatch(name) and not isinstance(value, ast.Call):
                            yield name, ast.unparse(value), place


def test_the_name_of_a_type_means_one_thing() -> None:
    places: dict[str, dict[str, str]] = {}
    for name, meaning, place in _types():
        places.setdefault(name, {})[meaning] = str(place)

    assert len(places) > 300
    assert {name: [*found.values()] for name, found in places.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_and_descriptions_use_plain_words(path: Path) -> None:
    text = re.sub(
        r"^```.*?^```$", lambda block: "\n" * block[0].count("\n"), path.read_text("utf-8"), flags=re.M | re.S
    )
    assert _refused(enumerate(text.splitlines(), 1)) == []


@pytest.mark.parametrize("path", PAGES_CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_workbench_uses_plain_words(path: Path) -> None:
    assert _refused(enumerate(path.read_text("utf-8").splitlines(), 1)) == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_are_wrapped_by_one_rule(path: Path) -> None:
    text = path.read_text("utf-8")

    assert wrapped(text) == text, "wrap it: cd tests && python -m support.wrapped_documents FILE"


def test_each_term_of_the_glossary_has_one_entry_and_a_module() -> None:
    rows = re.findall(
        r"^\| (.+?) \| (.+?) \| `([^`]+)` \|$", (ROOT / "docs" / "glossary.md").read_text("utf-8"), re.MULTILINE
    )
    terms = [term for term, _, _ in rows]

    assert len(terms) > 50
    assert sorted(set(terms)) == sorted(terms)
    assert [(term, place) for term, _, place in rows if not (ROOT / place).exists()] == []
    assert [term for term, meaning, _ in rows if not meaning.endswith(".")] == []
