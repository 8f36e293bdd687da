import { useMutation } from "@tanstack/react-query";
import { Copy, Download, Eye, Link2, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { toast } from "sonner";
import { signFile, useDeleteFiles, type StoredFile } from "@/api/storage";
import { IconButton } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { copyText } from "@/components/ui/copy";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { TransferDialog } from "./transfer-dialog";

const HOUR = 3600;
type Open = "move" | "copy" | "delete";

export function FileActions({ file, onOpen }: { file: StoredFile; onOpen: () => void }) {
  const [open, setOpen] = useState<Open>();
  const remove = useDeleteFiles(file.bucket);
  const share = useMutation({
    mutationFn: () => signFile(file.bucket, file.id, HOUR),
    onSuccess: async (url) => {
      if (await copyText(url)) toast.success("Copied an address that is good for an hour");
    },
    meta: { failure: "No address was made" },
  });
  const download = useMutation({
    mutationFn: () => signFile(file.bucket, file.id, HOUR),
    onSuccess: (url) => {
      location.assign(`${url}&download=${encodeURIComponent(file.filename)}`);
    },
    meta: { failure: "The download failed" },
  });
  return (
    <>
      <Menu
        trigger={<IconButton size="sm" label={`Actions for ${file.filename}`} icon={<MoreHorizontal />} />}
      >
        <MenuItem icon={<Eye />} onSelect={onOpen}>
          Preview
        </MenuItem>
        <MenuItem icon={<Download />} onSelect={() => download.mutate()}>
          Download
        </MenuItem>
        <MenuItem icon={<Link2 />} onSelect={() => share.mutate()}>
          Copy a signed address
        </MenuItem>
        <MenuItem icon={<Pencil />} onSelect={() => setOpen("move")}>
          Rename or move…
        </MenuItem>
        <MenuItem icon={<Copy />} onSelect={() => setOpen("copy")}>
          Copy to…
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} danger onSelect={() => setOpen("delete")}>
          Delete…
        </MenuItem>
      </Menu>
      {(open === "move" || open === "copy") && (
        <TransferDialog file={file} copy={open === "copy"} onClose={() => setOpen(undefined)} />
      )}
      <Confirm
        open={open === "delete"}
        onClose={() => setOpen(undefined)}
        title={`Delete ${file.filename}?`}
        action="Delete file"
        onConfirm={() => remove.mutateAsync([file.id])}
      >
        <p>There is no way back.</p>
      </Confirm>
    </>
  );
}
