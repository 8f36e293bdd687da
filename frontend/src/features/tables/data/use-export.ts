import { useMutation } from "@tanstack/react-query";
import Papa from "papaparse";
import { toast } from "sonner";
import { listRows, type Row, type RowsQuery } from "@/api/rows";
import { saveFile } from "@/lib/download";
import { formatCount } from "@/lib/format";
import { display } from "@/lib/pg-types";

const PAGE = 1000;
/** A browser holds the whole file in memory; more than this is a task for COPY or the API. */
const MOST = 500_000;

export const toCsv = (rows: Row[], columns?: string[]): string =>
  Papa.unparse(
    rows.map((row) =>
      Object.fromEntries(
        Object.entries(row).map(([name, value]) => [name, value === null ? "" : display(value)]),
      ),
    ),
    { ...(columns && { columns }) },
  );

/** Saves all rows that match, not only those that were scrolled to. */
export function useExport(query: RowsQuery) {
  return useMutation({
    mutationFn: async (format: "csv" | "json") => {
      const rows: Row[] = [];
      for (;;) {
        const page = await listRows(query, rows.length, PAGE);
        rows.push(...page);
        if (page.length < PAGE || rows.length >= MOST) break;
      }
      const text = format === "csv" ? toCsv(rows) : JSON.stringify(rows, null, 2);
      saveFile(text, `${query.table}.${format}`, format === "csv" ? "text/csv" : "application/json");
      return rows.length;
    },
    onSuccess: (count) => toast.success(`Exported ${formatCount(count)} rows`),
    meta: { failure: "The export failed" },
  });
}
