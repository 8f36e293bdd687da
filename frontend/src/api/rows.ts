import { z } from "zod";
import { request, requestJson } from "@/lib/api/client";

export type Row = Record<string, unknown>;

const row = z.record(z.string(), z.unknown());
const rows = z.array(row);

/** Operators of a filter, as the API spells them. */
export const OPERATORS = ["eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "in", "is"] as const;
export type Operator = (typeof OPERATORS)[number];

export interface Filter {
  column: string;
  operator: Operator;
  value: string;
}

export interface Order {
  column: string;
  descending: boolean;
}

export interface RowsQuery {
  table: string;
  filters: Filter[];
  order: Order[];
}

const path = (table: string, id?: string) =>
  `/api/v1/tables/${encodeURIComponent(table)}/rows${id === undefined ? "" : `/${encodeURIComponent(id)}`}`;

/** The query string of a page of rows. */
export function rowsSearch({ filters, order }: Pick<RowsQuery, "filters" | "order">): URLSearchParams {
  const search = new URLSearchParams();
  for (const { column, operator, value } of filters) {
    search.append(column, operator === "in" ? `in.(${value})` : `${operator}.${value}`);
  }
  if (order.length > 0) {
    search.set(
      "order",
      order.map(({ column, descending }) => `${column}.${descending ? "desc" : "asc"}`).join(","),
    );
  }
  return search;
}

/** Where a page begins: after a cursor (empty for the first), or, in tables without a key, after a number of rows. */
export type Start = { cursor: string } | { offset: number };

export interface Page {
  rows: Row[];
  /** Where the next page begins; nothing after the last. */
  next: Start | undefined;
}

export async function listRows(
  query: RowsQuery,
  { limit, start }: { limit: number; start?: Start },
  signal?: AbortSignal,
): Promise<Page> {
  const search = rowsSearch(query);
  search.set("limit", String(limit));
  for (const [name, value] of Object.entries(start ?? {})) search.set(name, String(value));
  const answer = await request(`${path(query.table)}?${search.toString()}`, signal ? { signal } : {});
  const found = rows.parse(await answer.json());
  const cursor = answer.headers.get("X-Next-Cursor");
  if (start && "offset" in start) {
    return { rows: found, next: found.length < limit ? undefined : { offset: start.offset + found.length } };
  }
  return { rows: found, next: cursor ? { cursor } : undefined };
}

export const insertRow = async (table: string, values: Row) =>
  row.parse(await requestJson(path(table), "POST", values));
export const insertRows = async (table: string, values: Row[]) =>
  rows.parse(await requestJson(path(table), "POST", values));
export const updateRow = async (table: string, id: string, values: Row) =>
  row.parse(await requestJson(path(table, id), "PATCH", values));
export const deleteRow = async (table: string, id: string): Promise<void> => {
  await requestJson(path(table, id), "DELETE");
};
