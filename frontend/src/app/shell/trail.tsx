import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { SECTIONS, SETTINGS } from "./navigation";

const ENTRIES = [...SECTIONS.flatMap((section) => section.entries), SETTINGS];

/** Where one is; also the document's title. */
export function Trail() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [first = "", ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  const entry = ENTRIES.find((candidate) => candidate.to === `/${first}`);
  const deepest = rest.at(-1) ?? entry?.label ?? "SelfDB";
  useEffect(() => {
    document.title = deepest === "SelfDB" ? "SelfDB" : `${deepest} · SelfDB`;
  }, [deepest]);
  if (!entry) return null;
  return (
    <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-1.5 text-sm">
      {rest.length === 0 ? (
        <span aria-current="page" className="truncate font-medium">
          {entry.label}
        </span>
      ) : (
        <Link to={entry.to} className="text-muted hover:text-ink">
          {entry.label}
        </Link>
      )}
      {rest.map((part, index) => (
        <span key={index} className="flex min-w-0 items-center gap-1.5">
          <span aria-hidden className="text-line-strong">
            /
          </span>
          <span
            className="truncate font-medium"
            {...(index === rest.length - 1 && { "aria-current": "page" as const })}
          >
            {part}
          </span>
        </span>
      ))}
    </nav>
  );
}
