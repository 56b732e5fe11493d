import { useEffect, useState } from "react";

/** The value once it has stayed the same for a while; null until then, and again as soon as it changes. */
export function useSettled(value: string, ms: number): string | null {
  const [settled, setSettled] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled === value ? settled : null;
}
