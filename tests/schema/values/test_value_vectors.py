"""The vectors of domain §6 and of the standards, in both realms, and what is made of common writings."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from schema.errors import DeclarationError, InvalidValue
from schema.values import (
    ACCOUNT_NO,
    BOOLEAN,
    CASE_NUMBER,
    CITIZEN_ID,
    DATE,
    DATE_TIME,
    DIVISION_CODE,
    DOCUMENT_NO,
    FEN,
    FLOAT,
    INTEGER,
    NAME,
    PHONE_NO,
    PLATE_NO,
    SHARE,
    TEXT,
    USCC,
    VIN,
    CaseNumberParts,
    Kind,
    Realm,
    age_on,
    birth_date,
    check_digit_ok,
    choice,
    fen_from_yuan,
    parts,
    sex,
)
from schema.values.case_number import CASE_TYPES

REAL, FICTIONAL = Realm.REAL, Realm.FICTIONAL
BEIJING = dt.timezone(dt.timedelta(hours=8))

FICTIONAL_VECTORS: list[tuple[Kind, str]] = [
    *[
        (CITIZEN_ID, each)
        for each in (
            "990102198506150019", "990102199003020022", "990101197811200034", "990103198207090059",
            "990102201205010041", "990102196610010033", "990104197609300073", "990101198808180065",
            "99010219800101007X",
        )
    ],
    *[(USCC, each) for each in ("91990102MATE5T0A0C", "91990101MATE5T0B9T", "12990100MBTE5T0C0Q")],
    (USCC, "91990100MATE5T0D52"),
    *[(VIN, each) for each in ["0TS123456RA000001", "0TS123458RA000002", "0TS123450TA000003"]],
    *[
        (PLATE_NO, each)
        for each in ("测A12345", "测AD12345", "测A12345D", "测O12345", "测0112345", "测X1234应急",
                     *(f"测A1234{end}" for end in "挂学警港澳使领试超"))
    ],
    *[(CASE_NUMBER, each) for each in ["（2026）示0102执1203号", "（2028）示0103执恢4号", "（2026）示01司惩7号"]],
    (ACCOUNT_NO, "9999990000000000014"),
    (ACCOUNT_NO, "GJJ-9901-000123"),
    (PHONE_NO, "10000000001"),
    *[(DIVISION_CODE, each) for each in ["99", "9901", "990102", "990102001", "990102001001"]],
]  # fmt: skip
REAL_VECTORS: list[tuple[Kind, str]] = [
    (CITIZEN_ID, "11010519491231002X"),
    (CITIZEN_ID, "360426199101010071"),
    (USCC, "91350100M000100Y43"),
    (USCC, "91110000600037341L"),
    (VIN, "1M8GDM9AXKP042788"),
    (VIN, "11111111111111111"),
    (PLATE_NO, "京A12345"),
    (PLATE_NO, "粤Z1234港"),
    (PLATE_NO, "使224578"),
    (PLATE_NO, "224578使"),
    (CASE_NUMBER, "（2019）最高法执监123号"),
    (CASE_NUMBER, "（2024）京0105执恢9号"),
    (CASE_NUMBER, "（2024）川执复9号"),
    (ACCOUNT_NO, "4111111111111111"),
    (PHONE_NO, "010-12345678"),
    (PHONE_NO, "0817-1234567"),
    (DIVISION_CODE, "110105"),
]


@pytest.mark.parametrize(("kind", "value"), FICTIONAL_VECTORS)
def test_fictional_vectors_are_taken_in_the_demo_and_refused_in_production(kind: Kind, value: str) -> None:
    assert kind.parse(value, FICTIONAL) == value
    assert kind.parse(value) == value
    with pytest.raises(InvalidValue) as caught:
        kind.parse(value, REAL)
    assert caught.value.details["problem"] == "RESERVED_TEST"
    assert value not in str(caught.value) or value == "99"  # the region itself is no secret


@pytest.mark.parametrize(("kind", "value"), REAL_VECTORS)
def test_real_vectors_are_taken_in_production_and_refused_in_the_demo(kind: Kind, value: str) -> None:
    assert kind.parse(value, REAL) == value
    with pytest.raises(InvalidValue) as caught:
        kind.parse(value, FICTIONAL)
    assert caught.value.details["problem"] == "NOT_FICTIONAL"
    assert value not in str(caught.value)


@pytest.mark.parametrize(("kind", "value"), [v for v in FICTIONAL_VECTORS if len(v[1]) > 4])
def test_vectors_are_recognised_in_their_own_realm_only(kind: Kind, value: str) -> None:
    assert kind.recognise(f" {value} ", FICTIONAL) == value
    assert kind.recognise(value, REAL) is None


WRITINGS: list[tuple[Kind, object, object]] = [
    (CITIZEN_ID, "９９０１０２１９８５０６１５００１９", "990102198506150019"),
    (CITIZEN_ID, "990102 19850615 0019", "990102198506150019"),
    (CITIZEN_ID, "990102-19850615-0019", "990102198506150019"),
    (CITIZEN_ID, "'990102198506150019", "990102198506150019"),
    (CITIZEN_ID, 990102198506150019, "990102198506150019"),
    (CITIZEN_ID, '="990102198506150019"', "990102198506150019"),
    (CITIZEN_ID, "`990102198506150019", "990102198506150019"),
    (CITIZEN_ID, "\ufeff'990102198506150019", "990102198506150019"),
    (USCC, "'91990102MATE5T0A0C", "91990102MATE5T0A0C"),
    (PLATE_NO, "'测A12345", "测A12345"),
    (PLATE_NO, "测01·12345", "测0112345"),
    (PLATE_NO, "测01-12345", "测0112345"),
    (PHONE_NO, "10000000001.0", "10000000001"),
    (DIVISION_CODE, "990102.0", "990102"),
    (INTEGER, "3.0", 3),
    (INTEGER, 2.9999999999999996, 3),
    (BOOLEAN, "1.0", True),
    (SHARE, "25%", 0.25),
    (SHARE, "1/4", 0.25),
    (SHARE, "１／３", 0.333333333333333),
    (SHARE, "三分之一", 0.333333333333333),
    (SHARE, "百分之十二", 0.12),
    (SHARE, "百分之百", 1.0),
    (SHARE, "1 / 1", 1.0),
    (SHARE, 1.0000000000000002, 1.0),
    (NAME, "’t Hooft", "’t Hooft"),
    (NAME, '="张三"', "张三"),
    (TEXT, "3E2", "3E2"),
    (TEXT, "'Abc' quoted", "'Abc' quoted"),
    (CITIZEN_ID, "99010219800101007x", "99010219800101007X"),
    (CITIZEN_ID, "99010219800101007ｘ", "99010219800101007X"),
    (CITIZEN_ID, "990102850615001", "990102198506150019"),
    (USCC, "91 990102 mate5t0a0 c", "91990102MATE5T0A0C"),
    (USCC, "９１９９０１０２ＭＡＴＥ５Ｔ０Ａ０Ｃ", "91990102MATE5T0A0C"),
    (PLATE_NO, "测a·12345", "测A12345"),
    (PLATE_NO, "测A-12345", "测A12345"),
    (PLATE_NO, "测Ａ １２３４５", "测A12345"),
    (VIN, "0ts12345 6ra000001", "0TS123456RA000001"),
    (CASE_NUMBER, "(2026)示0102执1203号", "（2026）示0102执1203号"),
    (CASE_NUMBER, "〔2026〕 示0102 执 1203", "（2026）示0102执1203号"),
    (CASE_NUMBER, "（２０２６）示０１０２执１２０３号", "（2026）示0102执1203号"),
    (CASE_NUMBER, "2026示0102执01203号", "（2026）示0102执1203号"),
    (PHONE_NO, "+86 100 0000 0001", "10000000001"),
    (PHONE_NO, "0086-100-0000-0001", "10000000001"),
    (PHONE_NO, 10000000001, "10000000001"),
    (PHONE_NO, 10000000001.0, "10000000001"),
    (ACCOUNT_NO, "9999 9900 0000 0000 014", "9999990000000000014"),
    (ACCOUNT_NO, "gjj-9901-000123", "GJJ-9901-000123"),
    (ACCOUNT_NO, "A-17", "A-17"),
    (DIVISION_CODE, 990102, "990102"),
    (FEN, 4612055, 4612055),
    (FEN, "-4612055", -4612055),
    (FEN, "４６１２０５５", 4612055),
    *[
        (DATE, each, dt.date(2026, 11, 2))
        for each in (
            "2026-11-02", "2026-11-2", "2026/11/2", "2026.11.02", "20261102", 20261102, "2026年11月2日",
            "2026—11—02", "2026–11–2", "2026−11−02", "二〇二六年十一月二日", "二○二六年十一月二日",
            "二零二六年十一月二日", "2026-11-02T00:00:00+08:00[Asia/Shanghai]",
            "２０２６年１１月２日", "2026-11-02 00:00:00", "2026/11/2 0:00", "2026/11/2 0:00:00",
            "2026-11-02T00:00:00+08:00", "2026-11-02T00:00:00.000Z", "2026-11-01T16:00:00Z", "20261102000000",
            "2026-11-02 00:00:00+08", "2026/11/2 上午 12:00:00", "2026-11-02 上午12:00",
            "20261102 0:00:00", "2026年11月2日 0时00分", "2026-11-02 00:00:00.0", "2026/11/2 12:00:00 AM",
            "2026-11-02 00:00:00 +0800", "20261102.0", "'2026-11-02", dt.date(2026, 11, 2),
            dt.datetime(2026, 11, 2, 10, 5),
            dt.datetime(2026, 11, 1, 20, tzinfo=dt.UTC),
        )
    ],
    *[
        (DATE_TIME, each, dt.datetime(2026, 11, 2, 10, 5, tzinfo=BEIJING))
        for each in (
            "2026-11-02T10:05:00+08:00", "2026-11-02T02:05:00Z", "2026-11-02 10:05", "2026/11/2 10:05:00",
            "2026年11月2日10时05分", "20261102T100500", "2026-11-02 10:05:00+08", "2026-11-02 10:05:00.000+08",
            "2026-11-02T10:05:00.000000000",
            dt.datetime(2026, 11, 2, 10, 5),
            dt.datetime(2026, 11, 2, 2, 5, tzinfo=dt.UTC),
        )
    ],
    (CASE_NUMBER, "（2015）示执字第281号", "（2015）示执字第281号"),
    (CASE_NUMBER, "(2015) 示执字 第 0281 号", "（2015）示执字第281号"),
    (CASE_NUMBER, "2015年示执字281", "（2015）示执字第281号"),
    (CASE_NUMBER, "（2009年）示执字第7号", "（2009）示执字第7号"),
    (CASE_NUMBER, "（98）示执字第00012号", "（1998）示执字第12号"),
    (CASE_NUMBER, "〔05〕示东民执字第3号", "（2005）示东民执字第3号"),
    (CASE_NUMBER, "（2026）示0102執恢12號", "（2026）示0102执恢12号"),
    (CASE_NUMBER, "（2016）示0102执字第00104号", "（2016）示0102执104号"),
    (CASE_NUMBER, "（2009）示东民执字第03265号", "（2009）示东民执字第3265号"),
    (CASE_NUMBER, "〔2013〕示执外异字第3号", "（2013）示执外异字第3号"),
    (CASE_NUMBER, "（2012）示法执行字第7号", "（2012）示法执行字第7号"),
    (CASE_NUMBER, "（2011）示东民执3号", "（2011）示东民执3号"),
    *(
        (CASE_NUMBER, f"（2026）示0102{kind}5号", f"（2026）示0102{kind}5号")
        for kind in (*CASE_TYPES, "执督")
    ),
    (NAME, "  陈立诚 ", "陈立诚"),
    (NAME, "张　三", "张三"),
    (NAME, "Ｚｈａｎｇ   San", "Zhang San"),
    (NAME, "示例(澜川)有限公司", "示例（澜川）有限公司"),
    (NAME, "买买提•艾力", "买买提·艾力"),
    *((NAME, f"买买提{dot}艾力", "买买提·艾力") for dot in "·•‧∙⋅・･ㆍ●．.。｡"),
    (NAME, "J.R. Smith", "J.R. Smith"),
    (NAME, "雍　大　同", "雍大同"),
    (NAME, "王 小明", "王小明"),
    (NAME, "欧阳 明远", "欧阳明远"),
    (NAME, "张三 李四", "张三 李四"),
    (NAME, "示例 贸易 (澜川) 有限公司", "示例贸易（澜川）有限公司"),
    (NAME, "示例贸易﹙澜川﹚有限公司", "示例贸易（澜川）有限公司"),
    *((NAME, f"雍{mark}平", "雍平") for mark in "\u00ad\u200b\u200e\u2060\ufe0f\ufeff\U000e0100\u2067\u180e\u3164"),
    (NAME, "\u202b雍平\u202c", "雍平"),
    (NAME, "⾼一舟", "高一舟"),
    (NAME, "⻢一舟", "马一舟"),
    (NAME, "\uf900一舟", "豈一舟"),
    (NAME, "\ue863一舟", "䶮一舟"),
    (NAME, "\ue81e一舟", "\u9fb4一舟"),
    (TEXT, "\u202d示例路18号\u202c", "示例路18号"),
    (CITIZEN_ID, "\u202d990102198506150019\u202c", "990102198506150019"),
    (PLATE_NO, "测A12345\u200e", "测A12345"),
    *((PLATE_NO, f"测A{dot}12345", "测A12345") for dot in "·•‧∙⋅・･ㆍ●．."),
    (NAME, "Example (Lanchuan) Ltd", "Example (Lanchuan) Ltd"),
    (TEXT, " 一行\r\n二行 ", "一行\n二行"),
    (TEXT, 2026, "2026"),
    (INTEGER, "１２", 12),
    (INTEGER, 3.0, 3),
    (FLOAT, "0.98", 0.98),
    (FLOAT, Decimal("0.5"), 0.5),
    (SHARE, "0.25", 0.25),
    (SHARE, 1, 1.0),
    (BOOLEAN, "是", True),
    (BOOLEAN, "FALSE", False),
    (BOOLEAN, 1, True),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "written", "stored"), WRITINGS)
def test_common_writings_become_the_stored_form(kind: Kind, written: object, stored: object) -> None:
    got = kind.parse(written)
    assert got == stored
    assert type(got) is kind.stored
    assert kind.parse(stored) == stored


# kind, value, realm, a piece of the message
REFUSED: list[tuple[Kind, object, Realm, str]] = [
    (CITIZEN_ID, "990102198506150018", FICTIONAL, "check digit (18th character) is 8 but should be 9"),
    (CITIZEN_ID, "99010219850615001", FICTIONAL, "it has 17 characters"),
    (CITIZEN_ID, "9901O2198506150019", FICTIONAL, "character 5 is not a digit"),
    (CITIZEN_ID, "99010219850615001A", FICTIONAL, "18th character must be a digit or X"),
    (CITIZEN_ID, "990102198502310019", FICTIONAL, "month 02 has no day 31"),
    (CITIZEN_ID, "990102198513010019", FICTIONAL, "birth month (digits 11 and 12) is 13"),
    (CITIZEN_ID, "101010198506150019", REAL, "no province has the number 10"),
    (CITIZEN_ID, 990102198506150019.0, FICTIONAL, "long digits are lost"),
    (CITIZEN_ID, True, FICTIONAL, "not true or false"),
    (CITIZEN_ID, None, FICTIONAL, "not nothing"),
    (CITIZEN_ID, b"990102198506150019", FICTIONAL, "a text is needed"),
    (CITIZEN_ID, " ", FICTIONAL, "empty"),
    (USCC, "91990102MATE5T0A0D", FICTIONAL, "check character (18th) is D but should be C"),
    (USCC, "91990102MAIE5T0A0C", FICTIONAL, "character 11 is the letter I; the letters I, O, S, V and Z are"),
    (USCC, "9199010AMATE5T0A0C", FICTIONAL, "character 8 must be a digit"),
    (USCC, "91990102MATE5T0A0", FICTIONAL, "it has 17 characters"),
    (USCC, "91990102MATE5T0A0中", FICTIONAL, "neither a digit nor a Latin letter"),
    (PLATE_NO, "A12345", FICTIONAL, "does not start with a province sign"),
    (PLATE_NO, "使224578", FICTIONAL, "takes plates of 测 alone"),
    (PLATE_NO, "224-578", REAL, "range or two plates"),
    *[(PLATE_NO, each, REAL, "plate of the armed forces") for each in ("WJ京12345", "WJ0112345", "VA01234")],
    (PLATE_NO, "测I12345", FICTIONAL, "I is never used"),
    (PLATE_NO, "测AO2345", FICTIONAL, "I is never used"),
    (PLATE_NO, "测A01·2345", FICTIONAL, "range or two plates"),
    *[
        (kind, "9.90102E+17", FICTIONAL, "scientific notation")
        for kind in (CITIZEN_ID, USCC, PLATE_NO, VIN, CASE_NUMBER, PHONE_NO, ACCOUNT_NO, DIVISION_CODE, NAME, TEXT)
    ],
    (TEXT, "1.00001e19", FICTIONAL, "scientific notation"),
    (CITIZEN_ID, "99010201850615001X", FICTIONAL, "birth year (digits 7 to 10) is not from 1850"),
    (PLATE_NO, "测A1234", FICTIONAL, "it has 6 signs"),
    (PLATE_NO, "测112345", FICTIONAL, "second sign is not a letter"),
    (PLATE_NO, "测AZ12345", FICTIONAL, "eight signs"),
    (PLATE_NO, "测A12挂45", FICTIONAL, "after the second sign"),
    (VIN, "0TS123456RA00000", FICTIONAL, "it has 16 signs"),
    (VIN, "0TS123456RO000001", FICTIONAL, "sign 11 is the letter O"),
    (VIN, "0TS123456R_000001", FICTIONAL, "neither a digit"),
    (CASE_NUMBER, "（2026）示0102执1203号之一", FICTIONAL, "one document"),
    (CASE_NUMBER, "示0102执1203号", FICTIONAL, "year of four digits"),
    (CASE_NUMBER, "（1948）示0102执1203号", FICTIONAL, "1948 is not between"),
    (CASE_NUMBER, "（2026）0102执1203号", FICTIONAL, "no court code"),
    (CASE_NUMBER, "（2026）示012执1203号", FICTIONAL, "no, two or four digits"),
    (CASE_NUMBER, "（2010）示民初字第3号", FICTIONAL, "case type is none of 执 "),
    (CASE_NUMBER, "（26）示0102执字第3号", FICTIONAL, "year of four digits"),
    (CASE_NUMBER, "（98）示执12号", FICTIONAL, "year of four digits"),
    (CASE_NUMBER, "（2026）示东执3号", FICTIONAL, "case type is none of 执 "),
    (CASE_NUMBER, "（2015）示执字第281-1号", FICTIONAL, "spaces or hyphens part its digits"),
    (CASE_NUMBER, "（2015）示执字第281号之一", FICTIONAL, "marks one document of a case"),
    (CASE_NUMBER, "（2014）执监字第80号", FICTIONAL, "takes courts of 示 alone"),
    (CASE_NUMBER, "（2026）示0102执12号执13号", FICTIONAL, "serial is not a number"),
    (CASE_NUMBER, "（2026）示0102民初1203号", FICTIONAL, "case type is none of 执 "),
    (CASE_NUMBER, "（2026）示0102执号", FICTIONAL, "serial is not"),
    (CASE_NUMBER, "（2026）示0102执0号", FICTIONAL, "serial is 0"),
    (CASE_NUMBER, "（2026）示0102执12-03号", FICTIONAL, "range or two numbers"),
    (CASE_NUMBER, "（2026）示0102执12—03号", FICTIONAL, "range or two numbers"),
    (CASE_NUMBER, "（2026）示0102执120 3号", FICTIONAL, "range or two numbers"),
    (PLATE_NO, "测A1234-5", FICTIONAL, "range or two plates"),
    (PHONE_NO, "0452-2345678-8", REAL, "as an extension does"),
    (DIVISION_CODE, "990101-990105", FICTIONAL, "range or two codes"),
    (ACCOUNT_NO, "12345 12346", FICTIONAL, "may be two numbers"),
    (FEN, True, FICTIONAL, "whole number is needed"),
    (FEN, 1.0, FICTIONAL, "whole number is needed"),
    (FEN, "46120.55", FICTIONAL, "not a whole number of fen"),
    (FEN, "46,120", FICTIONAL, "not a whole number of fen"),
    (FEN, 9_007_199_254_740_992, FICTIONAL, "beyond"),
    (FEN, 10**400, FICTIONAL, "beyond"),
    (DATE, "2026-02-29", FICTIONAL, "month 2 of that year has no day 29"),
    (DATE, "2026-13-01", FICTIONAL, "no month 13"),
    (DATE, "二〇二六年二月三十日", FICTIONAL, "has no day 30"),
    (DATE, "2026-11-02[Asia/Shanghai]", FICTIONAL, "not a date with year"),
    (DATE, "11/02/2026", FICTIONAL, "not a date with year"),
    (DATE, "2026-11-02 10:05", FICTIONAL, "not a date with year"),
    (DATE, "2026-11-02T00:00:00+09:00", FICTIONAL, "not a date with year"),
    (DATE, "2026-11-02 24:00", FICTIONAL, "not a date with year"),
    (DATE, 46328.0, FICTIONAL, "came as a number"),
    (DATE_TIME, "2026-11-02", FICTIONAL, "no time of day"),
    (DATE_TIME, dt.date(2026, 11, 2), FICTIONAL, "a day has no time"),
    (DATE_TIME, "2026-11-02 25:00", FICTIONAL, "no such day or time"),
    (DATE_TIME, "0001-01-01T00:00:00Z" .replace("Z", "+23:00"), FICTIONAL, "outside the years"),
    (PHONE_NO, "100000000011", FICTIONAL, "has 11 digits, this has 12"),
    (PHONE_NO, "12000000001", FICTIONAL, "starts with these three digits"),
    (PHONE_NO, "1000000000a", FICTIONAL, "other than digits"),
    (ACCOUNT_NO, "9999990000000000015", FICTIONAL, "it is 5 but should be 4"),
    (ACCOUNT_NO, "123", FICTIONAL, "it has 3 signs"),
    (ACCOUNT_NO, "12/345", FICTIONAL, "only digits, Latin letters"),
    (DIVISION_CODE, "990", FICTIONAL, "it has 3 digits"),
    (DIVISION_CODE, "100000", REAL, "no province"),
    (NAME, "陈\x00", FICTIONAL, "U+0000 at position 2"),
    (NAME, "陈\ud800", FICTIONAL, "U+D800"),
    (NAME, "陈" * 1001, FICTIONAL, "more than 1000"),
    (TEXT, "a\x07b", FICTIONAL, "U+0007"),
    (TEXT, "a\x00b", FICTIONAL, "U+0000"),
    (TEXT, "a\udfff", FICTIONAL, "U+DFFF"),
    (TEXT, "a" * 4001, FICTIONAL, "4001 characters"),
    (INTEGER, True, FICTIONAL, "not a whole number"),
    (INTEGER, 2**31, FICTIONAL, "too large"),
    (INTEGER, "1.5", FICTIONAL, "not a whole number"),
    (FLOAT, "nan", FICTIONAL, "not a number"),
    (FLOAT, float("inf"), FICTIONAL, "not finite"),
    (FLOAT, False, FICTIONAL, "not a number"),
    (SHARE, 25, FICTIONAL, "not from 0 to 1"),
    (SHARE, "-0.1", FICTIONAL, "not from 0 to 1"),
    (SHARE, "nan", FICTIONAL, "not a number"),
    (SHARE, "3/2", FICTIONAL, "not from 0 to 1"),
    (SHARE, "1/0", FICTIONAL, "no parts"),
    (SHARE, "1/3/2026", FICTIONAL, "not a number"),
    (SHARE, "二分之三", FICTIONAL, "not from 0 to 1"),
    (SHARE, "三分之一点五", FICTIONAL, "not a number"),
    (BOOLEAN, "perhaps", FICTIONAL, "neither yes nor no"),
    (BOOLEAN, 2, FICTIONAL, "neither true nor false"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "realm", "piece"), REFUSED)
def test_refusals_name_the_problem_and_the_way_out_but_not_the_value(
    kind: Kind, value: object, realm: Realm, piece: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        kind.parse(value, realm)
    error = caught.value
    assert piece in error.message
    assert kind.zh in error.message
    assert error.hint
    assert error.hint.endswith((".", "?"))
    assert error.details["kind"] == kind.name
    if isinstance(value, str) and value.strip():
        assert value not in str(error)


def test_residence_permits_are_taken_in_production() -> None:
    # The 2023 model for foreigners (R-ID-02): 9, province 11, nationality 840; then Hong Kong, Macao, Taiwan.
    for body in ("91184019850615001", "81000019850615001", "82000019850615001", "83000019850615001"):
        taken = [body + check for check in "0123456789X" if CITIZEN_ID.recognise(body + check, REAL)]
        assert len(taken) == 1


def test_citizen_id_tells_birth_date_sex_and_age() -> None:
    assert birth_date("990102198506150019") == dt.date(1985, 6, 15)
    assert birth_date("11010519491231002X") == dt.date(1949, 12, 31)
    assert (sex("990102198506150019"), sex("990102199003020022")) == ("MALE", "FEMALE")
    minor = "990102201205010041"
    assert age_on(minor, dt.date(2030, 4, 30)) == 17
    assert age_on(minor, dt.date(2030, 5, 1)) == 18
    with pytest.raises(InvalidValue, match="before the birth date"):
        age_on(minor, dt.date(2012, 4, 30))


def test_who_was_born_on_29_february_is_a_year_older_on_1_march() -> None:
    born = next(i for d in "0123456789X" if (i := CITIZEN_ID.recognise("99010220080229001" + d)))
    assert age_on(born, dt.date(2026, 2, 28)) == 17
    assert age_on(born, dt.date(2026, 3, 1)) == 18


def test_a_wrong_vin_check_digit_is_told_but_taken() -> None:
    assert check_digit_ok("1M8GDM9AXKP042788")
    assert check_digit_ok("11111111111111111")
    assert all(check_digit_ok(v) for v in ("0TS123456RA000001", "0TS123458RA000002", "0TS123450TA000003"))
    assert not check_digit_ok("0TS123457RA000001")
    assert VIN.parse("0TS123457RA000001") == "0TS123457RA000001"
    assert not check_digit_ok("陈立诚")


@pytest.mark.parametrize(
    ("number", "court", "type_", "serial"),
    [
        ("（2014）执监字第80号", "", "执监", 80),
        ("（2009）朝民执字第03265号", "朝", "民执", 3265),
        ("（2009）二中执字第1号", "二中", "执", 1),
        ("（2012）深福法执字第100号", "深福", "法执", 100),
        ("（2013）黔六盘水中执字第1号", "黔六盘水中", "执", 1),
    ],
)
def test_old_case_numbers_need_no_sign_of_a_province(number: str, court: str, type_: str, serial: int) -> None:
    assert parts(CASE_NUMBER.parse(number, REAL)) == CaseNumberParts(int(number[1:5]), court, type_, serial)


def test_case_number_parts() -> None:
    assert parts("(2026)示0102执恢4") == CaseNumberParts(2026, "示0102", "执恢", 4)
    assert parts("（2019）最高法执监123号") == CaseNumberParts(2019, "最高法", "执监", 123)


@pytest.mark.parametrize(
    ("own", "stored"),
    [("之3", "之三"), ("之03", "之三"), ("之十", "之十"), ("之10", "之十"), ("之21", "之二十一"), ("之100", "之100")],
)
def test_documents_of_a_case_are_counted_in_numerals(own: str, stored: str) -> None:
    assert DOCUMENT_NO.parse(f"(2026)示0102执1203号{own}") == f"（2026）示0102执1203号{stored}"
    # Many courts write 号 at the end alone.
    assert DOCUMENT_NO.parse(f"(2026)示0102执1203{own}号") == f"（2026）示0102执1203号{stored}"


@pytest.mark.parametrize(
    "number", ["（2026）示0102执12-03之三号", "（2026）示0102执1203之1 2号", "（2026）示0102执之三号"]
)
def test_what_is_no_document_of_one_case_stays_as_it_is(number: str) -> None:
    assert DOCUMENT_NO.parse(number) == number
    assert DOCUMENT_NO.recognise(number) is None


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("46,120.55", 4612055), ("¥46120.55", 4612055), ("￥46120.55", 4612055), ("46120.55元", 4612055),
        ("4.6万元", 4600000), ("1.48亿元", 14_800_000_000), ("-1.5", -150), ("１２．５", 1250), ("850,000", 85_000_000),
        (0, 0), (12, 1200), (12.5, 1250), (Decimal("12.50"), 1250), (46120.55, 4612055), ("人民币100元整", 10000),
        ("1 203.50 元", 120350),
        ("4.61205万元", 4612050), (100.0, 10000), (Decimal("1E+2"), 10000),
        ("100.0000", 10000), (".5", 50), ("-.50元", -50),
        ("46120.550", 4612055), ("1000.0000", 100_000), ("1000.000000万人民币", 1_000_000_000),
        ("1000万元人民币", 1_000_000_000), ("人民币1000万元整", 1_000_000_000), ("1000万元(人民币)", 1_000_000_000),
        ("3千万元", 3_000_000_000), ("5百万", 500_000_000), ("2千元", 200_000), ("0.000001万元", 1),
        ("1,000.00CNY", 100_000), ("1000（万元）", 1_000_000_000), ("1000.00(元)", 100_000), ("RMB 1,000.00", 100_000),
        (0.1 + 0.2, 30), (46120.549999999996, 4612055), (57.699999999999996, 5770), ("46120.549999999996", 4612055),
        ("0.30000000000000004万元", 300_000), (0.1 + 0.2 - 0.3, 0), ("5.551115123125783e-17", 0), ('="12.50"', 1250),
        ("9007199254740.99", 900719925474099), ("1000萬元", 1_000_000_000), ("1億圓", 10_000_000_000),
    ],
)  # fmt: skip
def test_yuan_are_read_by_their_own_function(written: object, fen: int) -> None:
    assert fen_from_yuan(written) == fen


@pytest.mark.parametrize(
    "written",
    ["12 34", "1 2034", "1.234", "46,12", "1.000,00", "", "abc", "--1", "4.61205555万元", True, None, 100.004,
     "100.004", "1.5E+8", "100万美元", "1000.00001", 0.001, "123.4567890123", Decimal("0.001"),
     float("nan"), 10**20, Decimal("1E+999999999"), Decimal("1E-999999999"), "9" * 5000],
)  # fmt: skip
def test_amounts_that_are_not_clear_are_refused(written: object) -> None:
    with pytest.raises(InvalidValue):
        fen_from_yuan(written)


@pytest.mark.parametrize(("fen", "yuan"), [(4612055, "46,120.55"), (5, "0.05"), (-150, "-1.50"), (0, "0.00")])
def test_yuan_with_commas_are_read_exactly(fen: int, yuan: str) -> None:
    assert fen_from_yuan(yuan) == fen


@pytest.mark.parametrize(
    ("kind", "value", "masked"),
    [
        (CITIZEN_ID, "990102198506150019", "9901************19"),
        (CITIZEN_ID, "99010219800101007x", "9901************7X"),
        (USCC, "91990102MATE5T0A0C", "9199************0C"),
        (PLATE_NO, "测a·12345", "测A***45"),
        (VIN, "0TS123456RA000001", "0TS**********0001"),
        (CASE_NUMBER, "(2026)示0102执1203", "（2026）示0102执****号"),
        (ACCOUNT_NO, "9999990000000000014", "****0014"),
        (PHONE_NO, "100 0000 0001", "100****0001"),
        (DIVISION_CODE, "990102", "99****"),
        (NAME, "陈立诚", "陈**"),
        (NAME, "陈", "**"),
        (DATE, "1985-06-15", "1985-**-**"),
        (DATE, dt.date(1985, 6, 15), "1985-**-**"),
        (DATE, "?", "****-**-**"),
        (DATE_TIME, "2026-11-02 10:05", "2026-**-**"),
        (TEXT, "示例路1号", "****"),
        (FEN, 4612055, "****"),
        (BOOLEAN, True, "****"),
        (CITIZEN_ID, None, "****"),
    ],
)
def test_masks(kind: Kind, value: object, masked: str) -> None:
    assert kind.mask(value) == masked


KIND = choice("CaseKind", {"INITIAL": ("首次执行", "Initial enforcement."), "RESUMED_CASE": ("恢复执行", "Resumed.")})


def test_choice_takes_code_names_in_any_case_and_chinese_terms() -> None:
    assert KIND.name == "CaseKind"
    assert list(KIND.members) == ["INITIAL", "RESUMED_CASE"]
    assert [KIND.parse(w) for w in ("initial", "首次执行", " Resumed case", "恢复执行")] == [
        "INITIAL", "INITIAL", "RESUMED_CASE", "RESUMED_CASE",
    ]  # fmt: skip
    with pytest.raises(InvalidValue, match=r"Did you mean INITIAL \(首次执行\)\?"):
        KIND.parse("initail")
    with pytest.raises(InvalidValue, match="Use one of INITIAL"):
        KIND.parse("张三")
    assert KIND.recognise("张三") is None


@pytest.mark.parametrize(
    ("name", "members"),
    [
        ("caseKind", {"A": ("甲", "A.")}),
        ("CaseKind", {}),
        ("CaseKind", {"a": ("甲", "A.")}),
        ("CaseKind", {"A": ("", "A.")}),
        ("CaseKind", {"A": ("甲", "no full stop")}),
        ("CaseKind", {"A": ("甲", "A."), "B": ("甲", "B.")}),
        ("CaseKind", {"NULL": ("甲", "A.")}),
    ],
)
def test_a_malformed_choice_is_refused_at_import(name: str, members: dict[str, tuple[str, str]]) -> None:
    with pytest.raises(DeclarationError) as caught:
        choice(name, members)
    assert caught.value.hint
