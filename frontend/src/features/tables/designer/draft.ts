import type { AccessLevel, ColumnSpec, CreateTableIn } from "@/api/tables";

/** A column as it is being typed. */
export interface ColumnDraft {
  /** Keeps rows of the form apart while names change. */
  key: number;
  name: string;
  type: string;
  nullable: boolean;
  unique: boolean;
  primaryKey: boolean;
  defaultValue: string;
}

export interface TableDraft {
  name: string;
  description: string;
  access: AccessLevel;
  realtime: boolean;
  columns: ColumnDraft[];
}

let keys = 0;

export const newColumn = (values: Partial<ColumnDraft> = {}): ColumnDraft => ({
  key: ++keys,
  name: "",
  type: "text",
  nullable: true,
  unique: false,
  primaryKey: false,
  defaultValue: "",
  ...values,
});

export const newTable = (): TableDraft => ({
  name: "",
  description: "",
  access: "private",
  realtime: true,
  columns: [
    newColumn({
      name: "id",
      type: "uuid",
      nullable: false,
      primaryKey: true,
      defaultValue: "gen_random_uuid()",
    }),
    newColumn({ name: "created_at", type: "timestamptz", nullable: false, defaultValue: "now()" }),
    newColumn(),
  ],
});

/** What the API takes for a default: a number, a truth value, JSON, or text, which holds functions as well. */
export function defaultOf(text: string, type: string): unknown {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  if (/^-?\d+(\.\d+)?$/.test(trimmed) && !/char|text|uuid/.test(type)) return Number(trimmed);
  if (trimmed === "true" || trimmed === "false") return trimmed === "true";
  return trimmed;
}

export function columnSpec(column: ColumnDraft): ColumnSpec {
  const value = defaultOf(column.defaultValue, column.type);
  return {
    name: column.name.trim(),
    type: column.type.trim(),
    nullable: column.nullable && !column.primaryKey,
    unique: column.unique,
    primary_key: column.primaryKey,
    // The document says "object" for any JSON value.
    ...(value !== undefined && { default: value as ColumnSpec["default"] }),
  };
}

export const tableIn = (draft: TableDraft): CreateTableIn => ({
  name: draft.name.trim(),
  description: draft.description.trim() || null,
  access_level: draft.access,
  realtime: draft.realtime,
  schema: { columns: draft.columns.filter((column) => column.name.trim() !== "").map(columnSpec) },
});

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Why a name cannot be used; nothing when it can. */
export function nameFault(name: string): string | undefined {
  if (name === "") return "Give it a name";
  if (!NAME.test(name)) return "Letters, digits and _ only, and no digit first";
  return new TextEncoder().encode(name).length > 63 ? "At most 63 characters" : undefined;
}
