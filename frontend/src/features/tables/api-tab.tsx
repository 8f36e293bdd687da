import { useState } from "react";
import { keyOf, type Table } from "@/api/tables";
import { Snippet } from "@/components/ui/copy";
import { Select } from "@/components/ui/select";
import { snippetsOf, type Language } from "./snippets";

const LANGUAGES: { value: Language; label: string }[] = [
  { value: "curl", label: "curl" },
  { value: "javascript", label: "JavaScript" },
];

/** How to use this very table from outside. */
export function ApiTab({ table }: { table: Table }) {
  const [language, setLanguage] = useState<Language>("curl");
  const snippets = snippetsOf(language, {
    origin: location.origin,
    table: table.name,
    key: keyOf(table)[0],
    columns: table.schema.columns,
  });
  return (
    <div className="max-w-4xl space-y-5 p-4 sm:p-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-muted">
          Put an access token, or a key of the page API keys, in place of the capitals.
        </p>
        <Select
          aria-label="Language"
          className="w-36"
          value={language}
          options={LANGUAGES}
          onChange={setLanguage}
        />
      </div>
      {snippets.map(({ title, code }) => (
        <section key={title} className="space-y-1.5">
          <h2 className="text-sm font-semibold">{title}</h2>
          <Snippet code={code} label={title} />
        </section>
      ))}
    </div>
  );
}
