import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState, type KeyboardEvent } from "react";
import { listRows, type Row } from "@/api/rows";
import { tableQuery, type ForeignKey } from "@/api/tables";
import { FloatingEditor } from "@/components/data-grid/editors";
import type { EditorProps } from "@/components/data-grid/types";
import { Notice, SkeletonRows } from "@/components/ui/states";
import { cn } from "@/lib/cn";
import { display, kindOf } from "@/lib/pg-types";

const SHOWN = 30;

/** Picks a row of another table, found by any of its texts, for a foreign key of one column. */
export function ReferenceEditor({ foreignKey, ...props }: EditorProps & { foreignKey: ForeignKey }) {
  const { column, value, typed, onCommit, onCancel } = props;
  const [search, setSearch] = useState(typed ?? "");
  const [marked, setMarked] = useState(0);
  const other = foreignKey.references.table;
  const key = foreignKey.references.columns[0] ?? "";
  const rows = useCandidates(other, key, useDeferredValue(search.trim()));
  const options = rows.data ?? [];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] ?? 0;
    if (step) setMarked(Math.max(0, Math.min(marked + step, options.length - 1)));
    const chosen = options[marked];
    if (event.key === "Enter" && chosen) onCommit(chosen[key], "none");
    if (step || event.key === "Enter") event.preventDefault();
  };
  return (
    <FloatingEditor label={`Choose a row of ${other}`} onCancel={onCancel} className="w-96">
      <input
        autoFocus
        role="combobox"
        aria-expanded
        aria-controls="reference-options"
        aria-label={`Find a row of ${other}`}
        placeholder={`Find in ${other}, now ${display(value)}`}
        value={search}
        onChange={(event) => {
          setSearch(event.target.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
        className="h-9 w-full border-b bg-transparent px-3 text-sm outline-none placeholder:text-faint"
      />
      {rows.isPending && <SkeletonRows rows={3} className="h-6" />}
      {rows.isError && <Notice error={rows.error} className="m-2" />}
      <ul
        id="reference-options"
        role="listbox"
        aria-label={`Rows of ${other}`}
        className="max-h-64 overflow-y-auto p-1"
      >
        {options.map((row, index) => (
          <li
            key={display(row[key])}
            role="option"
            aria-selected={index === marked}
            onPointerMove={() => setMarked(index)}
            onClick={() => onCommit(row[key], "none")}
            className={cn(
              "cursor-pointer truncate rounded-md px-2 py-1.5 text-xs aria-selected:bg-accent-soft",
              row[key] === value && "font-semibold",
            )}
          >
            <span className="font-mono">{display(row[key])}</span>{" "}
            <span className="text-muted">{labelOf(row, key)}</span>
          </li>
        ))}
        {rows.isSuccess && options.length === 0 && (
          <li className="px-2 py-4 text-center text-xs text-muted">No row matches.</li>
        )}
      </ul>
      {column.nullable && (
        <button
          type="button"
          className="w-full border-t px-3 py-2 text-left text-xs text-muted hover:bg-sunken"
          onClick={() => onCommit(null, "none")}
        >
          Set NULL
        </button>
      )}
    </FloatingEditor>
  );
}

/** What tells a row apart for people: its first texts. */
const labelOf = (row: Row, key: string) =>
  Object.entries(row)
    .filter(([name, value]) => name !== key && typeof value === "string" && value.length < 60)
    .slice(0, 2)
    .map(([, value]) => value)
    .join(" · ");

function useCandidates(other: string, key: string, search: string) {
  const table = useQuery(tableQuery(other));
  const columns = table.data?.schema.columns;
  return useQuery({
    queryKey: ["references", other, search],
    enabled: columns !== undefined,
    queryFn: async ({ signal }) => {
      const texts = (columns ?? []).filter((column) => kindOf(column.type) === "text").slice(0, 3);
      const list = (column: string, operator: "eq" | "ilike", value: string) =>
        listRows(
          { table: other, order: [], filters: [{ column, operator, value }] },
          { limit: SHOWN },
          signal,
        ).then(({ rows }) => rows);
      if (search === "")
        return (await listRows({ table: other, filters: [], order: [] }, { limit: SHOWN }, signal)).rows;
      // A value that is none of the key's type is refused, which only means that it is no key.
      const found = [
        list(key, "eq", search).catch(() => []),
        ...texts.map(({ name }) => list(name, "ilike", `%${search}%`)),
      ];
      const byKey = new Map((await Promise.all(found)).flat().map((row) => [row[key], row]));
      return [...byKey.values()].slice(0, SHOWN);
    },
  });
}
