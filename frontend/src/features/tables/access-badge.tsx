import { Globe, Lock, Users } from "lucide-react";
import { Badge } from "@/components/ui/surface";
import { ACCESS_LEVELS } from "./access-levels";

export function AccessBadge({ level }: { level: string }) {
  const known = ACCESS_LEVELS.find((each) => each.value === level);
  const open = level.startsWith("public");
  const Icon = open ? Globe : level === "authenticated" ? Users : Lock;
  return (
    <Badge tone={open ? "warning" : level === "authenticated" ? "accent" : "neutral"}>
      <Icon className="size-3" aria-hidden />
      {known?.label ?? level}
    </Badge>
  );
}
