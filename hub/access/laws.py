"""The articles of law that purposes rest on, each with its version and the dates it is in force (domain §§0, 2).

Numbers belong to the named version. An article that changes gets a second entry. A number that was compared with a
third party's copy alone, or with nothing, is marked, and the contract says so.
"""

from __future__ import annotations

from datetime import date

from hub.access.articles import Article, Comparison

_CPL = ("民事诉讼法", "2023")
_CONTROL = ("最高人民法院关于网络查询、冻结被执行人存款的规定", "法释〔2013〕20号")
_INVESTIGATION = ("最高人民法院关于民事执行中财产调查若干问题的规定", "2020")
_PIPL = ("个人信息保护法", "2021")

CPL_253 = Article(*_CPL, "253", date(2024, 1, 1))
CPL_117 = Article(*_CPL, "117", date(2024, 1, 1))
#: Article 242 of 2021: in the part on enforcement, four articles were added before it.
CPL_246 = Article(*_CPL, "246", date(2024, 1, 1), checked=Comparison.NOT_AT_ALL)
CONTROL_2 = Article(*_CONTROL, "2", date(2013, 9, 2))
CONTROL_3 = Article(*_CONTROL, "3", date(2013, 9, 2))
CONTROL_7 = Article(*_CONTROL, "7", date(2013, 9, 2))
INVESTIGATION_12 = Article(*_INVESTIGATION, "12", date(2021, 1, 1))
INVESTIGATION_16 = Article(*_INVESTIGATION, "16", date(2021, 1, 1))
INVESTIGATION_25 = Article(*_INVESTIGATION, "25", date(2021, 1, 1))
INTERPRETATION_483 = Article("民事诉讼法解释", "2022", "483", date(2022, 4, 10))
VEHICLES_29 = Article("机动车登记规定", "2021", "29(4)", date(2022, 5, 1))
HOUSING_FUND_24 = Article("住房公积金管理条例", "2019", "24", date(2019, 3, 24))
LISTING_8 = Article(
    "最高人民法院关于公布失信被执行人名单信息的若干规定",
    "法释〔2017〕7号",
    "8",
    date(2017, 5, 1),
    checked=Comparison.AGAINST_A_COPY,
)
REFUSAL_3 = Article(
    "最高人民法院、最高人民检察院关于办理拒不执行判决、裁定刑事案件适用法律若干问题的解释",
    "法释〔2024〕13号",
    "3",
    date(2024, 12, 1),
)
REFUSAL_PROCEDURE_3 = Article(
    "关于办理拒不执行判决、裁定刑事案件程序的意见",
    "法发〔2025〕8号",
    "3",
    date(2025, 7, 1),
    checked=Comparison.AGAINST_A_COPY,
)
PIPL_13 = Article(*_PIPL, "13(3)", date(2021, 11, 1))
PIPL_24 = Article(*_PIPL, "24", date(2021, 11, 1))
PIPL_25 = Article(*_PIPL, "25", date(2021, 11, 1))
PIPL_34 = Article(*_PIPL, "34", date(2021, 11, 1))
PIPL_54 = Article(*_PIPL, "54", date(2021, 11, 1))
LINKAGE_DUTIES = Article(
    "关于建立和完善执行联动机制若干问题的意见", "法发〔2010〕15号", "3", date(2010, 7, 7), checked=Comparison.NOT_AT_ALL
)
#: Its articles were numbered again in 2025; which number this one has now is not known.
NETWORK_LOGS = Article("网络安全法", "2025", "等级保护、日志≥6个月", date(2026, 1, 1))
INFORMATION_20 = Article("政府信息公开条例", "2019", "20", date(2019, 5, 15), checked=Comparison.NOT_AT_ALL)
