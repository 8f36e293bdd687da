import { display, kindOf } from "@/lib/pg-types";

export interface ChartData {
  labels: string[];
  /** Positions in time, where the labels are times that go up. */
  times: number[] | undefined;
  series: { name: string; values: (number | null)[] }[];
}

const MOST_POINTS = 2000;

/** A result as a chart: the first column that is no number names the points, every number column is a series. */
export function chartable(
  columns: { name: string; type?: string | null }[],
  all: unknown[][],
): ChartData | undefined {
  const kinds = columns.map(({ type }) => kindOf(type ?? "text"));
  const numbers = kinds.flatMap((kind, at) => (kind === "number" ? [at] : []));
  const label = kinds.findIndex((kind) => kind !== "number");
  const rows = all.slice(0, MOST_POINTS);
  if (numbers.length === 0 || rows.length < 2) return undefined;
  const isTime = kinds[label] === "timestamp" || kinds[label] === "date";
  const times = isTime ? rows.map((row) => Date.parse(String(row[label])) / 1000) : undefined;
  return {
    labels: rows.map((row, index) => (label < 0 ? String(index + 1) : display(row[label]))),
    times: times?.every((time, index) => Number.isFinite(time) && time > (times[index - 1] ?? -Infinity))
      ? times
      : undefined,
    series: numbers.map((at) => ({
      name: columns[at]?.name ?? "",
      values: rows.map((row) => (row[at] === null ? null : Number(row[at]))),
    })),
  };
}
