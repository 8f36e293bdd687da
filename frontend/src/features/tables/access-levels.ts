import type { AccessLevel } from "@/api/tables";

export const ACCESS_LEVELS: { value: AccessLevel; label: string; hint: string }[] = [
  { value: "private", label: "Private", hint: "Its owner and administrators" },
  { value: "authenticated", label: "Signed in", hint: "Every user reads and writes all rows" },
  {
    value: "public-read",
    label: "Public read",
    hint: "Anyone with an API key reads all rows; only the owner writes",
  },
  { value: "public", label: "Public", hint: "Anyone with an API key reads and writes all rows" },
];
