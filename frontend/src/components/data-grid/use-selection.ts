import { useRef } from "react";
import type { DataGridProps } from "./types";

/** Chosen rows, by name; `undefined` where the grid has no selection. */
export function useSelection({ selected, onSelect, rowCount, rowId }: DataGridProps) {
  const anchor = useRef<number>(undefined);
  const indexes = (): number[] => {
    if (!selected || selected.size === 0) return [];
    return Array.from({ length: rowCount }, (_, index) => index).filter((index) =>
      selected.has(rowId(index)),
    );
  };
  const toggle = (index: number, range: boolean) => {
    if (!selected || !onSelect) return;
    const next = new Set(selected);
    const add = !next.has(rowId(index));
    const from = range && anchor.current !== undefined ? anchor.current : index;
    for (let at = Math.min(from, index); at <= Math.max(from, index); at++) {
      if (add) next.add(rowId(at));
      else next.delete(rowId(at));
    }
    anchor.current = index;
    onSelect(next);
  };
  const setAll = (on: boolean) => {
    onSelect?.(new Set(on ? Array.from({ length: rowCount }, (_, index) => rowId(index)) : []));
  };
  const all: boolean | "indeterminate" | undefined = !selected
    ? undefined
    : selected.size === 0
      ? false
      : selected.size >= rowCount
        ? true
        : "indeterminate";
  return {
    has: (id: string) => selected?.has(id),
    toggle,
    setAll,
    all: all,
    indexes,
  };
}
