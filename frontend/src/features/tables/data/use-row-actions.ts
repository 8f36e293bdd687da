import { useMutation } from "@tanstack/react-query";
import { deleteRow, insertRow, insertRows, updateRow, type Row } from "@/api/rows";
import type { useRows } from "./use-rows";
import type { useUndo } from "./use-undo";

type Rows = ReturnType<typeof useRows>;
type Undo = ReturnType<typeof useUndo>;

interface Change {
  id: string;
  values: Row;
}

/** Changes of rows: shown at once, taken back when they fail, and each with its way back. */
export function useRowActions(table: string, key: string | undefined, rows: Rows, undo: Undo) {
  const update = useMutation({
    mutationFn: async ({ id, values }: Change) => {
      const before = rows.find(id);
      rows.put(id, values);
      try {
        const after = await updateRow(table, id, values);
        rows.put(id, after);
        if (before) undo.push(wayBack(id, values, before, after));
        return after;
      } catch (error) {
        if (before) rows.put(id, before);
        throw error;
      }
    },
    meta: { failure: "The change was not saved" },
  });

  const wayBack = (id: string, values: Row, before: Row, after: Row) => {
    const old = Object.fromEntries(Object.keys(values).map((column) => [column, before[column] ?? null]));
    const now = key && after[key] !== undefined ? String(after[key]) : id;
    return {
      label: `change of ${Object.keys(values).join(", ")}`,
      undo: async () => rows.put(now, await updateRow(table, now, old)),
    };
  };

  const insert = useMutation({
    mutationFn: (values: Row) => insertRow(table, values),
    onSuccess: (row) => {
      void rows.refresh();
      if (!key) return;
      undo.push({
        label: "new row",
        undo: async () => {
          await deleteRow(table, String(row[key]));
          await rows.refresh();
        },
      });
    },
  });

  const remove = useMutation({
    mutationFn: async (ids: string[]) => {
      const removed: Row[] = [];
      try {
        for (const id of ids) {
          const row = rows.find(id);
          await deleteRow(table, id);
          rows.drop(id);
          if (row) removed.push(row);
        }
      } finally {
        if (removed.length > 0) {
          undo.push({
            label: removed.length === 1 ? "deleted row" : `${removed.length} deleted rows`,
            undo: async () => {
              await insertRows(table, removed);
              await rows.refresh();
            },
          });
        }
      }
    },
  });
  return { update, insert, remove };
}
