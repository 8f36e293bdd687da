import { KeyRound, Plus, Trash2 } from "lucide-react";
import { Button, IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Checkbox } from "@/components/ui/toggles";
import { cn } from "@/lib/cn";
import { newColumn, nameFault, type ColumnDraft } from "./draft";
import { TypeInput } from "./type-input";

const DEFAULTS: Record<string, string> = {
  uuid: "gen_random_uuid()",
  timestamptz: "now()",
  date: "CURRENT_DATE",
  bool: "false",
};

interface ColumnRowsProps {
  columns: ColumnDraft[];
  onChange: (columns: ColumnDraft[]) => void;
  /** Whether faults are shown before something was typed. */
  strict: boolean;
}

/** The columns of a new table, a line each. */
export function ColumnRows({ columns, onChange, strict }: ColumnRowsProps) {
  const change = (key: number, values: Partial<ColumnDraft>) =>
    onChange(columns.map((column) => (column.key === key ? { ...column, ...values } : column)));
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium">Columns</legend>
      <div className="divide-y overflow-hidden rounded-lg border">
        {columns.map((column, index) => (
          <ColumnRow
            key={column.key}
            column={column}
            label={`Column ${index + 1}`}
            strict={strict}
            onChange={(values) => change(column.key, values)}
            onRemove={() => onChange(columns.filter((other) => other.key !== column.key))}
            onEnter={() => onChange([...columns, newColumn()])}
          />
        ))}
        <div className="bg-sunken/50 p-1.5">
          <Button
            size="sm"
            variant="ghost"
            icon={<Plus />}
            onClick={() => onChange([...columns, newColumn()])}
          >
            Add a column
          </Button>
        </div>
      </div>
      <p className="mt-1.5 text-xs text-muted">
        Lines without a name are left out. Enter in a name adds another line.
      </p>
    </fieldset>
  );
}

interface ColumnRowProps {
  column: ColumnDraft;
  label: string;
  strict: boolean;
  onChange: (values: Partial<ColumnDraft>) => void;
  onRemove: () => void;
  onEnter: () => void;
}

function ColumnRow({ column, label, strict, onChange, onRemove, onEnter }: ColumnRowProps) {
  const fault =
    column.name === "" && !strict ? undefined : column.name === "" ? undefined : nameFault(column.name);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 p-2.5">
      <button
        type="button"
        aria-label={`${label}: primary key`}
        aria-pressed={column.primaryKey}
        title="Primary key"
        onClick={() => onChange({ primaryKey: !column.primaryKey, nullable: false })}
        className={cn(
          "grid size-7 place-items-center rounded-md",
          column.primaryKey ? "bg-warning-soft text-warning" : "text-faint hover:bg-sunken",
        )}
      >
        <KeyRound className="size-3.5" />
      </button>
      <Input
        aria-label={`${label}: name`}
        aria-invalid={fault !== undefined}
        title={fault}
        placeholder="name"
        className="w-36 flex-1 font-mono text-xs"
        value={column.name}
        onChange={(event) => onChange({ name: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey) return;
          event.preventDefault();
          onEnter();
        }}
      />
      <TypeInput
        aria-label={`${label}: type`}
        className="w-32 font-mono text-xs"
        value={column.type}
        onChange={(type) => onChange({ type })}
      />
      <Input
        aria-label={`${label}: default`}
        placeholder={DEFAULTS[column.type] ? `default, e.g. ${DEFAULTS[column.type]}` : "default"}
        className="w-40 flex-1 font-mono text-xs"
        value={column.defaultValue}
        onChange={(event) => onChange({ defaultValue: event.target.value })}
      />
      <label className="flex items-center gap-1.5 text-xs text-muted">
        <Checkbox
          checked={!column.nullable}
          disabled={column.primaryKey}
          onChange={(required) => onChange({ nullable: !required })}
        />
        Required
      </label>
      <label className="flex items-center gap-1.5 text-xs text-muted">
        <Checkbox checked={column.unique} onChange={(unique) => onChange({ unique })} />
        Unique
      </label>
      <IconButton size="sm" label={`Remove ${label.toLowerCase()}`} icon={<Trash2 />} onClick={onRemove} />
    </div>
  );
}
