// A change is judged by the same examples each time: docs/decisions/same-examples.md. SEED draws others.
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.SEED ?? 1) });
