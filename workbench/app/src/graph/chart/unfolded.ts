import { groupsOf, type Chart, type Place } from "./chart";
import type { Placed } from "./steps";

/** Where entities go when what is drawn of them was moved: a folded group moves with all its members. `drawn` is where each stood. */
export function unfolded(chart: Chart, places: readonly Placed[], drawn: ReadonlyMap<string, Place>): readonly Placed[] {
  const groups = groupsOf(chart);
  return places.flatMap((place) => {
    const members = groups.get(place.id);
    const was = drawn.get(place.id);
    if (members === undefined || was === undefined) return [place];
    return members.flatMap((id) => {
      const mark = chart.nodes.get(id);
      return mark === undefined ? [] : [{ id, x: mark.x + place.x - was.x, y: mark.y + place.y - was.y }];
    });
  });
}
