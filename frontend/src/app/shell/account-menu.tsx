import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { LogOut, Monitor, Moon, Sun, UserRound } from "lucide-react";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { signOut, useUser } from "@/lib/session";
import { setTheme, useTheme, type Theme } from "@/lib/theme";

const THEMES: { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "As the system", icon: Monitor },
];

export function AccountMenu() {
  const user = useUser();
  const theme = useTheme();
  const navigate = useNavigate();
  const leave = useMutation({ mutationFn: signOut, meta: { failure: "Signing out failed" } });
  const name = [user.first_name, user.last_name].filter(Boolean).join(" ") || user.email;
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${initials(name)}, account of ${name}`}
          className="grid size-8 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-ink hover:brightness-95"
        >
          <span aria-hidden>{initials(name)}</span>
        </button>
      }
    >
      <MenuLabel>
        <span className="block text-sm font-medium text-ink">{name}</span>
        {user.email}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem
        icon={<UserRound />}
        onSelect={() => void navigate({ to: "/settings", search: { tab: "account" } })}
      >
        Account and sessions
      </MenuItem>
      <MenuSeparator />
      {THEMES.map(({ value, label, icon: Icon }) => (
        <MenuItem key={value} icon={<Icon />} onSelect={() => setTheme(value)}>
          <span className="flex items-center justify-between">
            {label}
            {theme === value && <span className="size-1.5 rounded-full bg-accent" aria-label="chosen" />}
          </span>
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => leave.mutate()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.split(/[\s@.]+/).filter(Boolean);
  return ((words[0]?.[0] ?? "?") + (name.includes("@") ? "" : (words[1]?.[0] ?? ""))).toUpperCase();
}
