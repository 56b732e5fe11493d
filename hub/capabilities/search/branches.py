"""Where a search looks: branches for identifiers, for names by their index and by text, by characters and by pinyin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub.capabilities.search.hit_details import debtor
from hub.capabilities.search.lucene import characters_query, phrases, pinyin_query
from hub.capabilities.search.search_text import SearchText, parse, words_beside
from hub.questions.compiler import Compiler
from hub.questions.filters import keys_of
from hub.questions.pattern import label_pattern, where
from schema.declare import Entity, Prop
from schema.errors import InvalidValue
from schema.model import ROOT, pinyin_prop
from schema.statements.definitions import searched
from schema.values import DOCUMENT_NO, NAME, TEXT, Kind, Realm
from schema.values.name_forms import CHARACTERS

#: The score of whole names: the same for all, so that debtors stand first among them.
_SAME = "500.0"
#: Of whole names that are written otherwise, or are former and other ones.
_OTHERWISE = "450.0"
#: Who names somebody and gives the number means that one; where nobody has the number, the name is left.
EXACT_ALONE = (
    "WITH collect({node: node, field: field, how: how, score: score}) AS rows",
    "UNWIND CASE WHEN any(row IN rows WHERE row.how = 'EXACT')",
    "  THEN [row IN rows WHERE row.how = 'EXACT'] ELSE rows END AS row",
    "WITH row.node AS node, row.field AS field, row.how AS how, row.score AS score",
)


def debtors_first(compiler: Compiler, var: str) -> str:
    """What puts debtors first where a clause orders by more than that."""
    test = debtor(compiler, var)
    return "" if test is None else f"NOT {test}, "


def branches_of(compiler: Compiler, asked: SearchText, limit: str) -> tuple[list[str], list[str], bool]:
    """The kinds of identifier that were recognised, where to look, and whether identifiers stand beside names."""
    for whole in asked.whole:
        kinds, exact = _exact(compiler, whole)
        if exact:
            return kinds, exact, False
    kinds, exact, numbers = [], _number_branches(compiler, asked), list[str]()
    for part in asked.parts:
        more, found = _exact(compiler, part)
        kinds += [kind for kind in more if kind not in kinds]
        exact += found
        numbers += [part] if found else []
    rest = parse(words_beside(asked.whole[-1], numbers)) if numbers else asked
    if not rest.names:
        return kinds, exact, False
    names = compiler.names.parameter(list(rest.names))
    branches = [*_whole_name_branches(compiler, names, limit), *_texts(compiler, rest, names, limit)]
    branches += [*_characters(compiler, rest, names, limit), *_pinyin(compiler, rest, limit)]
    return kinds, [*exact, *branches], bool(exact)


def _exact(compiler: Compiler, asked: str) -> tuple[list[str], list[str]]:
    """The kinds of identifier the text is, and a branch for each property that may hold it."""
    kinds: list[str] = []
    branches: list[str] = []
    for entity in compiler.model.concrete:
        for prop in compiler.model.props(entity.name):
            if not (prop.identity or prop.indexed) or prop.kind.stored is not str or prop.kind in (NAME, TEXT):
                continue
            value = (
                prop.kind.recognise(asked, compiler.realm) if prop.kind.name not in compiler.model.choices() else None
            )
            seen = compiler.profile.findable(entity.name, prop, "n")
            if value is None or seen is None:
                continue
            name = "DocumentNo" if prop.kind is DOCUMENT_NO else prop.kind.name
            if name not in kinds:
                kinds.append(name)
            branches.append(
                f"MATCH (n{label_pattern(compiler.model, entity.name)})"
                f" {where(_identifier_test(compiler, entity.name, prop, value), *seen)}\n"
                f"RETURN n AS node, '{prop.name}' AS field, 'EXACT' AS how, 1000.0 AS score"
            )
    return kinds, branches


def _number_branches(compiler: Compiler, asked: SearchText) -> list[str]:
    """A branch for identifiers that have no form of their own: numbers of entries, clues, documents, cards, units.

    One for all of them: each branch more is more for the database to plan.
    """
    keys, tests, fields = list[str](), list[str](), list[str]()
    for entity in compiler.model.concrete:
        prop = compiler.model.identity(entity.name)
        seen = compiler.profile.findable(entity.name, prop, "n")
        if prop.kind not in (TEXT, DOCUMENT_NO) or prop.search or seen is None:
            continue
        numbers = [each for text in asked.whole if (each := _number(prop.kind, text, compiler.realm)) is not None]
        if numbers:
            keys += keys_of(entity.name, list(dict.fromkeys(numbers)))
            tests.append(" AND ".join([f"n:{entity.name}", *seen]))
            fields.append(f" WHEN n:{entity.name} THEN '{prop.name}'")
    if not keys:
        return []
    return [
        f"MATCH (n:{ROOT}) WHERE n.key IN {compiler.names.parameter(keys)} AND ({' OR '.join(tests)})\n"
        f"RETURN n AS node, CASE{''.join(fields)} END AS field, 'EXACT' AS how, 1000.0 AS score"
    ]


def _number(kind: Kind, text: str, realm: Realm) -> Any:
    """The text as such a number is stored; None where it cannot be one."""
    if not any(map(str.isdigit, text)):
        return None
    try:
        return kind.parse(text, realm)
    except InvalidValue:
        return None


def _identifier_test(compiler: Compiler, entity: str, prop: Prop, value: Any) -> str:
    if prop.identity:
        return f"n.key = {compiler.names.parameter(keys_of(entity, value))}"
    return f"n.{prop.name} = {compiler.names.parameter(value)}"


def _whole_name_branches(compiler: Compiler, names: str, limit: str) -> list[str]:
    """A branch for the whole names of parties by their index: a common name has more bearers than a full-text query
    returns, and the debtors among them come first."""
    tests = _tests(compiler, "name", compiler.model.concrete_of("Party"))
    if not tests:
        return []
    return [
        f"MATCH (n:Party) WHERE n.name IN {names} AND ({' OR '.join(tests)})\n"
        f"WITH n ORDER BY {debtors_first(compiler, 'n')}n.id LIMIT {limit} + 1\n"
        f"RETURN n AS node, 'name' AS field, 'SAME' AS how, {_SAME} AS score"
    ]


def _texts(compiler: Compiler, asked: SearchText, names: str, limit: str) -> list[str]:
    """Full text over the searchable properties; the whole value counts most, then its beginning, then the rest."""
    query = phrases(asked.names)
    if query is None:
        return []
    branches = []
    for prop in searched(compiler.model)[1]:
        asking = _full_text_clauses(compiler, "texts", f"{prop}:({query})", prop, limit)
        if asking is None:
            continue
        branches.append(
            f"{asking}"
            f"WITH n, weight, CASE WHEN {_similarity_test(compiler, prop, '=', names)} THEN 'SAME'"
            f" WHEN {_similarity_test(compiler, prop, 'STARTS WITH', names)} THEN 'BEGINS'"
            f" WHEN {_similarity_test(compiler, prop, 'CONTAINS', names)} THEN 'CONTAINS' ELSE 'SIMILAR' END AS how\n"
            f"RETURN n AS node, '{prop}' AS field, how, "
            f"CASE how WHEN 'SAME' THEN {_whole_value_score(compiler, prop)} WHEN 'BEGINS' THEN 300.0 + weight"
            " WHEN 'CONTAINS' THEN 200.0 + weight ELSE weight END AS score"
        )
    return branches


def _whole_value_score(compiler: Compiler, prop: str) -> str:
    """The score of a whole value: less where it is not what its bearer is known by now."""
    captions = {entity.caption for entity, _ in _searched_properties(compiler, prop)}
    return _SAME if prop in captions else _OTHERWISE


def _similarity_test(compiler: Compiler, prop: str, how: str, names: str) -> str:
    """Whether a property is like one of the names; one that holds several, whether any of them is."""
    held = next(p for e in compiler.model.concrete for p in compiler.model.props(e.name) if p.name == prop)
    test = f"any(asked IN {names} WHERE {{}} {how} asked)"
    if held.kind.many:
        return f"any(held IN n.{prop} WHERE {test.format('held')})"
    return test.format(f"n.{prop}")


def _characters(compiler: Compiler, asked: SearchText, names: str, limit: str) -> list[str]:
    """Branches for names that are written otherwise: in traditional characters, without the dot, with blanks."""
    query = characters_query(asked.bare)
    if query is None:
        return []
    branches = []
    for prop, companion in _companions(compiler):
        asking = _full_text_clauses(compiler, "pinyin", f"{companion}:({query})", prop, limit)
        if asking is not None:
            form = compiler.names.parameter([CHARACTERS + asked.bare])
            begins = _similarity_test(compiler, prop, "STARTS WITH", names)
            ends = _similarity_test(compiler, prop, "ENDS WITH", form)
            branches.append(
                f"{asking}WITH n, weight WHERE NOT coalesce({begins}, false)\n"
                f"WITH n, weight, {ends.replace(f'n.{prop}', f'n.{companion}')}"
                f" AS whole\nRETURN n AS node, '{prop}' AS field, CASE WHEN whole THEN 'SAME' ELSE 'BEGINS' END AS how,"
                f" CASE WHEN whole THEN {_OTHERWISE} ELSE 250.0 + weight END AS score"
            )
    return branches


def _pinyin(compiler: Compiler, asked: SearchText, limit: str) -> list[str]:
    query = pinyin_query(asked.names[0])
    if query is None:
        return []
    asked_of = [
        (prop, _full_text_clauses(compiler, "pinyin", f"{companion}:({query})", prop, limit))
        for prop, companion in _companions(compiler)
    ]
    return [
        f"{asking}RETURN n AS node, '{prop}' AS field, 'PINYIN' AS how, 100.0 + weight AS score"
        for prop, asking in asked_of
        if asking is not None
    ]


def _companions(compiler: Compiler) -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for entity in compiler.model.concrete:
        for prop in compiler.model.props(entity.name):
            companion = pinyin_prop(prop)
            if companion is not None:
                found[prop.name] = companion
    return list(found.items())


def _full_text_clauses(compiler: Compiler, index: str, query: str, prop: str, limit: str) -> str | None:
    """The clauses that find nodes `n` with a `weight` in a full-text index; None where the property is closed.

    The index weighs a hit by all it holds. Where the caller does not see all of that, neither the weight nor a limit
    may come from it: hidden entities would move the visible ones.
    """
    whole = all(
        compiler.profile.findable(entity.name, declared, "n") == []
        for entity, declared in _searched_properties(compiler, prop)
    )
    tests = _tests(compiler, prop)
    if not tests:
        return None
    text = f"CALL db.index.fulltext.queryNodes('{index}', {compiler.names.parameter(query)}"
    if whole:
        return f"{text}, {{limit: {limit} * 5 + 50}}) YIELD node AS n, score AS weight\n"
    return f"{text}) YIELD node AS n\nWITH n, 0.0 AS weight WHERE {' OR '.join(tests)}\n"


def _searched_properties(compiler: Compiler, prop: str) -> list[tuple[Entity, Prop]]:
    """The entities that are searched by a property."""
    return [
        (entity, declared)
        for entity in compiler.model.concrete
        for declared in compiler.model.props(entity.name)
        if declared.name == prop and declared.search
    ]


def _tests(compiler: Compiler, prop: str, among: Sequence[str] | None = None) -> list[str]:
    """What a node `n` must be to be found by a property: one test for each entity that the caller may find by it."""
    found = []
    for entity, declared in _searched_properties(compiler, prop):
        if among is not None and entity.name not in among:
            continue
        seen = compiler.profile.findable(entity.name, declared, "n")
        if seen is not None:
            found.append(" AND ".join([f"n:{entity.name}", *seen]))
    return found
