import { Dropdown } from "antd";
import { useEffect, useRef } from "react";
import type { Place } from "../chart/chart";
import { useMenuItems } from "./menu-items";

interface ChartMenuProps {
  readonly at: Place;
  readonly close: () => void;
  readonly paste: () => void;
}

/** The menu on the drawing; it takes the keyboard, and gives it back to the drawing. */
export function ChartMenu({ at, close, paste }: ChartMenuProps) {
  const items = useMenuItems(paste);
  const before = useRef(document.activeElement);
  useEffect(() => {
    const was = before.current;
    return () => {
      if (was instanceof HTMLElement) was.focus();
    };
  }, []);
  return (
    <Dropdown
      open
      autoFocus
      trigger={["click"]}
      onOpenChange={(open) => {
        if (!open) close();
      }}
      menu={{ items, onClick: close }}
    >
      <span className="menu-place" style={{ left: at.x, top: at.y }} />
    </Dropdown>
  );
}
