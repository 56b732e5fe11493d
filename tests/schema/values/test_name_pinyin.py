"""How Chinese names are found from a Latin keyboard."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.examples import examples

from schema.errors import InvalidValue
from schema.values import NAME, characters, latin, name_forms, pinyin_forms, readings
from schema.values.name_forms import writings
from schema.values.pinyin import compound_surnames


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
    assert {"zhai li cheng", "di li cheng"} <= set(pinyin_forms("翟立诚"))
    assert {"chan yu zhou", "shan yu zhou"} <= set(pinyin_forms("单于舟"))


SURNAMES = (
    "贠:yun 乜:nie 么:yao 佴:nai 炅:gui 单:shan 仇:qiu 曾:zeng 解:xie 查:zha 朴:piao 区:ou 乐:yue 缪:miao 都:du"
    " 能:nai 粘:nian"
    " 藏:zang 扎:za 六:lu 不:fou 薄:bo 繁:po 种:chong 重:chong 秘:bi 折:she 阚:kan 卜:bu"
    " 覃:qin 翟:zhai 盖:ge 员:yun 黑:he"
    " 单于:chanyu 乐正:yuezheng 子车:ziju 皇甫:huangfu 尉迟:yuchi 万俟:moqi 长孙:zhangsun 澹台:tantai"
    " 拓跋:tuoba 闾丘:lvqiu"
)


@pytest.mark.parametrize("surname", SURNAMES.split())
def test_surnames_are_read_as_families_read_them(surname: str) -> None:
    sign, reading = surname.split(":")
    assert pinyin_forms(f"{sign}一舟")[1] == f"{reading}yizhou"


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("刘〇舟", "liulingzhou"), ("王𠮷舟", "wangjizhou"), ("⾼一舟", "gaoyizhou"), ("⻢一舟", "mayizhou"),
        ("略一舟", "lueyizhou"), ("略一舟", "lveyizhou"), ("吕云舟", "lyuyunzhou"), ("陳立誠", "chenlicheng"),
        ("Lǐ Xiǎomíng", "lixiaoming"), ("Lǚ Yùnzhōu", "lvyunzhou"), ("Müller", "muller"),
        ("刘○舟", "liulingzhou"), ("刘◯舟", "liulingzhou"), ("王㐂舟", "wangxizhou"),
    ],
)  # fmt: skip
def test_what_is_rare_or_printed_is_typed_too(name: str, form: str) -> None:
    assert form in pinyin_forms(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("陳立誠", "陈立诚"), ("示范贸易(澜川)有限公司", "示范贸易（澜川）有限公司"),
        ("买买提·艾力", "买买提艾力"), ("⾼一舟", "高一舟"),
        ("佐々木", "佐佐木"), ("ABC公司", "abc公司"), ("雍　宁", "雍宁"),
        ("刘○舟", "刘〇舟"), ("王○○", "王〇〇"), ("买买提○艾力", "买买提艾力"),
        ("髙一舟", "高一舟"), ("鍾一舟", "钟一舟"), ("锺一舟", "钟一舟"), ("⾭一舟", "青一舟"), ("鳯一舟", "凤一舟"),
        ("王𠮷舟", "王吉舟"),
        ("示范贸易〔澜川〕有限公司", "示范贸易（澜川）有限公司"),
    ],
)  # fmt: skip
def test_a_name_is_known_by_its_characters(one: str, other: str) -> None:
    assert name_forms(one).split()[-1] == name_forms(other).split()[-1] == f"={characters(other)}"


@pytest.mark.parametrize(
    ("name", "each"),
    [
        ("李晓明（LI XIAOMING）", ["李晓明", "LI XIAOMING"]), ("LI XIAOMING (李晓明)", ["李晓明", "LI XIAOMING"]),
        ("李晓明/Li Xiaoming", ["李晓明", "Li Xiaoming"]),
        ("买买提·艾力 MAIMAITI AILI", ["买买提·艾力", "MAIMAITI AILI"]),
        ("示范贸易有限公司（SAMPLE TRADING）", ["示范贸易有限公司", "SAMPLE TRADING"]),
        ("ABC 贸易有限公司", []), ("示范（ABC）有限公司", []), ("TCL集团", []), ("李晓明（北京）", []),
        ("李晓明（A1）", []), ("张三 李四", []), ("Li Xiaoming", []),
        ("李晓明（曾用名李小明）", ["李晓明", "李小明"]),
        ("李晓明(曾用名：李小明、李明)", ["李晓明", "李小明", "李明"]),
        ("李晓明，又名李小明", ["李晓明", "李小明"]), ("李晓明 原名:李小明", ["李晓明", "李小明"]),
        ("李曉明（別名：李小明）", ["李曉明", "李小明"]),
        ("示范贸易有限公司（原示范商店有限公司）", ["示范贸易有限公司", "示范商店有限公司"]),
        ("示范贸易（澜川）有限公司（原名称：示范商店）", ["示范贸易（澜川）有限公司", "示范商店"]),
        ("示范贸易有限公司（原示范（澜川）商店）", ["示范贸易有限公司", "示范（澜川）商店"]),
        ("李晓明（原告）", []), ("原名贸易有限公司", []),
        ("MR LI XIAOMING", ["LI XIAOMING"]), ("Li, Xiaoming (Mr.)", ["Li, Xiaoming"]),
        ("LI/XIAOMING MS", ["LI/XIAOMING"]), ("李晓明 先生", ["李晓明"]), ("李晓明女士", ["李晓明"]),
        ("李先生", []), ("李女士", []), ("Miss", []), ("Dr Li Mr", ["Li"]),
    ],
)  # fmt: skip
def test_a_name_may_stand_in_two_writings(name: str, each: list[str]) -> None:
    assert list(writings(NAME.parse(name)))[:-1] == each


@pytest.mark.parametrize("name", ["-", "—", "/", "？？？", "···"])
def test_what_has_no_letter_is_nobodys_name(name: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        NAME.parse(name)
    assert refused.value.details["problem"] == "FORM"


def test_a_name_that_lost_a_character_on_the_way_is_refused() -> None:
    with pytest.raises(InvalidValue) as refused:
        NAME.parse("陈\ufffd诚")
    assert refused.value.details["problem"] == "ENCODING"


@pytest.mark.parametrize("brackets", ["()", "﹙﹚", "[]", "〔〕", "【】", "⦅⦆", "［］"])
def test_brackets_of_every_writing_are_those_of_registers(brackets: str) -> None:
    assert NAME.parse(f"示范贸易{brackets[0]}澜川{brackets[1]}有限公司") == "示范贸易（澜川）有限公司"


@pytest.mark.parametrize(
    ("name", "all_of_them"),
    [
        ("LI XIAOMING", {"lixiaoming", "xiaomingli"}),
        ("Li, Xiaoming", {"lixiaoming", "xiaomingli"}),
        ("Xiaoming，Li", {"lixiaoming", "xiaomingli"}),
        ("Li Xiao-Ming", {"lixiaoming", "xiaomingli"}),
        ("Lyu Wenyu", {"lvwenyu", "lvwenv", "wenyulv", "wenvlv"}),
        ("Lü Yun", {"lvyun", "yunlv"}),
        ("LUE YI", {"lueyi", "lveyi", "yilue", "yilve"}),
        ("Shubai Si Ma", {"shubaisima", "mashubaisi", "simashubai"}),
        ("Xi'an Wang", {"xianwang", "wangxian"}),
    ],
)
def test_a_latin_name_is_compared_in_one_word_in_each_order(name: str, all_of_them: set[str]) -> None:
    assert set(latin.joined(name, compound_surnames())) == all_of_them


@settings(deadline=None)
@given(name=st.text(max_size=60))
def test_a_name_as_it_is_stored_has_the_same_forms_again(name: str) -> None:
    """What is asked and what is stored go through the same function, so a stored form is stable."""
    try:
        stored = NAME.parse(name)
    except InvalidValue:
        return
    assert NAME.parse(stored) == stored
    assert name_forms(NAME.parse(stored)) == name_forms(stored)


@settings(deadline=None, max_examples=examples(500))
@given(st.text(st.sampled_from("重庆长春银行乐都单于行人大夫朝阳陈立诚㐀𠮷〇"), min_size=1, max_size=5))
def test_names_read_character_by_character_are_read_as_the_dictionary_reads_them(name: str) -> None:
    from pypinyin import lazy_pinyin

    from schema.values.pinyin import _one_by_one

    read = _one_by_one(name)
    assert read is None or read == lazy_pinyin(name, errors="default")
    assert _one_by_one("陈立诚") == ["chen", "li", "cheng"]
    assert _one_by_one("重庆") is None
