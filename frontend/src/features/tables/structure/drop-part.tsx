import { useSchemaChange, type SchemaChange } from "@/api/tables";
import { Confirm } from "@/components/ui/confirm";

interface DropPartProps {
  what: string;
  /** Which one; nothing while none is to go. */
  name: string | undefined;
  change: (name: string) => SchemaChange;
  onClose: () => void;
  children: string;
}

/** Asks before a part of a table is dropped. */
export function DropPart({ what, name, change, onClose, children }: DropPartProps) {
  const apply = useSchemaChange();
  return (
    <Confirm
      open={name !== undefined}
      onClose={onClose}
      title={`Delete ${what} ${name ?? ""}?`}
      action={`Delete ${what}`}
      onConfirm={() => apply.mutateAsync(change(name ?? ""))}
    >
      <p>{children}</p>
    </Confirm>
  );
}
