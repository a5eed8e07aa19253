import { type ImageRef, imageName } from '../text/image.ts';

/** Where the server of an image keeps its data. */
export interface DataDirectory {
  readonly data: string;
  /** The VOLUME of the image that holds it: a mount above it does not. */
  readonly volume?: string;
  /** Where earlier releases kept it. */
  readonly old?: RegExp;
  /** Words of its command, variables and mounted files that may say another directory. */
  readonly moved: RegExp;
}

interface Row extends DataDirectory {
  readonly image: RegExp;
  readonly tag?: RegExp;
}

const mysql = {
  data: '/var/lib/mysql',
  volume: '/var/lib/mysql',
  moved: /datadir|defaults|my\w*\.cnf|^\/etc/,
};

// From the Dockerfiles of the images and the settings that they bring, read 2026-11-30.
const rows: readonly Row[] = [
  // prometheus/prometheus at d15adb9ad7: WORKDIR and VOLUME; without the option it is data/ below
  {
    image: /^prom\/prometheus$/,
    data: '/prometheus',
    volume: '/prometheus',
    moved: /storage\.|agent/,
  },
  // grafana/grafana: ENV GF_PATHS_DATA
  {
    image: /^grafana\/grafana(?:-oss|-enterprise)?$/,
    data: '/var/lib/grafana',
    moved: /^GF_(?:PATHS_DATA|DATABASE_)|grafana\.ini|^\/etc\/grafana$/,
  },
  // docker-library/mysql at 7f30fdb, MariaDB/mariadb-docker at 1b6429b
  { image: /^(?:mysql|mariadb)$/, ...mysql },
  // docker-library/mongo at 2c69a57b9
  { image: /^mongo$/, data: '/data/db', volume: '/data/db', moved: /dbpath|config|^-f$|\.conf/ },
  // docker-library/redis at e9204996
  { image: /^redis$/, data: '/data', volume: '/data', moved: /dir$|\.conf|save/ },
  // docker-library/postgres at 6edb0a8c4d
  {
    image: /^postgres$/,
    tag: /^(?:9|1[0-7])(?!\d)/,
    data: '/var/lib/postgresql/data',
    volume: '/var/lib/postgresql/data',
    moved: /PGDATA|data_directory|config_file|^-D/,
  },
  {
    image: /^postgres$/,
    tag: /^(?:18(?!\d)|latest$|alpine$)/,
    data: '/var/lib/postgresql/18/docker',
    volume: '/var/lib/postgresql',
    moved: /PGDATA|data_directory|config_file|^-D|^\/var\/lib\/postgresql\/data/,
  },
  // qdrant/qdrant at 74f3e85b94: WORKDIR /qdrant, storage_path ./storage
  { image: /^qdrant\/qdrant$/, data: '/qdrant/storage', moved: /STORAGE|config/ },
  // ollama/ollama at fb3076099: OLLAMA_MODELS, else below the home of root
  { image: /^ollama\/ollama$/, data: '/root/.ollama', moved: /OLLAMA_MODELS|HOME/ },
  // chroma-core/chroma at 93652ec08: persist_path of /config.yaml; /chroma/chroma before 1.0
  {
    image: /^(?:chromadb\/chroma|ghcr\.io\/chroma-core\/chroma)$/,
    tag: /^(?:latest|1\.\d+\.\d+)$/,
    data: '/data',
    old: /^\/chroma(?:\/|$)/,
    moved: /PERSIST|^CHROMA_|persist|path|config/,
  },
];

/** Where the server of an image keeps its data; undefined where that is not known. */
export const dataDirectory = (image: ImageRef): DataDirectory | undefined => {
  const name = imageName(image);
  return rows.find((row) => row.image.test(name) && (row.tag?.test(image.tag ?? 'latest') ?? true));
};
