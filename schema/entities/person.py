"""A natural person (自然人)."""

from schema.declare import Entity, Sensitivity, prop
from schema.values import CITIZEN_ID, DATE, DIVISION_CODE, NAME, TEXT, choice

SEX = choice("Sex", {"MALE": ("男", "Male."), "FEMALE": ("女", "Female.")})

ENTITY = Entity(
    name="Person",
    zh="自然人",
    description="A natural person, identified by the citizen identity number.",
    plural="persons",
    of="Party",
    caption="name",
    props=(
        prop(
            "citizenId",
            CITIZEN_ID,
            "Citizen identity number (R-ID-01).",
            zh="公民身份号码",
            sensitivity=Sensitivity.PERSONAL,
            identity=True,
        ),
        prop("formerName", NAME, "Name used before.", zh="曾用名", sensitivity=Sensitivity.PERSONAL, search=True),
        prop("sex", SEX, "Sex as registered.", zh="性别", sensitivity=Sensitivity.PERSONAL),
        prop("birthDate", DATE, "Date of birth.", zh="出生日期", sensitivity=Sensitivity.PERSONAL, indexed=True),
        prop("deathDate", DATE, "Date of death.", zh="死亡日期", sensitivity=Sensitivity.PERSONAL),
        prop("nationality", TEXT, "Nationality, where it is not Chinese.", zh="国籍", sensitivity=Sensitivity.PERSONAL),
        prop(
            "householdDivision",
            DIVISION_CODE,
            "Division code of the household registration.",
            zh="户籍地区划",
            sensitivity=Sensitivity.PERSONAL,
        ),
    ),
)
