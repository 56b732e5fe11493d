import { DatePicker } from "antd";
import dayjs from "dayjs";
import "dayjs/locale/zh-cn";
import { useTongue } from "../../i18n/words";

interface DayInputProps {
  readonly id: string;
  /** Where nothing on the page says what it is. */
  readonly label?: string;
  readonly day: string | null;
  readonly change: (day: string | null) => void;
  readonly min?: string;
  readonly max?: string;
}

const ISO = "YYYY-MM-DD";

/** A day as the reader's language writes it; typed as 2026-03-01 in both. */
export function DayInput({ id, label, day, change, min, max }: DayInputProps) {
  const { language } = useTongue();
  return (
    <DatePicker
      id={id}
      size="small"
      className="time-day"
      aria-label={label}
      format={[language === "zh" ? "YYYY年M月D日" : "D MMM YYYY", ISO]}
      value={day === null ? null : dayjs(day)}
      {...(min === undefined ? {} : { minDate: dayjs(min) })}
      {...(max === undefined ? {} : { maxDate: dayjs(max) })}
      onChange={(value) => change(value === null ? null : value.format(ISO))}
    />
  );
}
