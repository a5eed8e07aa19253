import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { DebianKnowledge } from '../../data/debian-knowledge.ts';
import { systemLibraries } from '../../data/system-libraries.ts';
import { parseDockerfile } from '../../syntax/dockerfile/parse.ts';
import { runsOf } from '../../syntax/dockerfile/select.ts';
import { aptCall } from '../../syntax/shell/apt.ts';

// npm run refresh:debian [-- FOLDER...]: reads Debian's indexes and writes src/data/debian.json. The packages are those of the file
// that is there, those named here, and those that `apt-get install` names in Dockerfiles below the folders.
const root = join(import.meta.dirname, '../../..');
const output = join(root, 'src/data/debian.json');
const mirror = 'http://deb.debian.org/debian';
const suites = ['bullseye', 'bookworm', 'trixie'] as const;
type Suite = (typeof suites)[number];

/** Programs that Dockerfiles start, and that not every image has. */
const programs: ReadonlySet<string> = new Set(
  [
    'git curl wget gcc g++ cc c++ make cmake ninja pkg-config autoconf automake gfortran clang ld strip ar unzip zip tar xz gzip bzip2 zstd 7z',
    'sudo bash python python2 python3 pip pip3 virtualenv node npm java javac mvn ffmpeg sox jq ps pkill killall top htop nc netstat ifconfig ip ping dig',
    'ssh ssh-keygen ssh-keyscan sshd gpg gpgv dirmngr lsb_release add-apt-repository rsync vim vi nano less file patch go cargo rustc perl',
    'ruby php tini dumb-init gosu supervisord nginx redis-server redis-cli psql mysql sqlite3 locale-gen localedef crontab cron openssl which adduser addgroup',
    'useradd groupadd apt-key aria2c git-lfs tmux screen dos2unix envsubst xvfb-run Xvfb convert tesseract pdftotext swig protoc tree bc',
    'socat svn hg ldconfig awk sed grep find xargs systemctl service update-ca-certificates gunzip uuidgen xxd hexdump column nvcc',
  ]
    .join(' ')
    .split(' '),
);

/** Packages of which `missing-system-library` asks what else brings them. */
const libraries: ReadonlySet<string> = new Set(
  systemLibraries.flatMap(({ needs }) => needs.flatMap(({ apt }) => apt)),
);

/** Programs that are there by a link of update-alternatives, which no package holds. */
const linked: ReadonlyMap<string, RegExp> = new Map([
  ['nc', /^nc\.(?:openbsd|traditional)$/],
  ['vim', /^vim\.(?:basic|tiny|nox|gtk3)$/],
  ['vi', /^vim\.(?:basic|tiny|nox|gtk3)$/],
  ['awk', /^(?:mawk|gawk)$/],
  ['cc', /^gcc$/],
  ['c++', /^g\+\+$/],
  ['convert', /^convert-im\d/],
  ['which', /^which\.debianutils$/],
]);

/** What takes the place of a package, from the release in which the old one is gone; each is looked up. */
const replacements: Readonly<Record<string, string>> = {
  'libgl1-mesa-glx': 'libgl1',
  'libegl1-mesa': 'libegl1',
  'libgles2-mesa': 'libgles2',
  'libmysqlclient-dev': 'default-libmysqlclient-dev',
  netcat: 'netcat-openbsd',
  'python-dev': 'python3-dev',
  'python-pip': 'python3-pip',
  'python-setuptools': 'python3-setuptools',
  'python-tk': 'python3-tk',
  'python-numpy': 'python3-numpy',
  'python-yaml': 'python3-yaml',
  'python-opencv': 'python3-opencv',
  'python-virtualenv': 'python3-virtualenv',
  'libatlas-base-dev': 'libopenblas-dev',
  'libpng12-dev': 'libpng-dev',
  'libreadline-gplv2-dev': 'libreadline-dev',
  'libgdk-pixbuf2.0-0': 'libgdk-pixbuf-2.0-0',
  'libgdk-pixbuf2.0-dev': 'libgdk-pixbuf-2.0-dev',
  'libdc1394-22-dev': 'libdc1394-dev',
  'libdc1394-22': 'libdc1394-25',
  'libjpeg8-dev': 'libjpeg-dev',
  'libtiff5-dev': 'libtiff-dev',
  libtiff5: 'libtiff6',
  mlocate: 'plocate',
  'openjdk-8-jdk': 'default-jdk',
  'openjdk-8-jre': 'default-jre',
  'openjdk-8-jdk-headless': 'default-jdk-headless',
  'openjdk-8-jre-headless': 'default-jre-headless',
  'openjdk-11-jdk': 'default-jdk',
  'openjdk-11-jre': 'default-jre',
  'openjdk-11-jdk-headless': 'default-jdk-headless',
  'openjdk-11-jre-headless': 'default-jre-headless',
  'openjdk-17-jdk': 'default-jdk',
  'openjdk-17-jre': 'default-jre',
  'openjdk-17-jdk-headless': 'default-jdk-headless',
  'openjdk-17-jre-headless': 'default-jre-headless',
};

/** Packages that Dockerfiles often name: they are looked up whether or not a folder names them. */
const usual: readonly string[] = [
  'alsa-utils apache2 apt-utils at-spi2-core aspell autoconf automake autopoint bash-completion binutils bison',
  'build-essential bzip2 ca-certificates ccache chromium chromium-driver clang clang-format clang-tidy clinfo cmake',
  'cmake-data coreutils cpio cpp cron curl cython3 daemontools dbus dbus-x11 debhelper devscripts dialog diffutils',
  'dnsutils dos2unix dpkg-dev dumb-init e2fsprogs ed espeak espeak-ng expat fakeroot ffmpeg file findutils firefox-esr',
  'flac flex fluidsynth fontconfig fonts-dejavu fonts-dejavu-core fonts-liberation fonts-noto fonts-noto-cjk',
  'fonts-noto-color-emoji fonts-wqy-zenhei freeglut3-dev freetds-dev freetds-bin g++ gawk gcc gdal-bin gdb gettext',
  'gettext-base gfortran ghostscript git git-lfs glances gnupg gnupg2 golang golang-go gosu gperf graphviz grep groff',
  'gunicorn gzip haproxy hdf5-tools htop hwloc imagemagick inetutils-ping iproute2 iptables iputils-ping iotop jq',
  'keyboard-configuration krb5-user lame less libaio-dev libaio1 libarchive-dev libarpack2-dev libasound2 libasound2-dev',
  'libatk1.0-0 libatk-bridge2.0-0 libatlas-base-dev libatlas3-base libatspi2.0-0 libavcodec-dev libavdevice-dev',
  'libavfilter-dev libavformat-dev libavutil-dev libbz2-dev libblas-dev libblas3 libboost-all-dev libboost-dev',
  'libboost-filesystem-dev libboost-python-dev libboost-system-dev libboost-thread-dev libc-bin libc6 libc6-dev libcairo2',
  'libcairo2-dev libcap2-bin libclang-dev libcups2 libcurl4 libcurl4-gnutls-dev libcurl4-openssl-dev libdb-dev libdbus-1-3',
  'libdrm2 libegl1 libeigen3-dev libenchant-2-2 libev-dev libevent-dev libexpat1 libexpat1-dev libffi-dev libffi7 libffi8',
  'libfftw3-dev libfontconfig1 libfontconfig1-dev libfreetype6 libfreetype6-dev libfuse2 libfuse3-dev libgbm1 libgbm-dev',
  'libgdal-dev libgdbm-dev libgeos-dev libgeos-c1v5 libgflags-dev libgirepository1.0-dev libgl1 libgl1-mesa-dev',
  'libgl1-mesa-dri libgl1-mesa-glx libglew-dev libglfw3 libglfw3-dev libglib2.0-0 libglib2.0-bin libglib2.0-dev',
  'libglu1-mesa libglu1-mesa-dev libglvnd0 libgmp-dev libgnutls28-dev libgomp1 libgoogle-glog-dev libgraphviz-dev',
  'libgsl-dev libgstreamer1.0-0 libgstreamer1.0-dev libgtest-dev libgtk-3-0 libgtk-3-dev libgtk2.0-0 libgtk2.0-dev',
  'libharfbuzz-dev libhdf5-dev libhdf5-serial-dev libhunspell-dev libibverbs-dev libibverbs1 libice6 libicu-dev',
  'libinsighttoolkit4-dev libjemalloc2 libjpeg-dev libjpeg62-turbo libjpeg62-turbo-dev libjson-c-dev libkrb5-dev',
  'liblapack-dev liblapack3 liblcms2-dev libldap2-dev libleptonica-dev libleveldb-dev liblmdb-dev liblz4-dev liblzma-dev',
  'libmagic-dev libmagic1 libmagickwand-dev libmariadb-dev libmariadb-dev-compat libmariadb3 libmecab-dev libmp3lame-dev',
  'libmpich-dev libncurses-dev libncurses5 libncurses5-dev libncursesw5-dev libnetcdf-dev libnl-3-dev libnspr4 libnss3',
  'libnuma-dev libnuma1 libogg-dev libomp-dev libomp5 libopenblas-base libopenblas-dev libopenblas0 libopencv-dev',
  'libopenexr-dev libopenjp2-7 libopenjp2-7-dev libopenmpi-dev libopenmpi3 libopus-dev libosmesa6 libosmesa6-dev',
  'libpango-1.0-0 libpango1.0-0 libpango1.0-dev libpangocairo-1.0-0 libpangoft2-1.0-0 libpcre3 libpcre3-dev libpcre2-dev',
  'libpng-dev libpng16-16 libpoppler-cpp-dev libpoppler-dev libportaudio2 libportaudiocpp0 libpq-dev libpq5 libproj-dev',
  'libprotobuf-dev libprotoc-dev libpulse-dev libpython3-dev libqt5gui5 librdkafka-dev libreadline-dev libreadline8',
  'libreoffice libreoffice-writer librsvg2-dev librtmp-dev libsasl2-dev libsasl2-modules libsecret-1-dev libsdl2-dev',
  'libsentencepiece-dev libsm6 libsnappy-dev libsndfile1 libsndfile1-dev libsodium-dev libsox-dev libsox-fmt-all',
  'libspatialindex-dev libspatialindex-c6 libsqlite3-0 libsqlite3-dev libssh-dev libssl-dev libssl1.1 libssl3 libstdc++6',
  'libsuitesparse-dev libswresample-dev libswscale-dev libtbb-dev libtbb2 libtcmalloc-minimal4 libtesseract-dev',
  'libtheora-dev libtiff-dev libtiff5 libtiff5-dev libtiff6 libtinfo5 libtinfo6 libtool libturbojpeg0 libturbojpeg0-dev',
  'libunwind-dev libusb-1.0-0 libusb-1.0-0-dev libuv1-dev libv4l-dev libvorbis-dev libvpx-dev libvulkan1 libwebp-dev',
  'libwebp6 libwebp7 libwxgtk3.0-gtk3-dev libx11-6 libx11-dev libx11-xcb1 libx264-dev libx265-dev libxcb1 libxcb-xinerama0',
  'libxcomposite1 libxcursor1 libxdamage1 libxext-dev libxext6 libxfixes3 libxft-dev libxi6 libxi-dev libxkbcommon0',
  'libxkbcommon-x11-0 libxml2 libxml2-dev libxmlsec1-dev libxmu-dev libxrandr2 libxrender-dev libxrender1 libxshmfence1',
  'libxslt1-dev libxt6 libxtst6 libxvidcore-dev libyaml-dev libz-dev libzbar0 libzbar-dev libzip-dev libzmq3-dev',
  'libzstd-dev lld llvm llvm-dev locales locales-all logrotate lsb-release lsof lua5.3 lz4 lzma lzop m4 make man-db',
  'mariadb-client maven mecab mecab-ipadic-utf8 mediainfo mercurial meson mesa-utils mesa-va-drivers mkvtoolnix moreutils',
  'mosquitto mpich mpg123 msttcorefonts musl-dev musl-tools nano nasm ncurses-bin ncurses-dev net-tools netbase',
  'netcat-openbsd netcat-traditional nfs-common nginx ninja-build nodejs npm numactl nvtop ocl-icd-libopencl1',
  'ocl-icd-opencl-dev opencl-headers opencc openjdk-21-jdk openjdk-21-jre-headless openmpi-bin openssh-client',
  'openssh-server openssl p7zip p7zip-full pandoc parallel parted patch patchelf perl pigz pipx pkg-config pkgconf',
  'pngquant poppler-utils portaudio19-dev postgresql postgresql-client postgresql-contrib procps proj-bin',
  'protobuf-compiler psmisc pulseaudio pv pybind11-dev python3 python3-apt python3-dev python3-distutils python3-full',
  'python3-gdal python3-gi python3-matplotlib python3-mpi4py python3-numpy python3-opencv python3-pandas python3-pip',
  'python3-pyqt5 python3-scipy python3-setuptools python3-tk python3-venv python3-virtualenv python3-wheel',
  'python-is-python3 qemu-user-static qt5-qmake qtbase5-dev r-base r-base-core rar readline-common redis redis-server',
  'redis-tools ripgrep rsync rsyslog ruby ruby-dev rustc cargo samba screen sed sendmail shellcheck smbclient snmp socat',
  'sox sqlite3 ssh sshpass strace subversion sudo supervisor swig sysstat systemd systemd-sysv tar tcl tcl-dev tcpdump',
  'telnet tesseract-ocr tesseract-ocr-all tesseract-ocr-eng texlive texlive-fonts-recommended texlive-latex-extra',
  'texlive-xetex time tini tk tk-dev tmux tree tzdata udev ufw unar unixodbc unixodbc-dev unrar unrar-free unzip',
  'util-linux uuid-dev uuid-runtime valgrind vim vim-tiny vmtouch watch weasyprint wget whois wkhtmltopdf xauth xdg-utils',
  'x11-apps x11-utils x11-xserver-utils x11vnc xfonts-base xterm xvfb xz-utils yasm zip zlib1g zlib1g-dev zsh zstd',
].flatMap((line) => line.split(' '));

/** The packages of images that start from Debian's own, from docker-library/python and docker-library/buildpack-deps (2026-11). */
const images = {
  debian: [],
  slim: ['ca-certificates', 'netbase', 'tzdata'],
  full: [
    ...[
      'ca-certificates',
      'curl',
      'gnupg',
      'netbase',
      'wget',
      'tzdata',
      'git',
      'mercurial',
      'openssh-client',
      'subversion',
      'procps',
    ],
    ...[
      'autoconf',
      'automake',
      'bzip2',
      'default-libmysqlclient-dev',
      'dpkg-dev',
      'file',
      'g++',
      'gcc',
      'imagemagick',
      'libbz2-dev',
    ],
    ...[
      'libc6-dev',
      'libcurl4-openssl-dev',
      'libdb-dev',
      'libevent-dev',
      'libffi-dev',
      'libgdbm-dev',
      'libglib2.0-dev',
      'libgmp-dev',
    ],
    ...[
      'libjpeg-dev',
      'libkrb5-dev',
      'liblzma-dev',
      'libmagickcore-dev',
      'libmagickwand-dev',
      'libmaxminddb-dev',
      'libncurses5-dev',
    ],
    ...[
      'libncursesw5-dev',
      'libpng-dev',
      'libpq-dev',
      'libreadline-dev',
      'libsqlite3-dev',
      'libssl-dev',
      'libtool',
      'libwebp-dev',
    ],
    ...[
      'libxml2-dev',
      'libxslt1-dev',
      'libyaml-dev',
      'make',
      'patch',
      'unzip',
      'xz-utils',
      'zlib1g-dev',
    ],
  ],
};

interface Package {
  readonly depends: readonly (readonly string[])[];
  readonly recommends: readonly (readonly string[])[];
  readonly section: string;
  /** It is in the smallest image. */
  readonly base: boolean;
}

interface Index {
  readonly packages: ReadonlyMap<string, Package>;
  readonly providers: ReadonlyMap<string, readonly string[]>;
  /** The programs of a package. */
  readonly holds: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Fetches the indexes of packages with apt-get, in a folder of its own, and checks them against Debian's keys. */
const fetchIndexes = (folder: string): void => {
  for (const each of ['etc', 'state/lists/partial', 'cache/archives/partial'])
    mkdirSync(join(folder, each), { recursive: true });
  writeFileSync(join(folder, 'state/status'), '');
  writeFileSync(
    join(folder, 'etc/sources.list'),
    suites
      .map(
        (suite) =>
          `deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${mirror} ${suite} main\n`,
      )
      .join(''),
  );
  const settings = [
    `Dir "${folder}"; Dir::Etc "etc"; Dir::Etc::sourcelist "sources.list"; Dir::Etc::sourceparts "/dev/null";`,
    'Dir::State "state"; Dir::State::status "state/status"; Dir::Cache "cache"; Acquire::Languages "none"; APT::Sandbox::User "root";',
    'Acquire::GzipIndexes "false";',
  ];
  writeFileSync(join(folder, 'apt.conf'), settings.join('\n'));
  execFileSync('apt-get', ['update', '-qq'], {
    env: { ...process.env, APT_CONFIG: join(folder, 'apt.conf') },
    stdio: 'inherit',
  });
};

const relations = (text: string): readonly (readonly string[])[] =>
  text === ''
    ? []
    : text
        .split(',')
        .map((part) => part.split('|').map((each) => each.trim().replace(/[\s:(].*$/, '')));

const readPackages = (text: string): Pick<Index, 'packages' | 'providers'> => {
  const packages = new Map<string, Package>();
  const providers = new Map<string, string[]>();
  for (const stanza of text.split('\n\n')) {
    const fields = new Map(
      stanza.split('\n').flatMap((line) => {
        const at = line.indexOf(': ');
        return at > 0 ? [[line.slice(0, at), line.slice(at + 2)] as const] : [];
      }),
    );
    const name = fields.get('Package');
    if (name === undefined) continue;
    packages.set(name, {
      depends: [
        ...relations(fields.get('Pre-Depends') ?? ''),
        ...relations(fields.get('Depends') ?? ''),
      ],
      recommends: relations(fields.get('Recommends') ?? ''),
      section: fields.get('Section') ?? '',
      base:
        fields.get('Essential') === 'yes' ||
        fields.get('Priority') === 'required' ||
        name === 'apt',
    });
    for (const [provided] of relations(fields.get('Provides') ?? ''))
      if (provided !== undefined)
        providers.set(provided, [...(providers.get(provided) ?? []), name]);
  }
  return { packages, providers };
};

const programOf = /^(?:usr\/)?(?:local\/)?(?:s?bin|lib\/jvm\/[^/]+\/bin)\/([^/\s]+)\s+(\S+)$/;

/** Which of the programs each package of a release holds, by Debian's index of contents. */
const readContents = async (suite: Suite): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const holds = new Map<string, Set<string>>();
  for (const architecture of ['amd64', 'all']) {
    const answer = await fetch(`${mirror}/dists/${suite}/main/Contents-${architecture}.gz`);
    if (!answer.ok || !answer.body) throw new Error(`${suite} has no contents for ${architecture}`);
    const lines = createInterface({ input: Readable.from(answer.body).pipe(createGunzip()) });
    for await (const line of lines) {
      if (!line.includes('bin/')) continue;
      const [, file, owners] = programOf.exec(line) ?? [];
      if (file === undefined || owners === undefined) continue;
      const names = [file, ...[...linked].flatMap(([name, by]) => (by.test(file) ? name : []))];
      for (const name of names.filter((each) => programs.has(each)))
        for (const owner of owners.split(',')) {
          const id = owner.slice(owner.lastIndexOf('/') + 1);
          holds.set(id, (holds.get(id) ?? new Set()).add(name));
        }
    }
  }
  return holds;
};

/** Everything that an install of packages may bring; of alternatives the first that is there, of virtual ones all that provide them when they are few. */
const closure = (
  index: Index,
  names: readonly string[],
  recommends: boolean,
): ReadonlySet<string> => {
  const all = new Set<string>();
  const queue = [...names];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    if (all.has(name)) continue;
    const found = index.packages.get(name);
    if (!found) {
      const providers = index.providers.get(name) ?? [];
      queue.push(...(providers.length > 3 ? providers.slice(0, 1) : providers));
      continue;
    }
    all.add(name);
    for (const group of [...found.depends, ...(recommends ? found.recommends : [])]) {
      const chosen = group.find((each) => index.packages.has(each)) ?? group[0];
      if (chosen !== undefined) queue.push(chosen);
    }
  }
  return all;
};

const programsOf = (index: Index, packages: Iterable<string>): ReadonlySet<string> =>
  new Set([...packages].flatMap((name) => [...(index.holds.get(name) ?? [])]));

/** Which of the libraries are among some packages, under their own names or those of a release that renamed them. */
const librariesOf = ({ providers }: Index, packages: ReadonlySet<string>): readonly string[] =>
  [...libraries].filter((name) =>
    [name, ...(providers.get(name) ?? [])].some((each) => packages.has(each)),
  );

/** What an install of packages brings of what is followed. */
const followedOf = (index: Index, packages: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...programsOf(index, packages), ...librariesOf(index, packages)]);

/** Whether `apt-get install` takes a name: a package, or a virtual one that a single package provides. */
const installs = ({ packages, providers }: Index, name: string): boolean =>
  packages.has(name) || providers.get(name)?.length === 1;

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return /dockerfile/i.test(path) ? [path] : [];
  });

const namesIn = (folder: string): readonly string[] =>
  filesBelow(folder).flatMap((path) =>
    runsOf(parseDockerfile(readFileSync(path, 'utf8'))).flatMap(({ script }) =>
      script.commands.flatMap((command) => {
        const call = aptCall(command);
        if (call?.verb !== 'install') return [];
        return call.packages.flatMap(({ text, dynamic }) =>
          dynamic ? [] : [text.replace(/[=/:].*$/, '')],
        );
      }),
    ),
  );

const knownNames = (): readonly string[] => {
  if (!existsSync(output)) return [];
  const old: DebianKnowledge = JSON.parse(readFileSync(output, 'utf8'));
  // Those that a release has lost are found again.
  const never = old.missing[suites.join(' ')] ?? '';
  return [never, ...Object.values(old.brings)].flatMap((names) => names.split(' '));
};

const sorted = (names: Iterable<string>): string => [...new Set(names)].sort().join(' ');

const grouped = (
  names: readonly string[],
  key: (name: string) => string | undefined,
): Record<string, string> => {
  const groups = new Map<string, string[]>();
  for (const name of names) {
    const group = key(name);
    if (group !== undefined) groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return Object.fromEntries(
    [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([group, all]) => [group, all.join(' ')]),
  );
};

/** Sections of the packages that Dockerfiles name; what is gone from one of them is listed whether or not it was met. */
const sections =
  /^(?:libs|libdevel|devel|python|net|utils|database|java|misc|admin|oldlibs|sound|graphics|interpreters|math|video|fonts|web|text|science|x11)$/;
const notForImages =
  /^(?:librust-|golang-|libghc-|php|ruby-|node-|libjs-|lib.*-(?:java|perl|ocaml|cil)(?:-|$)|lib64|lib32|libx32|libn32)|-(?:cross|dbg|dbgsym|doc|data|common|cil|ocaml)(?:-|$)|^(?:gcc|g\+\+|cpp|gnat|gfortran|gobjc|binutils|gdc|gccgo|gm2)-.*-(?:linux|base)|multilib/;

/** Packages of a release that a later one does not have. */
const goneNames = (indexes: readonly Index[]): readonly string[] =>
  indexes.flatMap((index, i) =>
    [...index.packages].flatMap(([name, { section }]) =>
      sections.test(section) &&
      !notForImages.test(name) &&
      indexes.slice(i + 1).some((later) => !installs(later, name))
        ? name
        : [],
    ),
  );

interface Release {
  readonly suite: Suite;
  readonly index: Index;
  /** The packages of the smallest image. */
  readonly base: ReadonlySet<string>;
  /** What it has of programs and libraries. */
  readonly minimal: ReadonlySet<string>;
}

const releaseOf = (suite: Suite, index: Index): Release => {
  const named = [...index.packages].flatMap(([name, { base: is }]) => (is ? name : []));
  const base = closure(index, named, false);
  return { suite, index, base, minimal: followedOf(index, base) };
};

/** Whether the install of a package brings nothing that is only recommended: no package that it adds to the smallest image recommends one that is not there. */
const recommendsNothing = (name: string, { index, base }: Release): boolean => {
  const all = closure(index, [name], false);
  const isThere = (each: string): boolean =>
    [each, ...(index.providers.get(each) ?? [])].some((one) => all.has(one) || base.has(one));
  return [...all].every(
    (each) =>
      base.has(each) ||
      (index.packages.get(each)?.recommends ?? []).every(
        (group) => group.some(isThere) || !group.some((one) => installs(index, one)),
      ),
  );
};

const compile = (releases: readonly Release[], asked: readonly string[]): DebianKnowledge => {
  const names = [...new Set(asked)].filter((name) => /^[a-z0-9][a-z0-9.+-]+$/.test(name)).sort();
  const gone = goneNames(releases.map(({ index }) => index));
  const absent = (name: string): readonly Suite[] =>
    releases.flatMap(({ suite, index }) => (installs(index, name) ? [] : suite));
  const brings = (name: string, recommends: boolean): ReadonlySet<string> =>
    new Set(
      releases.flatMap(({ index, minimal }) =>
        [...followedOf(index, closure(index, [name], recommends))].filter(
          (each) => !minimal.has(each),
        ),
      ),
    );
  const there = names.filter((name) => absent(name).length < releases.length);
  const inImage = (packages: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      releases.map(({ suite, index, minimal }) => [
        suite,
        sorted([...minimal, ...followedOf(index, closure(index, packages, false))]),
      ]),
    );
  return {
    facts: new Date().toISOString().slice(0, 10),
    programs: sorted(programs),
    libraries: sorted(libraries),
    missing: grouped(
      [...new Set([...names, ...gone])].sort(),
      (name) => absent(name).join(' ') || undefined,
    ),
    instead: Object.fromEntries(
      Object.entries(replacements).filter(([name, other]) =>
        releases.some(({ index }) => !installs(index, name) && installs(index, other)),
      ),
    ),
    brings: grouped(there, (name) => sorted(brings(name, false))),
    recommends: grouped(there, (name) => {
      const always = brings(name, false);
      const more = [...brings(name, true)].filter((each) => !always.has(each));
      return more.length > 0 ? sorted(more) : undefined;
    }),
    plain: sorted(
      there.filter((name) => releases.every((release) => recommendsNothing(name, release))),
    ),
    images: {
      debian: inImage(images.debian),
      slim: inImage(images.slim),
      full: inImage(images.full),
    },
  };
};

const main = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'debian-'));
  try {
    fetchIndexes(folder);
    const releases: Release[] = [];
    for (const suite of suites) {
      const file = readdirSync(join(folder, 'state/lists')).find((each) =>
        each.endsWith(`${suite}_main_binary-amd64_Packages`),
      );
      if (file === undefined) throw new Error(`${suite} has no index of packages`);
      const { packages, providers } = readPackages(
        readFileSync(join(folder, 'state/lists', file), 'utf8'),
      );
      releases.push(releaseOf(suite, { packages, providers, holds: await readContents(suite) }));
    }
    const met = process.argv.slice(2).flatMap(namesIn);
    const holders = releases.flatMap(({ index }) => [...index.holds.keys()]);
    const asked = [
      ...knownNames(),
      ...met,
      ...Object.entries(replacements).flat(),
      ...images.full,
      ...holders,
      ...usual,
      ...libraries,
    ];
    writeFileSync(output, `${JSON.stringify(compile(releases, asked), undefined, 1)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

await main();
