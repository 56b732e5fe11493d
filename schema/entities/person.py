"""A natural person (自然人)."""

from schema.declare import Entity, Lookup, Sensitivity, prop
from schema.looks import Sign
from schema.values import CITIZEN_ID, DATE, DIVISION_CODE, NAME, NAMES, TEXT, choice

SEX = choice("Sex", {"MALE": ("男", "Male."), "FEMALE": ("女", "Female.")})

ENTITY = Entity(
    name="Person",
    zh="自然人",
    en="Person",
    description="A natural person, identified by the citizen identity number.",
    plural="persons",
    of="Party",
    caption="name",
    card=("isDebtor", "isListed", "citizenId", "sex"),
    sign=Sign("人", "P", "#2866c8"),
    lookup=Lookup("person", {"citizenId": "citizenId"}),
    props=(
        prop(
            "citizenId",
            CITIZEN_ID,
            "Citizen identity number (R-ID-01).",
            zh="公民身份号码",
            en="Citizen identity number",
            sensitivity=Sensitivity.PERSONAL,
            identity=True,
        ),
        prop(
            "formerName",
            NAME,
            "Name used before.",
            zh="曾用名",
            en="Former name",
            sensitivity=Sensitivity.PERSONAL,
            search=True,
        ),
        prop("sex", SEX, "Sex as registered.", zh="性别", en="Sex", sensitivity=Sensitivity.PERSONAL),
        prop(
            "birthDate",
            DATE,
            "Date of birth.",
            zh="出生日期",
            en="Date of birth",
            sensitivity=Sensitivity.PERSONAL,
            indexed=True,
        ),
        prop("deathDate", DATE, "Date of death.", zh="死亡日期", en="Date of death", sensitivity=Sensitivity.PERSONAL),
        prop(
            "nationality",
            TEXT,
            "Nationality, where it is not Chinese.",
            zh="国籍",
            en="Nationality",
            sensitivity=Sensitivity.PERSONAL,
        ),
        prop(
            "householdDivision",
            DIVISION_CODE,
            "Division code of the household registration.",
            zh="户籍地区划",
            en="Household registration division",
            sensitivity=Sensitivity.PERSONAL,
        ),
        prop(
            "otherNames",
            NAMES,
            "Former names, aliases and other writings of the name.",
            zh="别名及曾用名",
            en="Other names",
            sensitivity=Sensitivity.PERSONAL,
            search=True,
        ),
    ),
)
