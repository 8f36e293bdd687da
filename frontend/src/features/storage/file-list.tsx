import { File, FileAudio, FileImage, FileText, FileVideo, Folder } from "lucide-react";
import type { ReactNode } from "react";
import type { StoredFile } from "@/api/storage";
import { Checkbox } from "@/components/ui/toggles";
import { formatAgo, formatBytes, formatDate } from "@/lib/format";

interface FileListProps {
  prefix: string;
  folders: string[];
  files: StoredFile[];
  selected: Set<string>;
  onSelect: (selected: Set<string>) => void;
  onEnter: (prefix: string) => void;
  onOpen: (file: StoredFile) => void;
  actions: (file: StoredFile) => ReactNode;
}

const ICONS = { image: FileImage, video: FileVideo, audio: FileAudio, text: FileText };

function FileIcon({ type }: { type: string }) {
  const kind = type.split("/")[0] ?? "";
  const Icon = kind in ICONS ? ICONS[kind as keyof typeof ICONS] : File;
  return <Icon className="size-4 shrink-0 text-muted" aria-hidden />;
}

export function FileList({
  prefix,
  folders,
  files,
  selected,
  onSelect,
  onEnter,
  onOpen,
  actions,
}: FileListProps) {
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected);
    if (on) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  const all = files.length > 0 && files.every((file) => selected.has(file.id));
  return (
    <table className="w-full text-left text-sm">
      <thead className="sticky top-0 z-10 border-b bg-sunken text-xs text-muted">
        <tr className="[&>th]:px-3 [&>th]:py-2 [&>th]:font-medium">
          <th className="w-10 pl-4 sm:pl-6">
            <Checkbox
              aria-label="Choose all files"
              checked={all ? true : selected.size > 0 ? "indeterminate" : false}
              onChange={(on) => onSelect(new Set(on ? files.map((file) => file.id) : []))}
            />
          </th>
          <th>Name</th>
          <th className="text-right">Size</th>
          <th className="max-md:hidden">Type</th>
          <th className="max-sm:hidden">Changed</th>
          <th className="w-10">
            <span className="sr-only">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody className="divide-y">
        {folders.map((folder) => (
          <tr key={folder} className="hover:bg-sunken/60 [&>td]:px-3 [&>td]:py-2">
            <td />
            <td colSpan={5}>
              <button
                type="button"
                className="flex items-center gap-2.5 font-medium hover:underline"
                onClick={() => onEnter(folder)}
              >
                <Folder className="size-4 shrink-0 fill-accent-soft text-accent-ink" aria-hidden />
                {folder.slice(prefix.length).replace(/\/$/, "")}
              </button>
            </td>
          </tr>
        ))}
        {files.map((file) => (
          <tr
            key={file.id}
            className={`hover:bg-sunken/60 [&>td]:px-3 [&>td]:py-2 ${selected.has(file.id) ? "bg-accent-soft" : ""}`}
          >
            <td className="w-10 pl-4! sm:pl-6!">
              <Checkbox
                aria-label={`Choose ${file.filename}`}
                checked={selected.has(file.id)}
                onChange={(on) => toggle(file.id, on)}
              />
            </td>
            <td className="max-w-0 w-1/2">
              <button
                type="button"
                className="flex max-w-full items-center gap-2.5 text-left hover:underline"
                onClick={() => onOpen(file)}
              >
                <FileIcon type={file.content_type} />
                <span className="truncate font-medium">
                  {file.id.startsWith(prefix) ? file.id.slice(prefix.length) : file.id}
                </span>
              </button>
            </td>
            <td className="text-right whitespace-nowrap text-muted tabular-nums">{formatBytes(file.size)}</td>
            <td className="max-w-40 truncate text-muted max-md:hidden">{file.content_type}</td>
            <td
              className="whitespace-nowrap text-muted max-sm:hidden"
              title={formatDate(file.updated_at * 1000)}
            >
              {formatAgo(file.updated_at * 1000)}
            </td>
            <td>{actions(file)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
