import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openWorkbench } from '../vscode-host/driver.ts';

const hosts = {
  Node: {},
  'web worker': { 'remote.extensionKind': { 'seaworthy.seaworthy': ['web'] } },
};

suite('A Dockerfile activates the extension', () => {
  for (const [host, settings] of Object.entries(hosts))
    test(`in the ${host} host`, async (context) => {
      const workbench = await openWorkbench({ settings });
      try {
        await workbench.openFile('Dockerfile');
        await workbench.squiggle('8080');
        const time = await workbench.activation('Seaworthy');
        assert.match(time, /^\d+ms$/);
        // For the reader of the log; machines differ too much for a limit.
        context.diagnostic(`VS Code shows an activation of ${time} in the ${host} host.`);
      } finally {
        await workbench.close();
      }
    });
});
