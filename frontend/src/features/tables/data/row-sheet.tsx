import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Row } from "@/api/rows";
import type { Table } from "@/api/tables";
import type { GridColumn } from "@/components/data-grid/types";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/states";
import { ProblemError } from "@/lib/api/problem";
import { InputError, editable, parseInput } from "@/lib/pg-types";
import { RowField, type FieldDraft } from "./row-field";

interface RowSheetProps {
  table: Table;
  columns: GridColumn[];
  row: Row | "new" | undefined;
  editable: boolean;
  onClose: () => void;
  onInsert: (values: Row) => Promise<unknown>;
  onUpdate: (row: Row, values: Row) => Promise<unknown>;
}

/** One row with all its columns. */
export function RowSheet({ row, onClose, ...rest }: RowSheetProps) {
  return row === undefined ? null : (
    <OpenRow key={row === "new" ? "new" : "row"} {...rest} row={row} onClose={onClose} />
  );
}

function OpenRow({
  table,
  columns,
  row,
  editable: changeable,
  onClose,
  onInsert,
  onUpdate,
}: RowSheetProps & { row: Row | "new" }) {
  const [original] = useState(row);
  const [drafts, setDrafts] = useState<Record<string, FieldDraft>>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const save = useMutation({
    mutationFn: (values: Row) => (original === "new" ? onInsert(values) : onUpdate(original, values)),
    onSuccess: onClose,
    onError: (error) => error instanceof ProblemError && setFaults(error.fields),
  });
  const submit = () => {
    const { values, faults: found } = readDrafts(columns, drafts);
    setFaults(found);
    if (Object.keys(found).length > 0) return;
    if (original !== "new" && Object.keys(values).length === 0) return onClose();
    save.mutate(values);
  };
  const readOnly = original !== "new" && !changeable;
  return (
    <Sheet
      open
      onClose={onClose}
      title={original === "new" ? `Insert into ${table.name}` : `Row of ${table.name}`}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{readOnly ? "Close" : "Cancel"}</Button>
          {!readOnly && (
            <Button type="submit" variant="primary" busy={save.isPending}>
              {original === "new" ? "Insert row" : "Save"}
            </Button>
          )}
        </>
      }
    >
      {columns.map((column) => {
        const stored = original === "new" ? undefined : original[column.id];
        const fallback = table.schema.columns.find((each) => each.name === column.id)?.default ?? null;
        return (
          <RowField
            key={column.id}
            column={column}
            stored={stored}
            fallback={original === "new" ? fallback : null}
            draft={
              drafts[column.id] ??
              (original === "new"
                ? { state: "default" }
                : stored === null
                  ? { state: "null" }
                  : { state: "value", text: editable(stored) })
            }
            error={faults[column.id]}
            disabled={readOnly}
            onChange={(draft) => setDrafts((before) => ({ ...before, [column.id]: draft }))}
          />
        );
      })}
      {save.error && <Notice error={save.error} />}
    </Sheet>
  );
}

/** Values of the fields that were touched. */
export function readDrafts(columns: GridColumn[], drafts: Record<string, FieldDraft>) {
  const values: Row = {};
  const faults: Record<string, string> = {};
  for (const column of columns) {
    const draft = drafts[column.id];
    if (!draft || draft.state === "default") continue;
    try {
      values[column.id] = draft.state === "null" ? null : parseInput(draft.text, column.kind);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults[column.id] = error.message;
    }
  }
  return { values, faults };
}
