import { KeyRound, Pencil, Trash2, UserCheck, UserX } from "lucide-react";
import { useState, type ReactNode } from "react";
import { toast } from "sonner";
import { useDeleteUser, useUpdateUser, type User } from "@/api/users";
import { Confirm } from "@/components/ui/confirm";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useUser } from "@/lib/session";
import { PasswordDialog } from "./password-dialog";

type Open = "password" | "deactivate" | "delete";

export function UserMenu({ user, onEdit, trigger }: { user: User; onEdit: () => void; trigger: ReactNode }) {
  const [open, setOpen] = useState<Open>();
  const update = useUpdateUser(user.id);
  const remove = useDeleteUser();
  const self = useUser().id === user.id;
  const close = () => setOpen(undefined);
  const activate = () =>
    update.mutate(
      { is_active: true },
      {
        onSuccess: () => toast.success(`${user.email} is active again`),
        onError: (error) => toast.error(error.message),
      },
    );
  return (
    <>
      <Menu trigger={trigger}>
        <MenuItem icon={<Pencil />} onSelect={onEdit}>
          Edit
        </MenuItem>
        <MenuItem icon={<KeyRound />} onSelect={() => setOpen("password")}>
          Set a new password…
        </MenuItem>
        {user.is_active ? (
          <MenuItem icon={<UserX />} disabled={self} onSelect={() => setOpen("deactivate")}>
            Deactivate…
          </MenuItem>
        ) : (
          <MenuItem icon={<UserCheck />} onSelect={activate}>
            Activate
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={<Trash2 />} danger disabled={self} onSelect={() => setOpen("delete")}>
          Delete…
        </MenuItem>
      </Menu>
      <PasswordDialog user={user} open={open === "password"} onClose={close} />
      <Confirm
        open={open === "deactivate"}
        onClose={close}
        title={`Deactivate ${user.email}?`}
        action="Deactivate"
        onConfirm={() => update.mutateAsync({ is_active: false })}
      >
        <p>
          All of their sessions end at once, and they cannot sign in until they are activated again. What they
          own stays.
        </p>
      </Confirm>
      <Confirm
        open={open === "delete"}
        onClose={close}
        title={`Delete ${user.email}?`}
        action="Delete user"
        word={user.email}
        onConfirm={() => remove.mutateAsync(user.id)}
      >
        <p>
          Their sessions, SQL history and snippets go with them. To only lock them out, deactivate them
          instead.
        </p>
      </Confirm>
    </>
  );
}
