import Papa from "papaparse";
import type { Row } from "@/api/rows";
import type { Column } from "@/api/tables";
import { kindOf, parseInput } from "@/lib/pg-types";

export interface Import {
  name: string;
  /** Columns that the file fills. */
  columns: string[];
  /** Names in the file that the table does not have. */
  ignored: string[];
  rows: Row[];
}

/** Reads a file against the table's columns; throws with the line where it makes no sense. */
export function readImport(name: string, text: string, columns: Column[]): Import {
  const rows = /^\s*\[/.test(text) ? readJson(text) : readCsv(text, columns);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const known = new Set(columns.map((column) => column.name));
  const kept = names.filter((each) => known.has(each));
  if (kept.length === 0)
    throw new Error(`No name in the file is a column of the table; it has ${[...known].join(", ")}`);
  return {
    name,
    columns: kept,
    ignored: names.filter((each) => !known.has(each)),
    rows: rows.map((row) =>
      Object.fromEntries(kept.filter((each) => each in row).map((each) => [each, row[each]])),
    ),
  };
}

function readJson(text: string): Row[] {
  const value: unknown = JSON.parse(text);
  if (!Array.isArray(value) || value.some((row) => typeof row !== "object" || row === null))
    throw new Error("A JSON array of objects is expected");
  return value as Row[];
}

function readCsv(text: string, columns: Column[]): Row[] {
  const { data, errors } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: "greedy",
  });
  const fault = errors.find((error) => error.code !== "UndetectableDelimiter");
  if (fault) throw new Error(`Line ${(fault.row ?? 0) + 2}: ${fault.message}`);
  const byName = new Map(columns.map((column) => [column.name, column]));
  return data.map((line, index) =>
    Object.fromEntries(
      Object.entries(line).map(([name, value]) => [name, cell(value, byName.get(name), index)]),
    ),
  );
}

function cell(text: string, column: Column | undefined, index: number): unknown {
  const kind = column && kindOf(column.type);
  // CSV does not tell an empty text from nothing.
  if (text === "" && (column?.nullable || kind !== "text")) return null;
  if (!kind || !["json", "array", "boolean"].includes(kind)) return text;
  if (kind === "boolean" || (kind === "array" && text.startsWith("{"))) return text;
  try {
    return parseInput(text, kind);
  } catch (error) {
    throw new Error(
      `Line ${index + 2}, ${column.name}: ${error instanceof Error ? error.message : "not usable"}`,
    );
  }
}
