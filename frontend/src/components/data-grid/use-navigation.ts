import { useState, type KeyboardEvent } from "react";
import type { CellAddress } from "./types";

interface Bounds {
  rows: number;
  columns: number;
  /** Rows of one screen. */
  page: number;
}

/** Where a key leads from a cell; nothing when it is no key of movement. */
export function target(
  at: CellAddress,
  key: string,
  control: boolean,
  bounds: Bounds,
): CellAddress | undefined {
  const last = { row: bounds.rows - 1, column: bounds.columns - 1 };
  const moves: Record<string, CellAddress> = {
    ArrowUp: { row: control ? 0 : at.row - 1, column: at.column },
    ArrowDown: { row: control ? last.row : at.row + 1, column: at.column },
    ArrowLeft: { row: at.row, column: control ? 0 : at.column - 1 },
    ArrowRight: { row: at.row, column: control ? last.column : at.column + 1 },
    Home: { row: control ? 0 : at.row, column: 0 },
    End: { row: control ? last.row : at.row, column: last.column },
    PageUp: { row: at.row - bounds.page, column: at.column },
    PageDown: { row: at.row + bounds.page, column: at.column },
  };
  const to = moves[key];
  return to && { row: clamp(to.row, last.row), column: clamp(to.column, last.column) };
}

const clamp = (value: number, last: number) => Math.max(0, Math.min(value, last));

/** The active cell and its movement by keyboard. */
export function useNavigation(bounds: Bounds, reveal: (at: CellAddress) => void) {
  const [active, setActive] = useState<CellAddress>({ row: 0, column: 0 });
  const at = { row: clamp(active.row, bounds.rows - 1), column: clamp(active.column, bounds.columns - 1) };
  const go = (to: CellAddress) => {
    setActive(to);
    reveal(to);
  };
  const onKey = (event: KeyboardEvent): boolean => {
    const to = target(at, event.key, event.ctrlKey || event.metaKey, bounds);
    if (!to || event.altKey) return false;
    event.preventDefault();
    go(to);
    return true;
  };
  return { active: at, go, onKey };
}
