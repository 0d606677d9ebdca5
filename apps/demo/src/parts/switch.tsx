interface SwitchProps {
  readonly label: string;
  /** What it is for those who hear it, with the label in it. Default: the label. */
  readonly name?: string;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  /** A mark beside the label, by its class: what the switch shows in the picture. Default: none. */
  readonly mark?: string;
}

/** On or off. */
export function Switch({ label, name, value, onChange, mark }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        checked={value}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
        {...(name !== undefined && { "aria-label": name })}
      />
      {mark !== undefined && <span class={`mark ${mark}`} aria-hidden="true" />}
      <span>{label}</span>
    </label>
  );
}
