import type { Chart, ChartFile } from '../syntax/kubernetes/chart.ts';
import { several } from '../text/memo.ts';
import { joinPath, type Path } from '../text/path.ts';

/** The Helm chart among whose templates a file stands; the same object as long as none of its files changes. */
export type ChartOf = (file: Path) => Chart | undefined;

/** Makes it from what is known of the files of charts now; `read` gives the values of one. */
export const createChartOf = (read: (path: Path) => ChartFile | undefined): ChartOf => {
  const chartIn = several((folder: Path): Chart | undefined => {
    const [about = '', file = ''] = ['Chart.yaml', 'values.yaml'].map((name) =>
      joinPath(folder, name),
    );
    const [chart, values] = [read(about), read(file)];
    return chart && values ? { ...values, file, about: chart.values } : undefined;
  }, 4096);
  return (file) => {
    const folder = /^(?:(.*)\/)?templates\//.exec(file);
    return folder ? chartIn(folder[1] ?? '') : undefined;
  };
};
