import { forEachChild, parse, type SyntaxNode } from 'unbash';

// Programs that do not fail, or whose failure changes nothing in the image.
const harmless: ReadonlySet<string> = new Set([
  'echo',
  'printf',
  'export',
  'set',
  'shopt',
  'true',
  ':',
  '[',
  '[[',
  'test',
  'sleep',
]);

const deepest = 64;

/** Whether a shell text runs a command whatever the one before it returned: two statements in one list, the first able to fail. */
export const goesOnAfterErrors = (text: string): boolean => {
  const holds = (node: SyntaxNode, depth: number): boolean => {
    if (depth > deepest) return false;
    const list = node.type === 'Script' || node.type === 'CompoundList' ? node.commands : [];
    if (list.slice(0, -1).some((statement) => mayFail(statement, 0))) return true;
    let found = false;
    forEachChild(node, (child) => {
      found ||= holds(child, depth + 1);
    });
    return found;
  };
  return holds(parse(text), 0);
};

const mayFail = (node: SyntaxNode, depth: number): boolean => {
  if (depth > deepest) return false;
  if (node.type === 'Command')
    return (
      node.name !== undefined &&
      !harmless.has(node.name.text.slice(node.name.text.lastIndexOf('/') + 1))
    );
  if (node.type === 'AndOr' && node.operators.includes('||')) return false;
  if (node.type === 'If')
    return [node.then, ...(node.else ? [node.else] : [])].some((part) => mayFail(part, depth + 1));
  let found = false;
  forEachChild(node, (child) => {
    found ||= mayFail(child, depth + 1);
  });
  return found;
};
