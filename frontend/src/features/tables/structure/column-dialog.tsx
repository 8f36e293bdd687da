import { useState } from "react";
import {
  addColumn,
  previewChange,
  updateColumn,
  useSchemaChange,
  type Column,
  type ColumnChange,
} from "@/api/tables";
import { SqlPreview } from "@/components/sql-preview";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input } from "@/components/ui/field";
import { Notice } from "@/components/ui/states";
import { SwitchRow } from "@/components/ui/toggles";
import { shortType } from "@/lib/pg-types";
import { columnSpec, defaultOf, nameFault, newColumn, type ColumnDraft } from "../designer/draft";
import { TypeInput } from "../designer/type-input";

interface ColumnDialogProps {
  table: string;
  column: Column | "new" | undefined;
  onClose: () => void;
}

export function ColumnDialog({ table, column, onClose }: ColumnDialogProps) {
  const title = column === "new" ? "Add a column" : `Edit column ${column?.name ?? ""}`;
  return (
    <Dialog open={column !== undefined} onClose={onClose} title={title}>
      {column && <ColumnForm table={table} column={column} onClose={onClose} />}
    </Dialog>
  );
}

/** A default as it can be typed: without quotes and casts, where it is a plain literal. */
export const plainDefault = (text: string | null) =>
  /^'((?:[^']|'')*)'::[a-z ]+$/.exec(text ?? "")?.[1]?.replaceAll("''", "'") ?? text ?? "";

const draftOf = (column: Column | "new"): ColumnDraft =>
  column === "new"
    ? newColumn()
    : newColumn({
        ...column,
        type: shortType(column.type),
        primaryKey: column.primary_key,
        defaultValue: plainDefault(column.default),
      });

export function changesOf(column: Column, draft: ColumnDraft): ColumnChange {
  const before = draftOf(column);
  return {
    ...(draft.name !== before.name && { new_name: draft.name.trim() }),
    ...(draft.type !== before.type && { type: draft.type.trim() }),
    ...(draft.nullable !== before.nullable && { nullable: draft.nullable }),
    ...(draft.defaultValue !== before.defaultValue && {
      default: (defaultOf(draft.defaultValue, draft.type) ?? null) as ColumnChange["default"],
    }),
  };
}

function ColumnForm({
  table,
  column,
  onClose,
}: {
  table: string;
  column: Column | "new";
  onClose: () => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(column));
  const apply = useSchemaChange();
  const set = (values: Partial<ColumnDraft>) => setDraft((before) => ({ ...before, ...values }));
  const fault = nameFault(draft.name.trim());
  const change = () =>
    column === "new"
      ? addColumn(table, columnSpec(draft))
      : updateColumn(table, column.name, changesOf(column, draft));
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        apply.mutate(change(), { onSuccess: onClose });
      }}
    >
      <Field label="Name" error={draft.name === "" ? undefined : fault}>
        <Input
          autoFocus
          className="font-mono"
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field
        label="Type"
        hint={
          column === "new" ? undefined : "Stored values are converted; the change fails when one cannot be."
        }
      >
        <TypeInputField value={draft.type} onChange={(type) => set({ type })} />
      </Field>
      <Field label="Default" optional hint="A literal, or a function such as now() or gen_random_uuid().">
        <Input
          className="font-mono"
          value={draft.defaultValue}
          onChange={(event) => set({ defaultValue: event.target.value })}
        />
      </Field>
      <SwitchRow
        label="Required"
        hint="NULL is refused."
        checked={!draft.nullable}
        onChange={(required) => set({ nullable: !required })}
      />
      {column === "new" && (
        <SwitchRow
          label="Unique"
          hint="No two rows hold the same value."
          checked={draft.unique}
          onChange={(unique) => set({ unique })}
        />
      )}
      {!fault && <SqlPreview load={() => previewChange(change())} />}
      {apply.error && <Notice error={apply.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={apply.isPending} disabled={fault !== undefined}>
          {column === "new" ? "Add column" : "Save"}
        </Button>
      </div>
    </form>
  );
}

function TypeInputField(props: { value: string; onChange: (type: string) => void; id?: string }) {
  return <TypeInput {...props} className="font-mono" />;
}
