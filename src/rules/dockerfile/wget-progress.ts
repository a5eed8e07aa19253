import { baseImage } from '../../data/base-images.ts';
import { rootImage } from '../../syntax/dockerfile/stages.ts';
import { runsIn } from '../../syntax/dockerfile/state.ts';
import { launched } from '../../syntax/shell/program.ts';
import type { Word } from '../../syntax/word.ts';
import { insert } from '../../text/edit.ts';
import type { Rule } from '../rule.ts';
import docs from './wget-progress.md' with { type: 'text' };

const rule: Rule = {
  id: 'wget-progress',
  on: 'dockerfile',
  docs,
  severity: 'info',
  profile: 'recommended',
  concept: 'run-build-time',
  aka: ['hadolint/DL3047'],
  fix: 'suggested',
  about: ['wget'],

  *check(file) {
    for (const stage of file.stages) {
      const image = rootImage(stage);
      // The wget of BusyBox knows no --progress.
      const option = image && baseImage(image)?.libc === 'musl' ? '-q' : '--progress=dot:giga';
      for (const { run } of runsIn(file, stage)) {
        for (const command of run.script.commands) {
          const { name, words, span } = launched(command);
          const [program, ...rest] = words;
          if (name !== 'wget' || !program || rest.length === 0 || rest.some(isQuiet)) continue;
          if (!rest.some(isLarge)) continue;
          // The log of a redirected command goes elsewhere.
          if (/^[^|;\n]*?(?:2>|&>)/.test(file.text.slice(span[1], span[1] + 80))) continue;
          yield {
            at: program.span,
            message:
              'wget writes its progress into the build log line by line: thousands of lines for the weights of a model.',
            fixes: [
              { title: `Add ${option}`, edits: () => [insert(program.span[1], ` ${option}`)] },
            ],
          };
        }
      }
    }
  },
};
export default rule;

/** A model, a data set or the archive of something large, as its name says. */
const isLarge = ({ text }: Word): boolean =>
  /^(?:https?|ftp):/i.test(text) &&
  (models.test(text) ||
    (archives.test(text) && large.test(text) && !/keyring/.test(text)) ||
    installers.test(text));

const models =
  /\.(?:onnx|pt|pth|bin|safetensors|gguf|ggml|h5|hdf5|ckpt|keras|pkl|joblib|pb|tflite|caffemodel|npz|npy|parquet|csv|tsv|jsonl|mar|nemo|weights|engine|iso|run)(?:\.(?:gz|xz|zst|bz2))?(?:\?.*)?$/i;
const archives = /\.(?:tar|tar\.\w+|tgz|tbz2?|txz|zip|7z|gz|deb|rpm|whl)(?:\?.*)?$/i;
const large =
  /model|weight|checkpoint|ckpt|dataset|corpus|embedding|imagenet|coco|cuda|cudnn|nccl|tensorrt|torch|tensorflow|spark|hadoop|flink|jdk|llvm|clang|conda|boost|opencv|glove|bert|llama|mistral|resnet|inception|vgg|mobilenet|yolo|whisper|diffusion|local_installers|sdk[-_]/i;
const installers = /\/(?:Mini(?:conda|forge)|Anaconda|Mambaforge)[^/]*\.sh$/i;

const long = /^--(?:progress|quiet|no-verbose|output-file|append-output|spider|version|help)/;

/** Options that end the progress, send it to a file, or download nothing; `-qO-` is a bundle. */
const isQuiet = ({ text }: Word): boolean => {
  if (text.startsWith('--')) return long.test(text);
  if (!text.startsWith('-')) return false;
  for (let i = 1; i < text.length; i++) {
    const letter = text[i] ?? '';
    if ('qoaVh'.includes(letter) || (letter === 'n' && text[i + 1] === 'v')) return true;
    if (letter === 'n') i++;
    // The rest is the value of such an option.
    else if ('OPeiBtTwQUlADRIX'.includes(letter)) return false;
  }
  return false;
};
