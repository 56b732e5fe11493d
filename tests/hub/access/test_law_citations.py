"""Articles of law are never bare numbers, and the contract says which numbers were not compared with the text."""

from __future__ import annotations

import re

import pytest

from hub.access import laws
from hub.access.articles import Article, Comparison
from hub.access.catalogue import PURPOSES
from hub.access.contract import contract_lines
from hub.capabilities.catalogue import GROUPS

ARTICLES = {name: each for name, each in vars(laws).items() if isinstance(each, Article)}
UNSURE = {
    "LISTING_8": Comparison.AGAINST_A_COPY,
    "REFUSAL_PROCEDURE_3": Comparison.AGAINST_A_COPY,
    "CPL_246": Comparison.NOT_AT_ALL,
    "LINKAGE_DUTIES": Comparison.NOT_AT_ALL,
    "INFORMATION_20": Comparison.NOT_AT_ALL,
}


def test_each_article_is_checked_against_the_text_or_marked() -> None:
    marked = {name: each.checked for name, each in ARTICLES.items() if each.checked is not Comparison.AGAINST_THE_TEXT}

    assert marked == UNSURE


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_named_by_number_or_by_its_matter(name: str) -> None:
    article = ARTICLES[name]

    assert article.version in str(article)
    assert re.search(r"art\. \d|（\D", str(article))
    assert re.search(r"第\d+(\(\d+\))?条|（\D", article.zh)
    assert "条条" not in article.zh


@pytest.mark.parametrize(("language", "said"), [("en", "not compared with the text"), ("zh", "条号未经原文核对")])
def test_the_contract_says_what_was_not_compared(language: str, said: str) -> None:
    words = {name: (group.en, group.zh) for name, group in GROUPS.items()}
    lines = list(contract_lines(PURPOSES["SUPERVISION"], language, words))

    assert [said in line for line in lines if "民事诉讼法" in line or "个人信息保护法" in line] == [True, False]
