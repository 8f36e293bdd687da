import type { SqlResult } from "@/api/sql";
import { display, kindOf } from "@/lib/pg-types";

export interface ChartData {
  labels: string[];
  /** Whether the labels are times, so that they can be spaced by their distance. */
  times: number[] | undefined;
  series: { name: string; values: (number | null)[] }[];
}

const MOST_POINTS = 2000;

/** A result as a chart: the first column that is no number names the points, every number column is a series. */
export function chartable(result: SqlResult): ChartData | undefined {
  const columns = result.column_types.map(({ name, type }) => ({ name, kind: kindOf(type) }));
  const numbers = columns.filter((column) => column.kind === "number");
  const label = columns.find((column) => column.kind !== "number");
  const rows = result.data.slice(0, MOST_POINTS) as Record<string, unknown>[];
  if (numbers.length === 0 || rows.length < 2) return undefined;
  const isTime = label?.kind === "timestamp" || label?.kind === "date";
  const times = isTime ? rows.map((row) => Date.parse(String(row[label.name])) / 1000) : undefined;
  return {
    labels: rows.map((row, index) => (label ? display(row[label.name]) : String(index + 1))),
    times: times?.every((time, index) => Number.isFinite(time) && time > (times[index - 1] ?? -Infinity))
      ? times
      : undefined,
    series: numbers.map(({ name }) => ({
      name,
      values: rows.map((row) => (row[name] === null ? null : Number(row[name]))),
    })),
  };
}
