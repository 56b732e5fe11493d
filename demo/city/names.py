"""Names of invented people, companies, streets: drawn from weighted tables of single signs."""

from __future__ import annotations

from demo.city.dice import Draw

# Ordered by how common they are; `Draw.skewed` makes the first ones frequent. 钟 is left out: the reports name one.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
)
MALE = "伟强磊军勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆旭宁龙林立诚建国文志海峰云松柏远航启承景川岩泽睿博"
FEMALE = "芳娜敏静丽艳娟霞秀英玲桂兰萍红梅婷雪慧莹倩颖琳洁岚雅宁欣怡佳梦瑶晨曦月蓉薇菲璐晴晚若溪素云清荷"
_TRADES = (
    ("商贸", "批发业"),
    ("物流", "道路运输业"),
    ("建材", "零售业"),
    ("机械制造", "通用设备制造业"),
    ("食品", "食品制造业"),
    ("科技", "软件和信息技术服务业"),
    ("餐饮管理", "餐饮业"),
    ("房地产开发", "房地产业"),
    ("建筑工程", "房屋建筑业"),
    ("纺织", "纺织业"),
    ("农业发展", "农业"),
    ("汽车服务", "机动车修理业"),
    ("投资", "商务服务业"),
    ("文化传媒", "广播影视业"),
    ("物业服务", "物业管理业"),
    ("医药", "医药制造业"),
)
_FIRST = "恒远达盛嘉瑞鼎泰宏博锦华隆裕正源兴安康益腾顺昌荣诚美新凯德润丰金旺亿广通"
CITIES = ("澜川", "望汀", "青岚", "云渚", "栖霞岭", "鹭洲", "松原浦", "南屏", "临漪", "白鹿原")
_DISTRICTS = ("城中区", "东屿区", "西岭县", "南浦县")
BRANDS = (
    "示例牌SL7150",
    "示例牌SL6470",
    "虚构牌XG7200",
    "虚构牌XG1041",
    "样车牌YC6460",
    "样车牌YC7000EV",
    "测试牌CS4250",
)
COLOURS = ("白", "黑", "银", "灰", "红", "蓝", "棕", "绿")
CARRIERS = ("示例移动", "示例联通", "示例电信")


def surname(draw: Draw) -> str:
    """Return a surname, the common ones more often."""
    return SURNAMES[draw.skewed(len(SURNAMES), 2)]


def given_name(draw: Draw, *, male: bool) -> str:
    """Return a given name of one or, four times in five, two signs."""
    signs = MALE if male else FEMALE
    first = signs[draw.skewed(len(signs), 2)]
    return first + draw.pick(signs) if draw.chance(0.8) else first


def company_name(draw: Draw, city: str, number: int) -> tuple[str, str]:
    """Return a company's name and its industry; the third sign follows from the number, so namesakes are rare."""
    trade, industry = draw.pick(_TRADES)
    word = draw.pick(_FIRST) + draw.pick(_FIRST) + SURNAMES[number % len(SURNAMES)]
    return f"{city}{word}{trade}", industry


def district(region: str) -> str:
    """Return the full name of a county-level division such as 990102."""
    city, part = int(region[2:4]) - 1, int(region[4:6]) - 1
    return f"示例省{CITIES[city]}市{_DISTRICTS[part]}"


def home(region: str, household: int) -> str:
    """Return the address of a household; no two have the same."""
    road, rest = divmod(household, 600)
    block, room = divmod(rest, 60)
    return f"{district(region)}示例路{road + 101}号{block + 1}幢{room // 4 + 1}0{room % 4 + 1}室"


def office(region: str, number: int) -> str:
    """Return the address of an office; several companies may sit behind one door."""
    return f"{district(region)}示例路{number + 1}号写字楼"
