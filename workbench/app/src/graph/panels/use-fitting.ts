import { useEffect, useRef, useState } from "react";
import { HubError, isAbort } from "../../ask/problems";
import { asHubError, useAsk } from "../../ask/use-ask";
import type { LinkField } from "../../model/model";
import { fittingQuestion, type Narrowed } from "../asking/compose";

export type Wheres = ReadonlyMap<LinkField, NonNullable<Narrowed["where"]>>;

export interface Fitting {
  /** What the count is of. */
  readonly key: string;
  /** Null until the hub has counted, and where it does not. */
  readonly count: number | null;
  readonly error: HubError | null;
}

export const fittingKey = (at: string | null, where: Narrowed["where"]): string => JSON.stringify([at, where]);

/** Conditions are typed: one question for each key would be answered too late for all but the last. */
const SETTLE_MS = 300;

/** How many links of each kind fit the conditions set on it; by field, only those that have some. */
export function useFitting(kind: string, id: string, at: string | null, wheres: Wheres): ReadonlyMap<string, Fitting> {
  const put = useAsk();
  const [found, setFound] = useState<ReadonlyMap<string, Fitting>>(new Map());
  const asking = useRef(new Map<string, { readonly key: string; readonly end: () => void }>());

  useEffect(() => {
    const wanted = new Set<string>();
    for (const [field, where] of wheres) {
      const { name } = field;
      wanted.add(name);
      const key = fittingKey(at, where);
      if (asking.current.get(name)?.key === key) continue;
      asking.current.get(name)?.end();
      const ending = new AbortController();
      const told = (fitting: Omit<Fitting, "key">) => setFound((was) => new Map(was).set(name, { ...fitting, key }));
      told({ count: null, error: null });
      const timer = setTimeout(() => {
        put(fittingQuestion(kind, field), { id, at, where }, ending.signal).then(
          ({ data, problems: [problem] }) =>
            told({ count: data.node?.[name]?.totalCount ?? null, error: problem === undefined ? null : new HubError(problem, 200) }),
          (reason: unknown) => {
            if (!isAbort(reason)) told({ count: null, error: asHubError(reason) });
          },
        );
      }, SETTLE_MS);
      const end = () => {
        clearTimeout(timer);
        ending.abort();
      };
      asking.current.set(name, { key, end });
    }
    for (const [name, { end }] of asking.current) {
      if (wanted.has(name)) continue;
      end();
      asking.current.delete(name);
      setFound((was) => new Map([...was].filter(([each]) => each !== name)));
    }
  }, [put, kind, id, at, wheres]);

  // Another basis, another entity: nothing that was counted holds any more.
  useEffect(() => {
    const all = asking.current;
    return () => {
      for (const { end } of all.values()) end();
      all.clear();
    };
  }, [put, kind, id]);
  return found;
}
