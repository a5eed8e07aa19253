/** Presses the control that carries the key, unless the key means something where the focus is. */
export function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
  const { target } = event;
  if (!(target instanceof HTMLElement) || isTyping(target)) return;
  if (event.key === 'Enter' && target.closest('a, button, summary, form input') !== null) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!/^(?:[1-4hnm]|Enter)$/.test(key)) return;
  const control = document.querySelector<HTMLElement>(`[data-key="${key}"]:not(:disabled)`);
  if (!control) return;
  event.preventDefault();
  if (!(control instanceof HTMLButtonElement)) control.focus();
  control.click();
}

function isTyping(target: HTMLElement): boolean {
  if (target instanceof HTMLTextAreaElement || target.isContentEditable) return true;
  return target instanceof HTMLInputElement && target.type === 'text';
}
