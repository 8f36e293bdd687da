import type { Table } from "@/api/tables";
import { cn } from "@/lib/cn";

interface ColumnPickerProps {
  label: string;
  table: Table;
  value: string[];
  onChange: (columns: string[]) => void;
}

/** Columns by pressing them; the order of pressing counts. */
export function ColumnPicker({ label, table, value, onChange }: ColumnPickerProps) {
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium">{label}</legend>
      <div className="flex flex-wrap gap-1.5">
        {table.schema.columns.map(({ name }) => {
          const at = value.indexOf(name);
          return (
            <button
              key={name}
              type="button"
              aria-pressed={at >= 0}
              onClick={() => onChange(at >= 0 ? value.filter((other) => other !== name) : [...value, name])}
              className={cn(
                "rounded-md border px-2 py-1 font-mono text-xs",
                at >= 0
                  ? "border-accent bg-accent-soft font-medium text-accent-ink"
                  : "text-muted hover:border-line-strong hover:text-ink",
              )}
            >
              {at >= 0 && value.length > 1 && <span className="mr-1 text-2xs">{at + 1}</span>}
              {name}
            </button>
          );
        })}
      </div>
    </fieldset>
  );
}
