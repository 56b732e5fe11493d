import { Button, Flex, Slider, Typography } from "antd";
import { useEffect, useState } from "react";
import { useTongue } from "../../i18n/words";
import { dayNumber, dayOf } from "../chart/days";
import { DayInput } from "../panels/day-input";

interface TimeSliderProps {
  readonly span: readonly [string, string];
  readonly day: string | null;
  readonly change: (day: string | null) => void;
}

/** The chart as of a day. While the handle moves nothing is a step yet; letting go of it is one. */
export function TimeSlider({ span: [first, last], day, change }: TimeSliderProps) {
  const { words, format } = useTongue();
  const [held, setHeld] = useState<number | null>(null);
  useEffect(() => setHeld(null), [day]);
  const [from, to] = [dayNumber(first), dayNumber(last)];
  const value = held ?? (day === null ? to : dayNumber(day));
  return (
    <Flex className="time" align="center" gap="small">
      <label htmlFor="as-of-day">{words.graph.asOf}</label>
      <DayInput id="as-of-day" min={first} max={last} day={held === null ? day : dayOf(held)} change={change} />
      <Typography.Text type="secondary" className="time-end">
        {format.day(first)}
      </Typography.Text>
      <Slider
        className="grow"
        min={from}
        max={to}
        value={value}
        ariaLabelForHandle={words.graph.asOf}
        ariaValueTextFormatterForHandle={(number) => format.day(dayOf(number))}
        tooltip={{ formatter: (number) => (number === undefined ? "" : format.day(dayOf(number))) }}
        onChange={setHeld}
        onChangeComplete={(number) => change(dayOf(number))}
      />
      <Typography.Text type="secondary" className="time-end">
        {format.day(last)}
      </Typography.Text>
      <Button size="small" disabled={day === null} onClick={() => change(null)}>
        {words.graph.allDays}
      </Button>
    </Flex>
  );
}
