"""Several names of one person or organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schema.values.base import Kind, Realm
from schema.values.name import NAME

# No comma: it stands within names ('Li, Xiaoming', 'Novak, Ltd').
_BETWEEN = re.compile(r"[、；;|\n]")


@dataclass(frozen=True, eq=False)
class NameList(Kind):
    """若干姓名或名称: names beside the main one, each once, in the order in which they were given."""

    @property
    def many(self) -> bool:
        """True: a value is a list."""
        return True

    def parse(self, value: object, realm: Realm = Realm.FICTIONAL) -> list[str]:
        """Read a list of names, or a text with 、 ; | or line breaks between them."""
        given = value if isinstance(value, list) else _BETWEEN.split(value) if isinstance(value, str) else [value]
        texts = [each for each in given if not isinstance(each, str) or each.strip()]
        if not texts:
            raise self.wrong("it holds no name", "Leave the field out (null) when there is none.", code="EMPTY")
        return list(dict.fromkeys(NAME.parse(each, realm) for each in texts))


NAMES = NameList(
    name="Names", zh="其他名称", en="Names", description="Names of a person or an organisation.", stored=str
)
