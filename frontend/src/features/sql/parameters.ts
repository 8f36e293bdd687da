/** How many of $1, $2 … a statement names, outside of texts, quoted names and comments. */
export function parameterCount(sql: string): number {
  const plain = sql.replace(
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$(\w*)\$[\s\S]*?\$\1\$/g,
    " ",
  );
  return Math.max(0, ...[...plain.matchAll(/\$(\d{1,3})\b/g)].map((match) => Number(match[1])));
}

/** What was typed for a parameter: empty is NULL, everything else is text, which Postgres reads as the type it needs. */
export const parameterValue = (text: string): string | null => (text === "" ? null : text);
