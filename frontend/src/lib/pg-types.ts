/** How a Postgres type is shown and edited. */
export type Kind =
  "text" | "number" | "boolean" | "json" | "array" | "timestamp" | "date" | "time" | "uuid" | "bytes";

const NUMBERS =
  /^(smallint|integer|bigint|numeric|decimal|real|double precision|money|int[248]|float[48]|(small|big)?serial)\b/;

export function kindOf(type: string): Kind {
  const name = type.toLowerCase();
  if (name.endsWith("[]") || name.startsWith("_")) return "array";
  if (NUMBERS.test(name)) return "number";
  if (name === "boolean" || name === "bool") return "boolean";
  if (name === "json" || name === "jsonb") return "json";
  if (name.startsWith("timestamp")) return "timestamp";
  if (name === "date") return "date";
  if (name.startsWith("time")) return "time";
  if (name === "uuid") return "uuid";
  return name === "bytea" ? "bytes" : "text";
}

const SHORT: [RegExp, string][] = [
  [/^timestamp(\(\d\))? with time zone/, "timestamptz$1"],
  [/^timestamp(\(\d\))? without time zone/, "timestamp$1"],
  [/^time(\(\d\))? with time zone/, "timetz$1"],
  [/^time(\(\d\))? without time zone/, "time$1"],
  [/^character varying/, "varchar"],
  [/^double precision/, "float8"],
  [/^integer/, "int4"],
  [/^bigint/, "int8"],
  [/^smallint/, "int2"],
  [/^boolean/, "bool"],
];

/** Postgres' short name of a type. */
export function shortType(type: string): string {
  for (const [long, short] of SHORT) {
    if (long.test(type)) return type.replace(long, short);
  }
  return type;
}

/** One line of text for a value. */
export function display(value: unknown): string {
  if (value === null || value === undefined) return "NULL";
  if (typeof value === "string") return value;
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** The text that an editor of a value begins with. */
export function editable(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value, null, 2) : String(value);
}

export class InputError extends Error {}

/** The value that a person typed, as the API takes it. Postgres checks what it alone can know. */
export function parseInput(text: string, kind: Kind): unknown {
  switch (kind) {
    case "number":
      if (text.trim() === "") throw new InputError("Enter a number, or set NULL");
      // Numbers beyond a double's precision stay text; Postgres reads them exactly.
      return String(Number(text)) === text.trim() ? Number(text) : text.trim();
    case "boolean":
      return text === "true";
    case "json":
    case "array":
      return parseJson(text, kind);
    default:
      return text;
  }
}

function parseJson(text: string, kind: Kind): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new InputError(error instanceof Error ? error.message : "This is no JSON");
  }
  if (kind === "array" && !Array.isArray(value))
    throw new InputError('An array is expected, such as ["a", "b"]');
  return value;
}

/** Types that the designer offers, most used first. */
export const COMMON_TYPES = [
  "text",
  "int8",
  "int4",
  "numeric",
  "float8",
  "bool",
  "uuid",
  "timestamptz",
  "date",
  "time",
  "jsonb",
  "text[]",
  "varchar(255)",
  "bytea",
  "inet",
  "interval",
];
