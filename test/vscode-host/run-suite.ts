import { type Host, type ReportLine, reportMark } from '../editor/report-line.ts';
import { workbenchAddress } from './address.ts';
import { openBrowser } from './browser.ts';
import { bundleSuite, suiteFile } from './bundle-suite.ts';
import { countsMark } from './counts.ts';
import { installServer } from './install.ts';
import { extensionId, root, sampleWorkspace } from './paths.ts';
import { build } from './product.ts';
import { startServer } from './server.ts';
import { until } from './wait.ts';
import { copyWorkspace } from './workspace.ts';

const host: Host = process.argv.includes('web') ? 'web' : 'node';
if (process.argv.includes('--build')) await build();
await installServer();
await bundleSuite();
process.exitCode = await runSuite(host);

/** Runs the suite and prints it; returns 0 only if VS Code was satisfied, tests passed and none failed. */
async function runSuite(host: Host): Promise<number> {
  const inWorker = { 'remote.extensionKind': { [extensionId]: ['web'] } };
  const workspace = copyWorkspace(sampleWorkspace);
  const [server, browser] = await Promise.all([
    startServer({ smokeTestDriver: true, settings: host === 'web' ? inWorker : {} }),
    openBrowser(),
  ]);
  const seen = new Set<string>();
  const noise: string[] = [];
  let code: number | undefined;
  let end: Extract<ReportLine, { kind: 'end' }> | undefined;
  // The host's console arrives both as an automation log and as the page's console.
  const hear = (text: string) => {
    const start = text.indexOf(reportMark);
    if (start < 0) {
      noise.push(text);
      return;
    }
    const json = text.slice(start + reportMark.length);
    if (seen.has(json)) return;
    seen.add(json);
    const line = parse(json);
    if (line?.kind === 'end') end = line;
    if (line) print(line);
  };
  try {
    const { page } = browser;
    await page.exposeFunction('codeAutomationExit', (value: number) => {
      code = value;
    });
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
      for (const argument of args) if (typeof argument === 'string') hear(argument);
    });
    page.on('console', (message) => hear(message.text()));
    const development = { extension: root, tests: suiteFile };
    await page.goto(workbenchAddress(server, { folder: workspace.folder, development }));
    await until('the suite to end', () => code !== undefined, 240_000);
    await until('the last line of the suite', () => end !== undefined, 5_000);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
  } finally {
    await browser.close();
    await server.stop();
    workspace.dispose();
  }
  const good = code === 0 && end?.host === host && end.passed > 0 && end.failed === 0;
  if (!good) explain(noise);
  const { passed, failed } = end ?? { passed: 0, failed: 0 };
  console.log(`In the ${host} extension host: ${passed} passed, ${failed} failed.`);
  console.log(`${countsMark}${JSON.stringify({ passed, failed })}`);
  return good ? 0 : 1;
}

// What VS Code says when it cannot load the extension or the suite.
function explain(noise: readonly string[]): void {
  const telling = noise.filter((text) =>
    /^[^%].*(?:seaworthy\.seaworthy|suite\.js|ESM modules)/s.test(text),
  );
  for (const text of new Set(telling)) console.error(text.split('\n').slice(0, 4).join('\n'));
}

function print(line: ReportLine): void {
  if (line.kind === 'pass') console.log(`  ✔ ${line.title} (${line.ms} ms)`);
  if (line.kind === 'fail') console.log(`  ✖ ${line.title}\n${line.error}`);
}

function parse(json: string): ReportLine | undefined {
  try {
    const line: ReportLine = JSON.parse(json);
    return line;
  } catch {
    return undefined;
  }
}
