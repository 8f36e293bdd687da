// Without characters that look alike.
const SETS = ["abcdefghijkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789", "!#%+-=?"];
const LENGTH = 18;

function pick(set: string): string {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return set.charAt(value % set.length);
}

/** A password with a character of every kind, in random order. */
export function generatePassword(): string {
  const characters = [
    ...SETS.map(pick),
    ...Array.from({ length: LENGTH - SETS.length }, () => pick(SETS.join(""))),
  ];
  for (let last = characters.length - 1; last > 0; last--) {
    const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
    const other = value % (last + 1);
    [characters[last], characters[other]] = [characters[other] ?? "", characters[last] ?? ""];
  }
  return characters.join("");
}
