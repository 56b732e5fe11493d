import { DesktopOutlined, MoonOutlined, SunOutlined, TranslationOutlined } from "@ant-design/icons";
import { Button, Dropdown, Flex } from "antd";
import { useTongue } from "../i18n/words";
import { useAppearance } from "./appearance";

const ICONS = { light: <SunOutlined />, dark: <MoonOutlined />, system: <DesktopOutlined /> };

/** Language and appearance. */
export function PreferencesBar() {
  const { language, words, change } = useTongue();
  const { theme, change: changeTheme } = useAppearance();
  return (
    <Flex gap={4} align="center">
      <Button
        type="text"
        icon={<TranslationOutlined />}
        title={words.language.switch}
        onClick={() => change(language === "zh" ? "en" : "zh")}
      >
        <span lang={language === "zh" ? "en" : "zh-CN"}>{words.language.other}</span>
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          selectable: true,
          selectedKeys: [theme],
          items: (["light", "dark", "system"] as const).map((each) => ({
            key: each,
            icon: ICONS[each],
            label: words.theme[each],
            onClick: () => changeTheme(each),
          })),
        }}
      >
        <Button type="text" icon={ICONS[theme]} aria-label={words.theme.title} aria-haspopup="menu" />
      </Dropdown>
    </Flex>
  );
}
