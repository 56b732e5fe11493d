import { useRef, useState } from "react";
import limits from "../../../../hub/capabilities/screening/limits.json";
import { HubError, NOT_THE_HUB, problemOf } from "../ask/problems";
import type { Extensions } from "../ask/question";
import { useAsk } from "../ask/use-ask";
import { useWork } from "../ask/use-work";
import { Screen, type ScreenQuery } from "../generated/operations";
import type { Line } from "./subjects";

export type Outcome = NonNullable<ScreenQuery["screen"]>["outcomes"][number];

export interface Found {
  /** By the place of their line in the list. */
  readonly outcomes: ReadonlyMap<number, Outcome>;
  /** One for each page that was sent. */
  readonly extensions: readonly Extensions[];
}

const NOTHING: Found = { outcomes: new Map(), extensions: [] };
/** What a smaller page may be answered after. */
const SMALLER = ["LIMIT_EXCEEDED", "GRAPH_TIMEOUT"];

/** The list, sent page after page; what has come stays, and after a failure or an end it goes on from there. */
export function useScreening(lines: readonly Line[]) {
  const ask = useAsk();
  const { work, error, run, giveUp } = useWork();
  const [found, setFound] = useState(NOTHING);
  /** What has come, for a task that begins before the page shows it. */
  const come = useRef(NOTHING);
  const size = useRef(limits.subjects);
  const sent = lines.flatMap(({ subject }, place) => (subject === null ? [] : [{ place, subject }]));

  const keep = (now: Found) => {
    come.current = now;
    setFound(now);
  };
  const begin = () =>
    void run(async (signal, progress) => {
      const waiting = sent.filter(({ place }) => !come.current.outcomes.has(place));
      while (waiting.length > 0) {
        const page = waiting.slice(0, size.current);
        progress(1 - waiting.length / sent.length);
        try {
          const answer = await ask(Screen, { subjects: page.map(({ place, subject }) => ({ ref: String(place), ...subject })) }, signal);
          const outcomes = answer.data.screen?.outcomes ?? [];
          const named = new Map(outcomes.map((outcome) => [Number(outcome.ref), outcome]));
          // An outcome that is not there is not "no hit".
          if (!page.every(({ place }) => named.has(place))) throw new HubError(problemOf(NOT_THE_HUB, ""), 200);
          keep({ outcomes: new Map([...come.current.outcomes, ...named]), extensions: [...come.current.extensions, answer.extensions] });
          waiting.splice(0, page.length);
        } catch (reason) {
          if (!(reason instanceof HubError) || !SMALLER.includes(reason.code) || page.length === 1) throw reason;
          size.current = Math.ceil(page.length / 2);
          // A limit is refused before anything is done; what took too long is not sent again unasked.
          if (reason.code !== "LIMIT_EXCEEDED") throw reason;
        }
      }
    });
  const forget = () => {
    giveUp();
    keep(NOTHING);
    size.current = limits.subjects;
  };
  return { work, error, found, all: sent.length, begin, stop: giveUp, forget };
}
