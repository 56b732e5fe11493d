/** Finds text that stands in the sources instead of in src/i18n: walks the syntax tree, so that it is not fooled by layout. */
import { parseAst } from "vite";

type Node = { readonly type: string } & Readonly<Record<string, unknown>>;

/** Attributes of elements, and properties of options, that somebody reads or hears. */
const SPOKEN = /^(title|label|alt|placeholder|hint|extra|tooltip|description|more|message|content|summary|windowTitle|(ok|cancel)Text|unCheckedChildren|checkedChildren|aria-(label|description|roledescription|valuetext|placeholder)|ariaLabel\w*)$/;
/** Of elements alone: in options it is a name of all kinds of things. */
const SPOKEN_OF_ELEMENTS = /^(text|prefix|suffix|children|header|footer|subTitle)$/;
const LETTER = /\p{L}/u;

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
const nodes = (value: unknown): readonly Node[] => (Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : []);

/** The texts that an expression may come to: of choices each, of calls and lookups none. */
function said(value: unknown): readonly string[] {
  return nodes(value).flatMap((node): readonly string[] => {
    switch (node.type) {
      case "Literal":
        return typeof node["value"] === "string" ? [node["value"]] : [];
      case "JSXText":
        return [String(node["value"])];
      case "TemplateLiteral":
        return [...nodes(node["quasis"]).map((part) => String((part["value"] as { cooked: unknown }).cooked)), ...said(node["expressions"])];
      case "ConditionalExpression":
        return [...said(node["consequent"]), ...said(node["alternate"])];
      case "LogicalExpression":
        return node["operator"] === "&&" ? said(node["right"]) : [...said(node["left"]), ...said(node["right"])];
      case "BinaryExpression":
        return node["operator"] === "+" ? [...said(node["left"]), ...said(node["right"])] : [];
      case "ArrayExpression":
        return said(node["elements"]);
      case "JSXExpressionContainer":
      case "TSAsExpression":
      case "TSNonNullExpression":
      case "ParenthesizedExpression":
        return said(node["expression"]);
      default:
        return [];
    }
  });
}

function here(node: Node): readonly string[] {
  const named = (key: unknown): string => String((key as Node)["name"] ?? (key as Node)["value"] ?? "");
  switch (node.type) {
    case "JSXElement":
    case "JSXFragment":
      return said(nodes(node["children"]).filter(({ type }) => type === "JSXText" || type === "JSXExpressionContainer"));
    case "JSXAttribute": {
      const name = named(node["name"]);
      return SPOKEN.test(name) || SPOKEN_OF_ELEMENTS.test(name) ? said(node["value"]) : [];
    }
    case "Property":
      return SPOKEN.test(named(node["key"])) ? said(node["value"]) : [];
    case "CallExpression": {
      const { object } = node["callee"] as Node;
      return isNode(object) && ["message", "notification", "modal"].includes(named(object)) ? said(node["arguments"]) : [];
    }
    default:
      return [];
  }
}

/** Texts with letters in them that a reader would see or hear. */
export function literalTexts(source: string): readonly string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    found.push(...here(node));
    for (const value of Object.values(node)) nodes(value).forEach(walk);
  };
  walk(parseAst(source, { lang: "tsx" }) as unknown as Node);
  return found.map((text) => text.trim()).filter((text) => LETTER.test(text));
}
