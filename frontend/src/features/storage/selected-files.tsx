import { Trash2, X } from "lucide-react";
import { useState } from "react";
import { useDeleteFiles } from "@/api/storage";
import { Button, IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";

interface SelectedFilesProps {
  bucket: string;
  selected: Set<string>;
  onClear: () => void;
}

export function SelectedFiles({ bucket, selected, onClear }: SelectedFilesProps) {
  const [asking, setAsking] = useState(false);
  const remove = useDeleteFiles(bucket);
  if (selected.size === 0) return null;
  const noun = selected.size === 1 ? "file" : `${selected.size} files`;
  return (
    <div
      role="toolbar"
      aria-label="Chosen files"
      className="absolute bottom-4 left-1/2 z-20 flex -translate-x-1/2 animate-in items-center gap-1 rounded-xl border bg-raised py-1.5 pr-1.5 pl-3.5 shadow-float"
    >
      <span className="mr-2 text-sm font-medium whitespace-nowrap">{selected.size} chosen</span>
      <Button size="sm" variant="danger-ghost" icon={<Trash2 />} onClick={() => setAsking(true)}>
        Delete
      </Button>
      <IconButton size="sm" label="Choose none" icon={<X />} onClick={onClear} />
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={`Delete ${noun}?`}
        action={`Delete ${noun}`}
        onConfirm={async () => {
          await remove.mutateAsync([...selected]);
          onClear();
        }}
      >
        <p>There is no way back.</p>
      </Confirm>
    </div>
  );
}
