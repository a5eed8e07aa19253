import { closing } from './calls.ts';

// What makes or opens a file, at a path that its first argument may say: directories, files, databases, logs, saved models.
const write =
  /(?<![\w.])(?:os\.|shutil\.|sqlite3\.|joblib\.|torch\.|json\.|pickle\.|np\.|logging\.(?:handlers\.)?)?(?:makedirs|mkdir|copy2?|copyfile|copytree|move|connect|dump|save|savez|\w*FileHandler|open)[ \t]*\(|\.(?:mkdir|touch|write_text|write_bytes|to_csv|to_parquet|to_pickle|to_json|savefig|save_pretrained|save_model|save|open)[ \t]*\(/g;
// Libraries that write below the working directory unless they are told otherwise: runs of experiments, logs, checkpoints, weights,
// databases of vectors (their documentation, 2026-11).
const library =
  /\bmlflow\.(?:start_run|autolog|set_experiment|log_\w+|\w+\.(?:autolog|log_model|save_model))[ \t]*\(|\bwandb\.init[ \t]*\(|@hydra\.main\b|(?<![\w.])(?:SummaryWriter|TensorBoard|ModelCheckpoint|CSVLogger|EmissionsTracker|TrainingArguments|Seq2SeqTrainingArguments|Trainer|YOLO|RTDETR|CatBoost(?:Classifier|Regressor|Ranker)?|PersistentClient|urlretrieve)[ \t]*\(|\.(?:Trainer|SummaryWriter|ModelCheckpoint|PersistentClient|urlretrieve|write_index|imwrite|persist|save_local|to_excel|to_feather)[ \t]*\(|\bgdown\.download[ \t]*\(|\bimport[ \t]+chainlit\b/;

const mostCalls = 1000;

/** Whether a file says that it writes anywhere but below `/tmp`; what it writes by its libraries is not known. */
export const writesFiles = (text: string, masked: string): boolean => {
  if (/["']sqlite(?:\+\w+)?:\/\/\/(?!\/tmp\/|:memory:)/.test(text)) return true;
  if (library.test(masked) && !isTracked(masked)) return true;
  if (gradio.test(masked) || folder.test(text)) return true;
  let tried = 0;
  for (const match of masked.matchAll(write)) {
    if (tried++ >= mostCalls) return true;
    const open = match.index + match[0].length - 1;
    const end = closing(masked, open);
    const behind = text.slice(open + 1, end < 0 ? open + 400 : end);
    const name = /(\w+)[ \t]*\($/.exec(match[0])?.[1] ?? '';
    if (/^\s*[rfb]?["']\/(?:tmp|dev)\//.test(behind)) continue;
    if (name === 'open' && !opensToWrite(behind)) continue;
    // A database of another kind, an image that is kept in memory.
    if (name === 'connect' && !match[0].startsWith('sqlite3.')) continue;
    if (/^(?:copy2?|move|dump|save|savez)$/.test(name) && behind.trim() === '') continue;
    return true;
  }
  return false;
};

/** A directory for what is downloaded or kept, below the root of the file system, where only root makes one. */
const folder =
  /\b(?:download_root|cache_dir|cache_folder|local_dir|output_dir|save_dir|models?_dir|cache_path|download_dir)[ \t]*=[^\n]{0,80}["']\/(?!tmp\/|dev\/|home\/|etc\/|usr\/)\w/i;

/** Interfaces of Gradio make a directory for flagged answers, and shared ones keep a certificate (gradio 5.14.0, flagging.py and networking.py). */
const gradio = /\b(?:gr|gradio)\.Interface[ \t]*\(|\bshare[ \t]*=[ \t]*True\b/;

/** Whether nothing but runs of MLflow would be written, and they go to a server. */
const isTracked = (masked: string): boolean =>
  /\bset_tracking_uri[ \t]*\(/.test(masked) &&
  !library.test(masked.replace(/\bmlflow\./g, '_mlflow.'));

const opensToWrite = (call: string): boolean =>
  /["'](?:[wax][bt]?\+?[bt]?|r[bt]?\+[bt]?)["']/.test(call);
