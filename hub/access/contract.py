"""Writes a purpose as a contract for lawyers: who may use it, on which law and ground, and what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from hub.access.articles import Comparison
from hub.access.case_rules import CaseRule
from hub.access.declare import Level, Opens, Purpose, Ring
from hub.access.field_levels import followed, level_of_field, level_of_link_field
from hub.access.roles import ROLE
from schema.declare import Prop
from schema.entities.agency import AGENCY_KIND
from schema.entities.document import DOCUMENT_KIND
from schema.entities.enforcement_case import CASE_KIND, CASE_STATUS
from schema.model import MODEL
from schema.values import Choice

EN, ZH = "en", "zh"

_WORDS: Mapping[str, tuple[str, str]] = {
    "purpose": ("Purpose", "用途"),
    "demo": ("Exists in demo mode alone.", "仅存在于演示模式。"),
    "agencies": ("Agencies", "单位类别"),
    "roles": ("Roles", "角色"),
    "articles": ("Articles of law, all of which must be in force", "法律依据（须全部有效）"),
    "since": ("in force from {0}", "自{0}起施行"),
    "until": (" until the day before {0}", "，{0}失效"),
    "copy": ("; number from a third party's copy, compare it with the gazette", "；条号据第三方文本，须核对公报"),
    "unchecked": ("; number not compared with the text", "；条号未经原文核对"),
    "ground": ("Ground", "查询依据"),
    "statuses": ("States of the case", "案件状态"),
    "kinds": ("Kinds of the case", "案件类型"),
    "any state": ("any", "不限"),
    "documents": ("One of these documents of the case, in effect", "须有本案下列有效文书之一"),
    "no document": ("none is needed", "无需文书"),
    "subjects": ("Looked up by identifier", "可按证件号查询的对象"),
    "only ring": ("those in the ring '{0}' alone", "仅限“{0}”范围内"),
    "not limited": ("not limited", "不限"),
    "window": ("Time window", "时间范围"),
    "years": (
        "links that ended more than {0} years before the case was filed are not visible",
        "立案前{0}年以前已终止的关系不可见",
    ),
    "all time": ("none: links that ended are visible however old", "不限：已终止的关系均可见"),
    "groups": ("Questions", "可用查询"),
    "counts": ("Counts alone are answered, no rows.", "仅返回数量，不返回记录。"),
    "ring": ("Ring '{0}'", "范围“{0}”"),
    "start": ("It is what the basis names.", "即查询依据所载。"),
    "from": ("From {0}", "自{0}"),
    "along": ("along {0}", "沿{0}"),
    "hops": (", up to {0} links away", "，至多{0}层"),
    "held": ("Only what {0} ties to the caller's own agency.", "仅限经“{0}”属于本单位者。"),
    "register": ("Every {0}", "全部{0}"),
    "within": (" whose agency by {0} lies in the caller's division", "（经“{0}”属本辖区者）"),
    "links": ("Links that may be followed, with the values shown of them", "可查询的关系及其字段"),
    "nothing": ("none", "无"),
}
_LEVELS = {
    Level.WHOLE: ("WHOLE", "完整"),
    Level.MASKED: ("MASKED", "脱敏"),
    Level.NONE: ("hidden", "不可见"),
}
_WAYS = {"OUT": "→", "IN": "←", "BOTH": "↔"}


def contract_lines(purpose: Purpose, language: str, groups: Mapping[str, tuple[str, str]]) -> Iterator[str]:
    """The lines of a purpose's contract, in English ('en') or Chinese ('zh').

    `groups`: what each group of root fields is called in English and in Chinese.
    """
    return _Contract(purpose, language, groups).lines()


@dataclass(frozen=True)
class _Contract:
    purpose: Purpose
    language: str
    groups: Mapping[str, tuple[str, str]]

    def lines(self) -> Iterator[str]:
        purpose = self.purpose
        yield f"{self._phrase('purpose')}: {purpose.name} {purpose.zh}"
        yield self._pick(purpose.description, purpose.description_zh)
        if purpose.demo:
            yield self._phrase("demo")
        yield f"{self._phrase('agencies')}: {self._terms(AGENCY_KIND, sorted(purpose.agencies))}"
        yield f"{self._phrase('roles')}: {self._terms(ROLE, sorted(purpose.roles))}"
        yield f"{self._phrase('articles')}:"
        for article in purpose.articles:
            end = self._phrase("until", article.until) if article.until else ""
            told = "" if article.checked is Comparison.AGAINST_THE_TEXT else self._phrase(article.checked.value)
            yield f"  {article}; {self._phrase('since', article.since)}{end}{told}"
        yield from self._ground()
        groups = [self._pick(*self.groups[group]) for group in sorted(purpose.groups)]
        yield f"{self._phrase('groups')}: {self._join_words(groups)}"
        if purpose.statistics:
            yield self._phrase("counts")
        for ring in purpose.rings:
            yield ""
            yield from self._ring(ring)
        for register in purpose.registers:
            yield ""
            within = "" if register.within is None else self._phrase("within", self._link(register.within))
            yield f"{self._phrase('register', self._entity(register.opens.entity))}{within}:"
            yield from self._fields(register.opens)
        yield ""
        yield from self._links()

    def _ground(self) -> Iterator[str]:
        purpose, ground = self.purpose, self.purpose.ground
        rule = ground.case.meaning
        yield f"{self._phrase('ground')}: {self._pick(rule.text, rule.zh)}"
        if ground.case is not CaseRule.NONE:
            statuses = self._terms(CASE_STATUS, ground.statuses) or self._phrase("any state")
            yield f"{self._phrase('statuses')}: {statuses}"
            kinds = self._terms(CASE_KIND, ground.kinds) or self._phrase("any state")
            yield f"{self._phrase('kinds')}: {kinds}"
            documents = self._terms(DOCUMENT_KIND, ground.documents) or self._phrase("no document")
            yield f"{self._phrase('documents')}: {documents}"
            limit = self._phrase("not limited")
            if purpose.subjects is not None:
                limit = self._phrase("only ring", self._ring_name(purpose.subjects))
            yield f"{self._phrase('subjects')}: {limit}"
            window = self._phrase("all time") if purpose.years is None else self._phrase("years", purpose.years)
            yield f"{self._phrase('window')}: {window}"

    def _ring(self, ring: Ring) -> Iterator[str]:
        about = f": {ring.description}" if self.language == EN else ""
        yield f"{self._phrase('ring', self._ring_name(ring.name))}{about}"
        if not ring.of:
            yield f"  {self._phrase('start')}"
        else:
            begin = self._join_words(self._ring_name(name) for name in ring.of)
            steps = self._join_words(
                f"{_WAYS[step.way]}{self._link(kind)}" for step in ring.along for kind in step.kinds
            )
            hops = self._phrase("hops", ring.hops) if ring.hops > 1 else ""
            yield f"  {self._phrase('from', begin)} {self._phrase('along', steps)}{hops}"
        if ring.held_by is not None:
            yield f"  {self._phrase('held', self._link(ring.held_by))}"
        for opens in ring.opens:
            yield f"  {self._entity(opens.entity)}:"
            yield from self._fields(opens)

    def _fields(self, opens: Opens) -> Iterator[str]:
        props = MODEL.props(opens.entity)
        levels = {prop.name: level_of_field(self.purpose, opens, prop) for prop in props}
        for level, word in _LEVELS.items():
            names = [self._field(prop) for prop in props if levels[prop.name] is level]
            yield f"    {self._pick(*word)}: {self._join_words(names) or self._phrase('nothing')}"

    def _links(self) -> Iterator[str]:
        yield f"{self._phrase('links')}:"
        for link in followed(self.purpose):
            shown_as = ((prop, _LEVELS[level_of_link_field(self.purpose, prop)]) for prop in link.props)
            values = [f"{self._field(prop)} {self._pick(*word)}" for prop, word in shown_as]
            yield f"  {self._link(link.kind)}" + (f": {self._join_words(values)}" if values else "")
        if not followed(self.purpose):
            yield f"  {self._phrase('nothing')}"

    # Words

    def _phrase(self, word: str, *values: object) -> str:
        return self._pick(*_WORDS[word]).format(*values)

    def _pick(self, english: str, chinese: str) -> str:
        return english if self.language == EN else chinese

    def _join_words(self, texts: Iterable[str]) -> str:
        return self._pick(", ", "、").join(texts)

    def _terms(self, kind: Choice, names: Iterable[str]) -> str:
        return self._join_words(self._pick(name, kind.members[name].zh) for name in names)

    def _ring_name(self, name: str) -> str:
        return self._pick(name, next(ring.zh for ring in self.purpose.rings if ring.name == name))

    def _entity(self, name: str) -> str:
        return self._pick(name, MODEL.entity(name).zh)

    def _link(self, kind: str) -> str:
        return self._pick(kind, MODEL.link(kind).zh)

    def _field(self, prop: Prop) -> str:
        return self._pick(prop.name, prop.zh)
