import { display, type Kind } from "@/lib/pg-types";

/** A value on one line. */
export function CellValue({ value, kind }: { value: unknown; kind: Kind }) {
  if (value === undefined) return null;
  if (value === null) return <span className="text-2xs text-faint italic">NULL</span>;
  if (kind === "boolean") {
    return (
      <span className="inline-flex items-center gap-1.5">
        <span
          aria-hidden
          className={`size-1.5 rounded-full ${value === true ? "bg-success" : "bg-line-strong"}`}
        />
        {String(value)}
      </span>
    );
  }
  if (value === "") return <span className="text-2xs text-faint italic">empty</span>;
  const text = display(value);
  return <>{text.length > 300 ? `${text.slice(0, 300)}…` : text}</>;
}
