"""Measures which Python distributions fail in a slim image, with what words, and which Debian packages heal them.

python3 system-libraries.py FOLDER RESULTS [--suite bookworm] [NAME...]: makes in FOLDER a root of Debian as `python:X-slim` has it (with
debootstrap, as root), installs the released wheels of each candidate below beside it, runs its probe there, and when that fails again over a copy on
write of the root with the packages of the candidate. A JSON line for each goes to RESULTS; those that are there are not measured
again. What enters src/data/system-libraries.ts is what failed without the packages and ran, or failed for another reason, with them.
"""

import glob
import json
import os
import re
import shutil
import subprocess
import sys

# docker-library/python: what its slim images install, and what CPython itself links.
SLIM = "ca-certificates,netbase,tzdata,libbz2-1.0,libffi8,liblzma5,libncursesw6,libreadline8,libsqlite3-0,libuuid1,zlib1g,libdb5.3,libexpat1"
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}
MIRROR = "http://deb.debian.org/debian"
PLATFORMS = ["manylinux_2_%d_x86_64" % minor for minor in (34, 31, 28, 27, 24, 17, 12, 5)] + ["manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64", "linux_x86_64", "any"]

PDF = "open('/tmp/a.pdf','wb').write(b'%PDF-1.1\\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\\ntrailer<</Root 1 0 R>>');"
WAV = "import wave;w=wave.open('/tmp/a.wav','wb');w.setnchannels(1);w.setsampwidth(2);w.setframerate(16000);w.writeframes(b'\\0\\0'*16000);w.close();"
GL = "libgl1 libglib2.0-0"
JAVA = "default-jre-headless"

# A distribution, what is run, the packages that may heal it, and: what else is installed; `source` where its release has no wheel but is plain Python.
CANDIDATES = [
    ("opencv-python", "import cv2", GL),
    ("opencv-python==4.8.1.78", "import cv2", GL, "numpy<2"),
    ("opencv-python==4.5.1.48", "import cv2", GL, "numpy<2"),
    ("opencv-python==4.10.0.84", "import cv2", GL),
    ("opencv-python==4.11.0.86", "import cv2", GL),
    ("opencv-python==4.12.0.88", "import cv2", GL),
    ("opencv-python==4.13.0.92", "import cv2", GL),
    ("opencv-python==4.14.0.94", "import cv2", GL),
    # What is printed when only the first of several is there.
    ("opencv-python>4", "import cv2", "libgl1"),
    ("opencv-python>3", "import cv2", "libglib2.0-0"),
    ("weasyprint>1", "import weasyprint", "libpango-1.0-0"),
    ("pyqt5>5", "from PyQt5 import QtWidgets", "libgl1"),
    ("opencv-contrib-python", "import cv2", GL),
    ("opencv-python-headless", "import cv2", ""),
    ("lightgbm", "import lightgbm", "libgomp1"),
    ("sounddevice", "import sounddevice", "libportaudio2"),
    ("pyodbc", "import pyodbc", "libodbc2"),
    ("gitpython", "import git", "git"),
    ("weasyprint", "import weasyprint", "libpango-1.0-0 libpangoft2-1.0-0"),
    ("cairosvg", "import cairosvg", "libcairo2"),
    ("cairocffi", "import cairocffi", "libcairo2"),
    ("python-magic", "import magic", "libmagic1"),
    ("pyzbar", "import pyzbar.pyzbar", "libzbar0", "pillow"),
    ("pylibdmtx", "import pylibdmtx.pylibdmtx", "libdmtx0b"),
    ("openslide-python", "import openslide", "libopenslide0"),
    ("pyvips", "import pyvips", "libvips42"),
    ("wand", "import wand.image", "libmagickwand-6.q16-6"),
    ("pyenchant", "import enchant", "libenchant-2-2"),
    ("psycopg", "import psycopg", "libpq5"),
    ("psycopg2-binary", "import psycopg2", ""),
    ("mpi4py", "from mpi4py import MPI", "libopenmpi3"),
    ("pyopengl", "from OpenGL import GL", "libgl1"),
    ("pyglet", "import pyglet; pyglet.options['headless']=True; import pyglet.gl", "libgl1 libegl1"),
    ("pyqt5", "from PyQt5 import QtWidgets", "libgl1 libglib2.0-0"),
    ("pyqt6", "from PyQt6 import QtWidgets", "libgl1 libegl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1"),
    ("pyside6-essentials", "from PySide6 import QtWidgets", "libgl1 libegl1 libglib2.0-0 libxkbcommon0 libdbus-1-3 libfontconfig1"),
    ("gmsh", "import gmsh", "libglu1-mesa libgl1 libxrender1 libxcursor1 libxft2 libxinerama1 libfontconfig1 libgomp1"),
    ("vtk", "import vtk", ""),
    ("pyvista", "import pyvista", ""),
    ("pymeshlab", "import pymeshlab", "libgl1 libglib2.0-0 libopengl0 libgomp1"),
    ("pymeshlab>1", "import pymeshlab", "libgl1"),
    ("mujoco", "import mujoco", ""),
    ("pybullet", "import pybullet", ""),
    ("xgboost-cpu", "import xgboost", ""),
    ("catboost", "import catboost", ""),
    ("soundfile", "import soundfile", ""),
    ("librosa", "import librosa", ""),
    ("rasterio", "import rasterio", ""),
    ("pymssql", "import pymssql", ""),
    ("decord", "import decord", ""),
    ("faiss-cpu", "import faiss", ""),
    ("hnswlib", "import hnswlib", "libgomp1"),
    ("nmslib-metabrainz", "import nmslib", "libgomp1"),
    ("fasttext-wheel", "import fasttext", "libgomp1"),
    ("dlib-bin", "import dlib", ""),
    ("ctranslate2", "import ctranslate2", ""),
    ("faster-whisper", "import faster_whisper", ""),
    ("vosk", "import vosk", ""),
    ("tesserocr", "import tesserocr", ""),
    ("pymupdf", "import pymupdf", ""),
    ("pycurl", "import pycurl", ""),
    ("simpleitk", "import SimpleITK", ""),
    ("rtree", "import rtree", ""),
    ("xmlsec", "import xmlsec", ""),
    ("pyttsx3", "import pyttsx3; pyttsx3.init()", "espeak-ng libespeak1"),
    ("phonemizer", "from phonemizer import phonemize; phonemize('hello')", "espeak-ng"),
    ("sox", "import sox; sox.Transformer()", "sox"),
    ("pyturbojpeg", "from turbojpeg import TurboJPEG; TurboJPEG()", "libturbojpeg0"),
    ("ghostscript", "import ghostscript", "libgs10"),
    ("hid", "import hid", "libhidapi-hidraw0"),
    ("imgaug", "import imgaug", GL, "numpy<2"),
    ("albumentations", "import albumentations", GL),
    ("albumentations==1.3.1", "import albumentations", GL),
    ("rapidocr-onnxruntime", "import rapidocr_onnxruntime", GL),
    ("rapidocr", "import rapidocr", GL),
    ("supervision", "import supervision", GL),
    ("mediapipe", "import mediapipe", GL),
    ("mediapipe==0.10.14", "import mediapipe", GL),
    ("mtcnn", "import mtcnn", GL),
    ("img2table", "import img2table.document", GL),
    ("layoutparser", "import layoutparser", GL),
    ("retina-face", "import retinaface", GL),
    ("python-doctr", "import doctr.io", GL),
    ("pdf2image", PDF + "import pdf2image; pdf2image.convert_from_path('/tmp/a.pdf')", "poppler-utils"),
    ("pytesseract", "import pytesseract; from PIL import Image; pytesseract.image_to_string(Image.new('RGB',(99,99)))", "tesseract-ocr"),
    ("graphviz", "import graphviz; graphviz.Digraph().render('/tmp/a',format='png')", "graphviz"),
    ("pydot", "import pydot; pydot.Dot().write_png('/tmp/a.png')", "graphviz"),
    ("pydub", "open('/tmp/a.mp3','wb').write(b'\\xff\\xfb'*999); from pydub import AudioSegment; AudioSegment.from_mp3('/tmp/a.mp3')", "ffmpeg", "audioop-lts; python_version>='3.13'"),
    ("ffmpeg-python", WAV + "import ffmpeg; ffmpeg.input('/tmp/a.wav').output('/tmp/b.wav').run()", "ffmpeg"),
    ("audioread", WAV + "import audioread; audioread.audio_open('/tmp/a.wav')", "ffmpeg"),
    ("moviepy", "import moviepy", ""),
    ("imageio-ffmpeg", "import imageio_ffmpeg; imageio_ffmpeg.get_ffmpeg_version()", ""),
    ("pdfkit", "import pdfkit; pdfkit.from_string('a','/tmp/a.pdf')", "wkhtmltopdf"),
    ("imgkit", "import imgkit; imgkit.from_string('a','/tmp/a.png')", "wkhtmltopdf"),
    ("pypandoc", "import pypandoc; pypandoc.convert_text('# a','rst',format='md')", "pandoc"),
    ("tabula-py", PDF + "import tabula; tabula.read_pdf('/tmp/a.pdf')", JAVA),
    ("konlpy", "from konlpy.tag import Okt; Okt()", JAVA),
    ("jpype1", "import jpype; jpype.startJVM()", JAVA),
    ("py4j", "from py4j.java_gateway import JavaGateway; JavaGateway.launch_gateway(jarpath='/w/share/py4j/py4j0.10.9.9.jar')", JAVA),
    ("pyspark", "from pyspark.sql import SparkSession; SparkSession.builder.master('local[1]').getOrCreate()", JAVA, "py4j", "source"),
    ("h2o", "import h2o; h2o.init()", JAVA, "requests tabulate", "source"),
    ("language-tool-python", "import language_tool_python; language_tool_python.LanguageTool('en-US')", JAVA),
    ("camelot-py", PDF + "import camelot; camelot.read_pdf('/tmp/a.pdf')", GL),
    ("selenium", "from selenium import webdriver; o=webdriver.ChromeOptions(); [o.add_argument(a) for a in ('--headless','--no-sandbox','--disable-dev-shm-usage')]; webdriver.Chrome(options=o)", "chromium chromium-driver"),
    ("playwright", "from playwright.sync_api import sync_playwright; sync_playwright().start().chromium.launch()", ""),
    ("kaleido", "import kaleido; kaleido.write_fig_sync({'data':[],'layout':{}},'/tmp/a.png')", "chromium", "plotly"),
    ("ocrmypdf", PDF + "import ocrmypdf; ocrmypdf.ocr('/tmp/a.pdf','/tmp/b.pdf')", "ghostscript tesseract-ocr"),
    ("unstructured-pytesseract", "import unstructured_pytesseract as p; from PIL import Image; p.image_to_string(Image.new('RGB',(99,99)))", "tesseract-ocr"),
    ("rpy2", "import rpy2.robjects", "r-base-core", "", "source"),
    ("dm-control", "from dm_control import suite", ""),
    ("paddlepaddle", "import paddle", "libgomp1"),
    ("mxnet", "import numpy; numpy.bool=bool; import mxnet", "libgomp1", "numpy<1.24"),
    ("open3d", "import open3d", "libgl1 libx11-6 libgomp1 libegl1"),
    ("open3d>0.1", "import open3d", "libgl1 libgomp1"),
    ("open3d>0.2", "import open3d", "libx11-6 libgomp1"),
    ("open3d>0.3", "import open3d", "libgl1"),
    ("mxnet>1", "import numpy; numpy.bool=bool; import mxnet", "libgomp1 libquadmath0", "numpy<1.24"),
    ("open3d-cpu", "import open3d", "libgl1 libx11-6 libgomp1 libegl1"),
    ("insightface", "import insightface", GL),
    ("deepface", "import deepface.DeepFace", GL, "tf-keras"),
]
TORCH = [
    ("ultralytics", "import ultralytics", GL),
    ("easyocr", "import easyocr", GL),
    ("openai-whisper", WAV + "import whisper; whisper.load_audio('/tmp/a.wav')", "ffmpeg", "tiktoken numba more-itertools tqdm", "source"),
    ("torchcodec", "import torchcodec", "ffmpeg"),
    ("torchaudio", WAV + "import torchaudio; torchaudio.load('/tmp/a.wav')", "ffmpeg"),
    ("commonforms==0.1.4", "import commonforms", GL),
    ("facenet-pytorch", "import facenet_pytorch", GL),
    ("yolov5", "import yolov5", GL),
    ("sahi", "import sahi", GL),
    ("basicsr", "import basicsr", GL, "", "source"),
    ("paddleocr", "import paddleocr", GL),
    ("sentence-transformers", "import sentence_transformers", ""),
]


def run(command, **more):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", **more)


def make_root(folder, suite):
    root = os.path.join(folder, f"root-{suite}")
    if not os.path.exists(os.path.join(root, "usr/bin/python3")):
        slim = SLIM if suite == "bookworm" else re.sub(r"(readline8|db5\.3)", r"\1t64", SLIM)
        subprocess.run(["debootstrap", "--variant=minbase", f"--include=python3,{slim}", suite, root, MIRROR], check=True)
        subprocess.run(["chroot", root, "apt-get", "update", "-qq"], check=True)
    return root


def install(spec, more, source, target, python):
    """The wheels of a distribution and all that it requires, and its release; an error text where there are none."""
    pip = [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile", "--no-warn-script-location", "--target", target]
    wheels = ["--only-binary=:all:", "--implementation", "cp", "--python-version", python]
    for platform in PLATFORMS:
        wheels += ["--platform", platform]
    name = re.split(r"[<>=!]", spec)[0]
    others = more.split() if ";" not in more else [more] if python == "3.13" else []
    steps = [[*pip, *wheels, *others, *([] if source else [spec])]] if others or not source else []
    if source:
        steps.append([*pip, "--no-deps", "--upgrade", spec])
    for step in steps:
        done = run(step, timeout=1500)
        if done.returncode:
            return None, ([line for line in done.stderr.splitlines() if line.strip()] or [""])[-1]
    stem = re.sub(r"[-_.]+", "[-_.]", name)
    for info in os.listdir(target):
        found = re.match(rf"^{stem}-(.+)\.dist-info$", info, re.I)
        if found:
            return found[1], ""
    return "?", ""


INSIDE = """
set -e
mount -t tmpfs none {scratch}
mkdir {scratch}/upper {scratch}/work {scratch}/all
mount -t overlay overlay -o lowerdir={root},upperdir={scratch}/upper,workdir={scratch}/work {scratch}/all
cd {scratch}/all
mkdir -p w tmp dev proc
mount --bind {wheels} w
mount --rbind /dev dev
mount -t proc proc proc
mount --bind {archives} var/cache/apt/archives
rm -f etc/apt/apt.conf.d/*clean*
cp /etc/resolv.conf etc/resolv.conf
printf '#!/bin/sh\\nexit 101\\n' > usr/sbin/policy-rc.d; chmod +x usr/sbin/policy-rc.d
if [ -n "{packages}" ]; then
  chroot . env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive sh -c 'apt-get install -qq -y --no-install-recommends {packages}' >apt.log 2>&1 || {{ tail -n 2 apt.log >&2; exit 99; }}
fi
chroot . env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=/w{more} timeout 240 python3 -W ignore -c "$PROBE"
"""


def probe(folder, root, wheels, code, packages, more=""):
    """The exit code, and what Python printed last."""
    scratch = os.path.join(folder, "scratch")
    archives = os.path.join(folder, "archives")
    os.makedirs(scratch, exist_ok=True)
    os.makedirs(os.path.join(archives, "partial"), exist_ok=True)
    script = INSIDE.format(scratch=scratch, archives=archives, root=root, wheels=wheels, packages=packages, more=more)
    done = run(["unshare", "-m", "sh", "-c", script], env={**os.environ, "PROBE": code})
    lines = [line for line in done.stderr.splitlines() if line.strip()]
    # The last traceback says it; what follows its first line is advice.
    starts = [i for i, line in enumerate(lines) if re.match(r"^[A-Za-z_][\w.]*(?:Error|Exception|NotFound\w*|Found)\b", line)]
    text = lines[starts[-1]] if starts else (lines or [""])[-1]
    return done.returncode, text, lines[-25:]


def measure(folder, suite, candidate, torch):
    spec, code, packages, more, source = (*candidate, "", "")[:5] if len(candidate) > 3 else (*candidate, "", "")
    name = re.split(r"[<>=!]", spec)[0]
    wheels = os.path.join(folder, "wheels", name)
    shutil.rmtree(wheels, ignore_errors=True)
    os.makedirs(wheels)
    result = {"name": name, "spec": spec, "suite": suite, "probe": code, "apt": packages}
    try:
        result["version"], result["unavailable"] = install(spec, more, source == "source", wheels, PYTHONS[suite])
        if result["version"] is None:
            return result
        root = make_root(folder, suite)
        brought = [re.sub(r"\.dist-info$", "", each).rsplit("-", 1) for each in os.listdir(wheels) if each.endswith(".dist-info")]
        result["brings"] = sorted(each for each, _ in brought if re.search(r"opencv|torch$|lightgbm|pytesseract|pydub", each, re.I))
        exit_code, text, lines = probe(folder, root, wheels, code, "")
        result.update(exit=exit_code, error=text if exit_code else "")
        if exit_code:
            result["tail"] = lines
            if packages:
                exit_code, text, lines = probe(folder, root, wheels, code, packages)
                result["healed"] = {"exit": exit_code, "error": text if exit_code else "", "tail": lines if exit_code else []}
        result["needed"] = needed(wheels)
    finally:
        shutil.rmtree(wheels, ignore_errors=True)
    return result


def needed(wheels):
    """The libraries that shared objects of the wheels name and that are in none of them."""
    wants, has = set(), set()
    for path in glob.iglob(os.path.join(wheels, "**", "*.so*"), recursive=True):
        has.add(os.path.basename(path))
        for line in run(["readelf", "-d", path]).stdout.splitlines():
            match = re.search(r"\((NEEDED|SONAME)\).*\[(.+)\]", line)
            if match:
                (wants if match[1] == "NEEDED" else has).add(match[2])
    return sorted(wants - has - {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libutil.so.1", "ld-linux-x86-64.so.2"})


def main():
    arguments = sys.argv[1:]
    suite = "bookworm"
    if "--suite" in arguments:
        at = arguments.index("--suite")
        suite = arguments[at + 1]
        del arguments[at : at + 2]
    folder, results, *names = arguments
    os.makedirs(folder, exist_ok=True)
    done = set()
    if os.path.exists(results):
        with open(results) as file:
            done = {(each["spec"], each["suite"]) for each in map(json.loads, file)}
    for candidate in [*CANDIDATES, *TORCH]:
        spec = candidate[0]
        if (spec, suite) in done or (names and re.split(r"[<>=!]", spec)[0] not in names) or (not names and candidate in TORCH):
            continue
        result = measure(folder, suite, candidate, candidate in TORCH)
        print(spec, result.get("version"), result.get("unavailable") or result.get("exit"), result.get("error", "")[:120], result.get("healed", {}).get("exit"), result.get("healed", {}).get("error", "")[:120], file=sys.stderr, flush=True)
        with open(results, "a") as file:
            file.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
