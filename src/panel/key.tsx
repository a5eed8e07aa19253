/** Shows which key presses a control; the control itself tells it to screen readers. */
export function Key({ name }: { name: string | number }) {
  return (
    <span class="key" aria-hidden="true">
      {name}
    </span>
  );
}
