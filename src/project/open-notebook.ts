/** The option with which words that start Jupyter switch its login off for whoever reaches the port; undefined where none does, or a password is set. */
export const openNotebook = (words: readonly string[]): string | undefined => {
  const text = words.join(' ');
  if (
    !/(?:^|[\s/])(?:jupyter(?:-lab|-notebook|lab)?|start-(?:notebook|singleuser)(?:\.sh|\.py)?)(?:\s|$)/.test(
      text,
    )
  )
    return undefined;
  const reachable =
    /--(?:ServerApp\.|NotebookApp\.)?ip[= ]["']?(?:\*|0\.0\.0\.0|::)|start-(?:notebook|singleuser)/;
  if (!reachable.test(text) || /password=["']?[\w$:{]/.test(text)) return undefined;
  return token.exec(text)?.[0];
};

const token = /--(?:NotebookApp|ServerApp|IdentityProvider|LabApp)\.token=(?:''|""|(?=\s|$))/;
