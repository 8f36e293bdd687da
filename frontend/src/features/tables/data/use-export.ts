import { useMutation } from "@tanstack/react-query";
import Papa from "papaparse";
import { toast } from "sonner";
import { listRows, type Page, type Row, type RowsQuery, type Start } from "@/api/rows";
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
export function useExport(query: RowsQuery, keyed: boolean) {
  return useMutation({
    mutationFn: async (format: "csv" | "json") => {
      const rows: Row[] = [];
      let start: Start | undefined = keyed ? { cursor: "" } : { offset: 0 };
      while (start && rows.length < MOST) {
        const page: Page = await listRows(query, { limit: PAGE, start });
        rows.push(...page.rows);
        start = page.next;
      }
      const text = format === "csv" ? toCsv(rows) : JSON.stringify(rows, null, 2);
      saveFile(text, `${query.table}.${format}`, format === "csv" ? "text/csv" : "application/json");
      return rows.length;
    },
    onSuccess: (count) => toast.success(`Exported ${formatCount(count)} rows`),
    meta: { failure: "The export failed" },
  });
}
