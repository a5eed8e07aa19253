import { closing } from './calls.ts';

// What makes or opens a file, at a path that its first argument may say: directories, files, databases, logs, saved models.
const write =
  /(?<![\w.])(?:os\.|shutil\.|sqlite3\.|joblib\.|torch\.|json\.|pickle\.|np\.|logging\.(?:handlers\.)?)?(?:makedirs|mkdir|copy2?|copyfile|copytree|move|connect|dump|save|savez|\w*FileHandler|open)[ \t]*\(|\.(?:mkdir|touch|write_text|write_bytes|to_csv|to_parquet|to_pickle|to_json|savefig|save_pretrained|save_model|save|open)[ \t]*\(/g;
const mostCalls = 1000;

/** Whether a file says that it writes anywhere but below `/tmp`; what it writes by its libraries is not known. */
export const writesFiles = (text: string, masked: string): boolean => {
  if (/["']sqlite(?:\+\w+)?:\/\/\/(?!\/tmp\/|:memory:)/.test(text)) return true;
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

const opensToWrite = (call: string): boolean =>
  /["'](?:[wax][bt]?\+?[bt]?|r[bt]?\+[bt]?)["']/.test(call);
