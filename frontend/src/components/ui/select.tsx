import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "@/lib/cn";
import { controlClass } from "./field";

export interface Option<T extends string> {
  value: T;
  label: ReactNode;
  hint?: string;
}

interface SelectProps<T extends string> {
  value: T;
  options: Option<T>[];
  onChange: (value: T) => void;
  id?: string;
  className?: string;
  disabled?: boolean;
  "aria-label"?: string;
  "aria-describedby"?: string;
}

export function Select<T extends string>({
  value,
  options,
  onChange,
  className,
  disabled,
  ...rest
}: SelectProps<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)} {...(disabled && { disabled })}>
      <Radix.Trigger
        {...rest}
        className={cn(controlClass, "flex h-8 items-center justify-between gap-2 text-left", className)}
      >
        <span className="truncate">
          <Radix.Value placeholder="Choose…" />
        </span>
        <ChevronDown className="size-3.5 shrink-0 text-faint" aria-hidden />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-60 max-h-80 min-w-(--radix-select-trigger-width) animate-in overflow-hidden rounded-lg border bg-raised p-1 shadow-float"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                className="flex cursor-pointer items-start gap-2 rounded-md py-1.5 pr-3 pl-7 text-sm outline-none data-highlighted:bg-accent-soft"
              >
                <Radix.ItemIndicator className="-ml-5 pt-1">
                  <Check className="size-3" aria-hidden />
                </Radix.ItemIndicator>
                <span className={cn("block", option.value === value && "-ml-0")}>
                  <Radix.ItemText>{option.label}</Radix.ItemText>
                  {option.hint && <span className="block text-xs text-muted">{option.hint}</span>}
                </span>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
