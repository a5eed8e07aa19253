import * as vscode from 'vscode';
import { diagnostics, quickFixes, ruleOf, show } from './workspace.ts';

const service =
  'apiVersion: v1\nkind: Service\nmetadata: {name: other}\nspec:\n  selector: {app: other}\n  ports: [{port: 80, targetPort: 8000}]\n';
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: other, labels: {app: other}}\nspec:\n  containers:\n    - name: server\n      image: registry.example.com/other:1.0.0\n      ports: [{containerPort: 8000}]\n';

const mismatches = (found: readonly vscode.Diagnostic[]): number =>
  found.filter((each) => ruleOf(each) === 'port-mismatch').length;

suite('A change', () => {
  test('reaches another open file, also when fixes were asked for before it was shown', async () => {
    const watched = await show('other/service.yaml', service);
    const changed = await show('other/pod.yaml', pod);
    await diagnostics(watched, (found) => mismatches(found) === 0);
    const start = changed.positionAt(pod.indexOf('8000'));
    const range = new vscode.Range(start, start.translate(0, 4));
    const edit = new vscode.WorkspaceEdit();
    edit.replace(changed.uri, range, '9000');
    await vscode.workspace.applyEdit(edit);
    await quickFixes(changed, range);
    await diagnostics(watched, (found) => mismatches(found) === 1);
  });
});
