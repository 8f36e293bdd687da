import { Filter as FilterIcon, Plus, X } from "lucide-react";
import { useState } from "react";
import { OPERATORS, type Filter, type Operator } from "@/api/rows";
import type { GridColumn } from "@/components/data-grid/types";
import { Button, IconButton } from "@/components/ui/button";
import { Input } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { OPERATOR_LABELS } from "./filter-text";

interface FilterBarProps {
  columns: GridColumn[];
  filters: Filter[];
  onChange: (filters: Filter[]) => void;
}

const IS_VALUES = ["null", "not.null", "true", "false"];

export function FilterBar({ columns, filters, onChange }: FilterBarProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {filters.map((filter, index) => (
        <span
          key={index}
          className="flex h-7 items-center gap-1.5 rounded-md border bg-accent-soft/60 pl-2 text-xs"
        >
          <span className="font-mono font-medium">{filter.column}</span>
          <span className="text-muted">{OPERATOR_LABELS[filter.operator]}</span>
          <span className="max-w-40 truncate font-mono">{filter.value}</span>
          <IconButton
            size="sm"
            className="size-6.5"
            label={`Remove filter on ${filter.column}`}
            icon={<X />}
            onClick={() => onChange(filters.filter((_, other) => other !== index))}
          />
        </span>
      ))}
      <Popover
        label="Add a filter"
        open={open}
        onOpenChange={setOpen}
        className="w-80"
        trigger={
          <Button size="sm" variant="ghost" icon={filters.length > 0 ? <Plus /> : <FilterIcon />}>
            Filter
          </Button>
        }
      >
        <FilterForm
          columns={columns}
          onAdd={(filter) => {
            onChange([...filters, filter]);
            setOpen(false);
          }}
        />
      </Popover>
    </div>
  );
}

function FilterForm({ columns, onAdd }: { columns: GridColumn[]; onAdd: (filter: Filter) => void }) {
  const [column, setColumn] = useState(columns[0]?.id ?? "");
  const [operator, setOperator] = useState<Operator>("eq");
  const [value, setValue] = useState("");
  const sent = operator === "is" && !IS_VALUES.includes(value) ? "null" : value;
  return (
    <form
      className="space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd({ column, operator, value: sent });
      }}
    >
      <div className="flex gap-2">
        <Select
          aria-label="Column"
          className="min-w-0 flex-1"
          value={column}
          onChange={setColumn}
          options={columns.map((each) => ({ value: each.id, label: each.label }))}
        />
        <Select
          aria-label="Condition"
          className="min-w-0 flex-1"
          value={operator}
          onChange={setOperator}
          options={OPERATORS.map((each) => ({ value: each, label: OPERATOR_LABELS[each] }))}
        />
      </div>
      {operator === "is" ? (
        <Select
          aria-label="Value"
          value={sent}
          onChange={setValue}
          options={IS_VALUES.map((each) => ({ value: each, label: each.replace(".", " ") }))}
        />
      ) : (
        <Input
          aria-label="Value"
          autoFocus
          placeholder={operator === "in" ? "a,b,c" : operator === "like" ? "a%" : "value"}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      )}
      <Button type="submit" variant="primary" className="w-full">
        Add filter
      </Button>
    </form>
  );
}
