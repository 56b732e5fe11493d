"""How Chinese names are found from a Latin keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schema.values import NAME, other_surnames, pinyin_forms, readings


def test_a_name_is_typed_spaced_joined_or_by_initials() -> None:
    assert pinyin_forms("陈立诚") == ["chen li cheng", "chenlicheng", "clc"]
    assert NAME.pinyin_forms("陈立诚") == pinyin_forms("陈立诚")


@pytest.mark.parametrize(
    ("name", "joined"),
    [
        ("单立诚", "shanlicheng"), ("仇立诚", "qiulicheng"), ("曾立诚", "zenglicheng"), ("解立诚", "xielicheng"),
        ("查立诚", "zhalicheng"), ("朴立诚", "piaolicheng"), ("区立诚", "oulicheng"), ("尉迟立诚", "yuchilicheng"),
        ("万俟立", "moqili"), ("长孙立", "zhangsunli"), ("欧阳立诚", "ouyanglicheng"),
        ("重庆示例有限公司", "chongqingshili"),
        ("曾示例商贸有限公司", "cengshilishangmao"), ("吕立诚", "lvlicheng"), ("吕立诚", "lyulicheng"),
        ("覃立诚", "qinlicheng"), ("覃立诚", "tanlicheng"), ("买买提·艾力", "maimaitiaili"), ("Zhang San", "zhangsan"),
        ("示例A1公司", "shilia1gongsi"),
    ],
)  # fmt: skip
def test_surnames_and_companies_are_read_as_people_read_them(name: str, joined: str) -> None:
    assert joined in pinyin_forms(name)


def test_a_company_is_found_without_its_legal_form() -> None:
    forms = pinyin_forms("澜川远驰物流有限公司")
    assert "lanchuanyuanchiwuliuyouxiangongsi" in forms
    assert "lanchuanyuanchiwuliu" in forms
    assert "lcycwl" in forms


@settings(deadline=None)
@given(name=st.text(max_size=300))
def test_any_text_gives_distinct_forms_and_no_error(name: str) -> None:
    forms = pinyin_forms(name)
    assert len(forms) == len(set(forms))
    assert all(forms)


@settings(deadline=None)
@given(name=st.text("丽莉李翟吕女宓一欧阳文博澜川恒达商贸有限公司厂·Aa1 ", min_size=2, max_size=12))
def test_readings_are_found_again_in_what_the_graph_keeps(name: str) -> None:
    forms = pinyin_forms(name)
    spaced = [tuple(form.lower().split()) for form in forms if " " in form]

    # A reading of one syllable is its own joined form.
    assert [each for each in readings(" ".join(forms).lower()) if len(each) > 1] == list(dict.fromkeys(spaced))


@pytest.mark.parametrize("name", ["李", "啊", "Smith"])
def test_one_syllable_is_a_reading_too(name: str) -> None:
    (only,) = readings(" ".join(pinyin_forms(name)).lower())
    assert len(only) == 1


def test_families_read_a_surname_differently() -> None:
    assert other_surnames("di") == other_surnames("zhai") == {"翟"}
    assert other_surnames("chen") == {"谌"}
    assert other_surnames("wang") == frozenset()


@settings(deadline=None, max_examples=500)
@given(st.text(st.sampled_from("重庆长春银行乐都单于行人大夫朝阳陈立诚㐀𠮷〇"), min_size=1, max_size=5))
def test_names_read_character_by_character_are_read_as_the_dictionary_reads_them(name: str) -> None:
    from pypinyin import lazy_pinyin

    from schema.values.pinyin import _one_by_one

    read = _one_by_one(name)
    assert read is None or read == lazy_pinyin(name, errors="default")
    assert _one_by_one("陈立诚") == ["chen", "li", "cheng"]
    assert _one_by_one("重庆") is None
