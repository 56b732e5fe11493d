"""An officer of an agency (办案人员)."""

from schema.declare import Entity, Sensitivity, prop
from schema.looks import Sign
from schema.values import NAME, TEXT, choice

OFFICER_POST = choice(
    "OfficerPost",
    {
        "JUDGE": ("员额法官", "Post judge."),
        "BUREAU_CHIEF": ("执行局长", "Chief of the enforcement bureau.", "Enforcement bureau chief"),
        "PRESIDENT": ("院长", "Court president."),
        "ASSISTANT": ("法官助理", "Judge's assistant."),
        "CLERK": ("书记员", "Clerk."),
        "BAILIFF": ("司法警察", "Judicial police."),
        "POLICE": ("民警", "Police officer."),
        "OPERATOR": ("经办人", "Operator of an assisting agency.", "Operator"),
        "SUPERVISOR": ("主管", "Supervisor at an assisting agency.", "Supervisor"),
        "PROCURATOR": ("检察官", "Procurator."),
    },
)

ENTITY = Entity(
    name="Officer",
    zh="办案人员",
    en="Officer",
    description="An officer of an agency, identified by the duty card.",
    plural="officers",
    caption="name",
    card=("post",),
    sign=Sign("员", "Of", "#5267ae"),
    relates=False,
    props=(
        prop(
            "cardNo",
            TEXT,
            "Number of the duty card.",
            zh="执行公务证号",
            en="Duty card number",
            sensitivity=Sensitivity.PARTNER,
            identity=True,
        ),
        prop("name", NAME, "Name.", zh="姓名", en="Name", sensitivity=Sensitivity.PARTNER, search=True),
        prop("post", OFFICER_POST, "Post held.", zh="职务", en="Post", sensitivity=Sensitivity.PARTNER),
    ),
)
