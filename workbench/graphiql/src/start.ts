/** What the page loads once at start: sample questions and, in demo mode, officers. */

export interface Sample {
  readonly title: string;
  readonly query: string;
  readonly variables: string;
  readonly headers: string;
}

export interface Officer {
  readonly card: string;
  readonly name: string;
  readonly agency: string;
  readonly token: string;
}

export interface Start {
  readonly samples: readonly Sample[];
  /** null outside demo mode. */
  readonly officers: readonly Officer[] | null;
  /** What could not be loaded, in words for the reader. */
  readonly problems: readonly string[];
}

type Row = Readonly<Record<string, unknown>>;

function text(row: Row, key: string): string {
  const value = row[key];
  return typeof value === "string" ? value : "";
}

/** The rows of a JSON list; null when the hub says 404 (there is no such list). */
async function rows(name: string): Promise<Row[] | null> {
  const response = await fetch(import.meta.env.BASE_URL + name, {
    headers: { Accept: "application/json" },
    cache: "no-store",
  });
  if (response.status === 404) return null;
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  const body: unknown = await response.json();
  if (!Array.isArray(body)) throw new Error(`${name}: not a list`);
  return body.filter((row): row is Row => typeof row === "object" && row !== null);
}

async function loadSamples(): Promise<Sample[]> {
  const found = await rows("samples.json");
  if (found === null) throw new Error("samples.json: HTTP 404");
  return found.map((row) => ({
    title: text(row, "title"),
    query: text(row, "query"),
    variables: text(row, "variables"),
    headers: text(row, "headers"),
  }));
}

async function loadOfficers(): Promise<Officer[] | null> {
  const found = await rows("officers.json");
  if (found === null) return null;
  return found
    .map((row) => ({
      card: text(row, "card"),
      name: text(row, "name"),
      agency: text(row, "agency"),
      token: text(row, "token"),
    }))
    .filter((officer) => officer.token !== "");
}

export async function loadStart(): Promise<Start> {
  const problems: string[] = [];
  const note = (reason: unknown): null => {
    problems.push(reason instanceof Error ? reason.message : String(reason));
    return null;
  };
  const [samples, officers] = await Promise.all([
    loadSamples().catch(note),
    loadOfficers().catch(note),
  ]);
  return { samples: samples ?? [], officers, problems };
}

/** The title as a comment first line: tabs themselves are named after the operation. */
export function titled(sample: Sample): string {
  const title = sample.title.replace(/\s+/g, " ").trim();
  if (title === "") return sample.query;
  const first = sample.query.trimStart().split("\n", 1)[0] ?? "";
  if (first.startsWith("#") && first.includes(title)) return sample.query;
  return `# ${title}\n${sample.query}`;
}
