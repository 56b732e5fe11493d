"""What the workbench says, in both languages: written down here once more, so that a word that changes is noticed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True, kw_only=True)
class Words:
    """What stands on the page in a language."""

    code: str
    # Sign-in and basis
    choose_basis: str
    change_basis: str
    inquiry: str
    inquiry_named: str
    control: str
    fund: str
    demonstration: str
    use: str
    sign_out: str
    signed_out_by_idling: str
    session_ended: str
    not_let_in: str
    still_there: str
    stay: str
    to_provider: str
    # Search
    search: str
    pinyin: str
    nothing_found: str
    # Entities
    drives: str
    owners: str
    holders: str
    drivers: str
    relatives: str
    cases: str
    sold_homes: str
    masked: str
    closed: str
    why: str
    reason: str
    show_in_graph: str
    # Graph
    graph: str
    both: str
    tables: str
    drawing: str
    entities: str
    links: str
    choose: str
    expand: str
    add: str
    relative_of: str
    owned: str
    owns: str
    driving: str
    cousin: str
    filters: str
    not_on_this_day: str
    not_shown: str
    find_paths: str
    paths: str
    only_shown: str
    company: str
    two_hops: str
    as_of: str
    day: str
    next_day: str
    undo: str
    redo: str
    fit: str
    saved: str
    save: str
    clear: str
    again: str
    keys: str
    # Flags
    flags: str
    flag_this: str
    flag_link: str
    flag_kind: str
    flag_kind_label: str
    statement: str
    evidence: str
    needed: str
    send: str
    sent: str
    withdraw: str
    # Taking along
    export: str
    svg: str
    png: str
    print: str
    csv: str
    xlsx: str
    officer: str
    receipt: str
    incomplete: str
    more: str
    hide: str
    cases_of_court: str
    question: str
    no_such_page: str
    # Other purposes
    listing: str
    listed_lines: str
    check: str
    hit: str
    invalid: str
    unread: str
    ask_elsewhere: str
    audit: str
    outcome: str
    refused: str
    find: str
    proof: str
    proven: str

    def choosing(self, name: str) -> str:
        """What the box before a row is called."""
        return self.choose.format(name)

    def adding(self, count: int, links: str) -> str:
        """What the button is called that adds links of a kind."""
        return f"{self.add.format(count)}: {links}"


ENGLISH = Words(
    code="en",
    choose_basis="Choose a basis",
    change_basis="Change the basis",
    inquiry="Case inquiry",
    inquiry_named="CASE_INQUIRY",
    control="Vehicle control",
    fund="Housing fund",
    demonstration="Demonstration",
    use="Use this basis",
    sign_out="Sign out",
    signed_out_by_idling="You were signed out because you were inactive for a while.",
    session_ended="Your session has ended.",
    not_let_in="no longer lets you in",
    still_there="Are you still there?",
    stay="Stay signed in",
    to_provider="Continue to the sign-in",
    search="Search",
    pinyin="pinyin",
    nothing_found="Nothing found that you may see on this basis.",
    drives="Vehicles driven",
    owners="Owners",
    holders="Owners",
    drivers="Drivers",
    relatives="Relatives",
    cases="Cases as judgment debtor",
    sold_homes="Previous real estate",
    masked="Masked",
    closed="Not open",
    why="Why is this masked?",
    reason="Why it is shown this way",
    show_in_graph="Show in the graph",
    graph="Graph",
    both="Both",
    tables="Tables",
    drawing="Drawing",
    entities="Entities",
    links="Links",
    choose="Select {}",
    expand="Expand by kind of link",
    add="Add {}",
    relative_of="Relative of",
    owned="Previously owned",
    owns="Owns",
    driving="Drives",
    cousin="Cousins",
    filters="Filters",
    not_on_this_day="{} not valid on this day",
    not_shown="Not shown",
    find_paths="Find shortest paths",
    paths="Paths",
    only_shown="Only through what is shown",
    company="Company",
    two_hops="2 hops",
    as_of="As of",
    day="11 Oct 2026",
    next_day="12 Oct 2026",
    undo="Undo",
    redo="Redo",
    fit="Fit to view",
    saved="Saved",
    save="Save",
    clear="Clear",
    again="Try again",
    keys="Keys",
    flags="Flags",
    flag_this="Flag this",
    flag_link="Flag this link",
    flag_kind="Actual user",
    flag_kind_label="Kind",
    statement="Statement",
    evidence="Evidence",
    needed="This field is required.",
    send="Raise the flag",
    sent="The flag is raised.",
    withdraw="Withdraw",
    export="Export",
    svg="Drawing (SVG)",
    png="Picture (PNG)",
    print="Print with the source of every link",
    csv="CSV",
    xlsx="Excel (XLSX)",
    officer="Officer",
    receipt="Receipts",
    incomplete="Incomplete",
    more="Show more",
    hide="Hide",
    cases_of_court="Cases of this court",
    question="Show the question",
    no_such_page="Page not found",
    listing="Listing check",
    listed_lines="One person or company a line",
    check="Check {}",
    hit="Hit by identifier",
    invalid="Invalid",
    unread="Cannot be read",
    ask_elsewhere="Open the question in GraphiQL",
    audit="Audit",
    outcome="Outcome",
    refused="Refused",
    find="Find",
    proof="Record and proof",
    proven="The record is proven",
)
CHINESE = Words(
    code="zh",
    choose_basis="选择查询依据",
    change_basis="更换查询依据",
    inquiry="办案查询",
    inquiry_named="办案查询",
    control="车辆查控",
    fund="公积金",
    demonstration="演示",
    use="使用此依据",
    sign_out="退出登录",
    signed_out_by_idling="因长时间未操作，已自动退出。",
    session_ended="会话已结束",
    not_let_in="无法继续使用本系统",
    still_there="是否继续？",
    stay="保持登录",
    to_provider="前往登录",
    search="查询",
    pinyin="拼音",
    nothing_found="依当前查询依据，未找到可见内容。",
    drives="驾驶车辆",
    owners="所有人",
    holders="权利人",
    drivers="驾驶人",
    relatives="亲属",
    cases="作为被执行人的案件",
    sold_homes="曾有不动产",
    masked="已脱敏",
    closed="未开放",
    why="为何脱敏？",
    reason="显示方式的原因",
    show_in_graph="在关系图中显示",
    graph="关系图",
    both="图与表",
    tables="表",
    drawing="图",
    entities="实体",
    links="关系",
    choose="选择{}",
    expand="按关系展开",
    add="添加 {}",
    relative_of="亲属",
    owned="曾所有",
    owns="所有",
    driving="驾驶",
    cousin="堂表亲",
    filters="筛选",
    not_on_this_day="该日无效 {} 项",
    not_shown="未显示",
    find_paths="查找最短路径",
    paths="路径",
    only_shown="仅经过未筛除的内容",
    company="单位",
    two_hops="2 步",
    as_of="截至",
    day="2026年10月11日",
    next_day="2026年10月12日",
    undo="撤销",
    redo="重做",
    fit="适应视图",
    saved="保存",
    save="保存",
    clear="清空",
    again="重试",
    keys="快捷键",
    flags="标记",
    flag_this="标记此对象",
    flag_link="标记此关系",
    flag_kind="实际使用人",
    flag_kind_label="种类",
    statement="说明",
    evidence="依据",
    needed="此项必填。",
    send="提交标记",
    sent="标记已提交。",
    withdraw="撤回",
    export="导出",
    svg="矢量图（SVG）",
    png="图片（PNG）",
    print="打印（注明每条关系的来源）",
    csv="CSV",
    xlsx="Excel（XLSX）",
    officer="导出人",
    receipt="存证回执",
    incomplete="内容不完整",
    more="显示更多",
    hide="隐藏",
    cases_of_court="承办案件",
    question="查看查询语句",
    no_such_page="页面不存在",
    listing="失信审查",
    listed_lines="每行一人或一个单位",
    check="审查 {} 项",
    hit="命中",
    invalid="无效",
    unread="无法识别",
    ask_elsewhere="在 GraphiQL 中打开",
    audit="审计",
    outcome="结果",
    refused="已拒绝",
    find="查询",
    proof="记录与证明",
    proven="记录已证实",
)
BOTH = pytest.mark.parametrize("words", [ENGLISH, CHINESE], ids=["en", "zh"])
