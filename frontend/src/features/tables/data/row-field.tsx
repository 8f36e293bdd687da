import type { GridColumn } from "@/components/data-grid/types";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { shortType } from "@/lib/pg-types";

/** A field is left to the column's default, NULL, or holds text. */
export type FieldDraft = { state: "default" } | { state: "null" } | { state: "value"; text: string };

interface RowFieldProps {
  column: GridColumn;
  stored: unknown;
  fallback: string | null;
  draft: FieldDraft;
  error: string | undefined;
  disabled: boolean;
  onChange: (draft: FieldDraft) => void;
}

export function RowField({ column, stored, fallback, draft, error, disabled, onChange }: RowFieldProps) {
  const text = draft.state === "value" ? draft.text : "";
  const empty =
    draft.state === "null"
      ? "NULL"
      : draft.state === "default"
        ? (fallback ?? (column.nullable ? "NULL" : "required"))
        : "";
  const type = (next: string) => onChange({ state: "value", text: next });
  const long =
    column.kind === "json" ||
    column.kind === "array" ||
    (typeof stored === "string" && (stored.length > 80 || stored.includes("\n")));
  return (
    <Field
      error={error}
      label={
        <span className="flex items-baseline gap-2">
          <span className="font-mono">{column.label}</span>
          <span className="font-mono text-2xs font-normal text-faint">{shortType(column.type)}</span>
          {column.nullable && draft.state !== "null" && !disabled && (
            <button
              type="button"
              className="text-2xs font-normal text-accent-ink hover:underline"
              onClick={() => onChange({ state: "null" })}
            >
              set NULL
            </button>
          )}
        </span>
      }
    >
      {column.kind === "boolean" || column.choices ? (
        <Select
          disabled={disabled}
          value={draft.state === "value" ? text : draft.state}
          onChange={(next) =>
            onChange(next === "null" || next === "default" ? { state: next } : { state: "value", text: next })
          }
          options={choices(column, fallback, stored === undefined)}
        />
      ) : long ? (
        <Textarea
          className="font-mono text-xs"
          disabled={disabled}
          rows={6}
          placeholder={empty}
          value={text}
          onChange={(event) => type(event.target.value)}
        />
      ) : (
        <Input
          className="font-mono text-xs"
          disabled={disabled}
          placeholder={empty}
          value={text}
          onChange={(event) => type(event.target.value)}
        />
      )}
    </Field>
  );
}

function choices(column: GridColumn, fallback: string | null, fresh: boolean) {
  const values = (column.choices ?? ["true", "false"]).map((value) => ({ value, label: value }));
  return [
    ...(fresh ? [{ value: "default", label: `Default (${fallback ?? "NULL"})` }] : []),
    ...values,
    ...(column.nullable ? [{ value: "null", label: "NULL" }] : []),
  ];
}
