"""Documents with variables, conditions and named fragments in place of what stood in them as it is."""

from __future__ import annotations

import random
from typing import Any

from graphql import (
    ArgumentNode,
    DirectiveNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    NameNode,
    OperationDefinitionNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    parse_type,
    print_ast,
    visit,
)

from support.pinned_statements import fictional

API = fictional()


class _Lifted(Visitor):
    """Puts variables in place of the words and numbers of a document."""

    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.declared: list[VariableDefinitionNode] = []
        self.values: dict[str, Any] = {}

    def enter_list_value(self, node: ListValueNode, *_: Any) -> Any:
        if all(isinstance(each, StringValueNode | IntValueNode) for each in node.values) and node.values:
            return self._lift([_plain(each) for each in node.values], self.types.get_parent_input_type())
        return None

    def enter_string_value(self, node: StringValueNode, *_: Any) -> Any:
        return self._lift(node.value)

    def enter_int_value(self, node: IntValueNode, *_: Any) -> Any:
        return self._lift(int(node.value))

    def _lift(self, value: Any, of: Any = None) -> Any:
        wanted = of or self.types.get_input_type()
        if wanted is None:
            return None
        name = f"v{len(self.values)}"
        self.values[name] = value
        variable = VariableNode(name=NameNode(value=name))
        self.declared.append(VariableDefinitionNode(variable=variable, type=parse_type(str(wanted)), directives=()))
        return variable


def _plain(node: ValueNode) -> Any:
    return int(node.value) if isinstance(node, IntValueNode) else node.value  # type: ignore[attr-defined]  # or a text


def lifted(query: str) -> tuple[str, dict[str, Any]]:
    """The document with variables in place of its values, and the values."""
    types = TypeInfo(API.graphql)
    lifting = _Lifted(types)
    document: DocumentNode = visit(parse(query), TypeInfoVisitor(types, lifting))
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    fields = {name: getattr(operation, name) for name in operation.keys}
    made = OperationDefinitionNode(**fields | {"variable_definitions": tuple(lifting.declared)})
    return print_ast(DocumentNode(definitions=(made,))), lifting.values


def conditional(query: str, dice: random.Random) -> tuple[str, dict[str, Any]]:
    """The document with some of its fields and fragments under @include or @skip, and some fragments named."""
    used: set[str] = set()
    fragments: list[FragmentDefinitionNode] = []

    class Marked(Visitor):
        def leave_field(self, node: FieldNode, *_: Any) -> Any:
            return self._marked(node)

        def leave_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> Any:
            if node.type_condition is None or dice.random() < 0.5:
                return self._marked(node)
            name = NameNode(value=f"F{len(fragments)}")
            fragments.append(
                FragmentDefinitionNode(
                    name=name,
                    type_condition=node.type_condition,
                    directives=(),
                    selection_set=node.selection_set,
                    variable_definitions=(),
                )
            )
            return self._marked(FragmentSpreadNode(name=name, directives=()))

        def _marked(self, node: Any) -> Any:
            if dice.random() > 0.2:
                return node
            word, variable = dice.choice(["include", "skip"]), dice.choice(["yes", "no"])
            used.add(variable)
            condition = ArgumentNode(name=NameNode(value="if"), value=VariableNode(name=NameNode(value=variable)))
            mark = DirectiveNode(name=NameNode(value=word), arguments=(condition,))
            return type(node)(**{name: getattr(node, name) for name in node.keys} | {"directives": (mark,)})

    document: DocumentNode = visit(parse(query), Marked())
    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    values = {name: name == "yes" for name in sorted(used)}
    flags = [
        VariableDefinitionNode(
            variable=VariableNode(name=NameNode(value=name)), type=parse_type("Boolean!"), directives=()
        )
        for name in values
    ]
    declared = (*(operation.variable_definitions or ()), *flags)
    made = OperationDefinitionNode(
        **{name: getattr(operation, name) for name in operation.keys} | {"variable_definitions": declared}
    )
    return print_ast(DocumentNode(definitions=(made, *fragments))), values
