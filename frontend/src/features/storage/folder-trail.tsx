import { Archive, ChevronRight } from "lucide-react";

interface FolderTrailProps {
  bucket: string;
  prefix: string;
  onEnter: (prefix: string) => void;
}

export function FolderTrail({ bucket, prefix, onEnter }: FolderTrailProps) {
  const parts = prefix.split("/").filter(Boolean);
  return (
    <nav aria-label="Folder" className="flex min-w-0 flex-wrap items-center gap-1 text-sm">
      <button
        type="button"
        className="flex items-center gap-1.5 rounded-md px-1.5 py-0.5 font-medium hover:bg-sunken"
        onClick={() => onEnter("")}
      >
        <Archive className="size-4 text-accent-ink" aria-hidden />
        {bucket}
      </button>
      {parts.map((part, index) => (
        <span key={index} className="flex items-center gap-1">
          <ChevronRight className="size-3.5 text-faint" aria-hidden />
          <button
            type="button"
            className="rounded-md px-1.5 py-0.5 font-medium hover:bg-sunken"
            onClick={() => onEnter(`${parts.slice(0, index + 1).join("/")}/`)}
          >
            {part}
          </button>
        </span>
      ))}
    </nav>
  );
}
