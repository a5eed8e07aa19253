import { diagnostics, ruleOf, show } from './workspace.ts';

const settings = `customChecks:
  - name: has-owner
    template: required-label
    params: {key: owner}
    scope: {objectKinds: [Any]}
    remediation: Say whose it is.
`;

suite('Settings', () => {
  test('that define checks of their own are judged', async () => {
    await show('owned/.kube-linter.yaml', settings);
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n';
    const document = await show('owned/map.yaml', map);
    await diagnostics(document, (found) => found.some((each) => ruleOf(each) === 'custom-check'));
  });
});
