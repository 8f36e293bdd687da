import { OPERATORS, type Filter, type Operator, type Order } from "@/api/rows";

/** Filters in an address: `column.operator.value`, separated by `~`, each part percent-encoded where needed. */
export function writeFilters(filters: Filter[]): string | undefined {
  if (filters.length === 0) return undefined;
  const escape = (text: string) => encodeURIComponent(text).replaceAll(".", "%2E").replaceAll("~", "%7E");
  return filters
    .map(({ column, operator, value }) => [column, operator, value].map(escape).join("."))
    .join("~");
}

export function readFilters(text: string | undefined): Filter[] {
  if (!text) return [];
  return text.split("~").flatMap((part) => {
    const [column, operator, value] = part.split(".").map(decodeURIComponent);
    const known = OPERATORS.find((each) => each === operator);
    return column && known && value !== undefined ? [{ column, operator: known, value }] : [];
  });
}

export const writeOrder = (order: Order | undefined) =>
  order && `${order.column}.${order.descending ? "desc" : "asc"}`;

export function readOrder(text: string | undefined): Order | undefined {
  const [, column, direction] = /^(.+)\.(asc|desc)$/.exec(text ?? "") ?? [];
  return column ? { column, descending: direction === "desc" } : undefined;
}

export const OPERATOR_LABELS: Record<Operator, string> = {
  eq: "is",
  neq: "is not",
  gt: ">",
  gte: "≥",
  lt: "<",
  lte: "≤",
  like: "matches",
  ilike: "contains",
  in: "is one of",
  is: "is null / true / false",
};

/** What is sent for what was typed: "contains" looks anywhere in the text. */
export function withWildcards({ column, operator, value }: Filter): Filter {
  return operator === "ilike" && !/[%*]/.test(value)
    ? { column, operator, value: `%${value}%` }
    : { column, operator, value };
}
