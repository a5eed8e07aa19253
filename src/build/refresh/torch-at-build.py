"""Finds the distributions whose build imports torch without asking for it, by having pip prepare their source distributions.

python3 torch-at-build.py PIP OUT [NAME …]: PIP is a pip without torch beside it. Of each name the releases without a wheel for x86-64 Linux are tried, newest first and
at most 12: `pip download --no-deps --no-binary :all:` makes the isolated environment that an install makes, and runs the build as far as its metadata. OUT is
src/data/python/torch-at-build.json: the releases that ended with No module named 'torch'.
"""

import datetime
import json
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

NAMES = """flash-attn causal-conv1d mamba-ssm torch-scatter torch-sparse torch-cluster torch-spline-conv xformers deepspeed mmcv mmcv-full auto-gptq autoawq
autoawq-kernels gptqmodel exllamav2 natten grouped-gemm transformer-engine-torch torchsort fairseq pytorch3d kaolin apex detectron2 warprnnt-numba nvdiffrast
sageattention bitsandbytes lietorch torch-geometric simple-knn hqq torchdiffeq fast-transformers pytorch-fast-transformers sparsemm flash-attn-3 tiny-cuda-nn
megablocks unicore onmt mamba2 flashinfer-python optree gsplat dcnv4 stylegan2 torch-points-kernels pointnet2-ops cupy openmim groundingdino groundingdino-py
segment-anything-2 sam2 salesforce-lavis openfold msamp fused-ssim diff-gaussian-rasterization""".split()
MOST = 12


def releases(name):
    request = urllib.request.Request(f"https://pypi.org/simple/{name}/", headers={"Accept": "application/vnd.pypi.simple.v1+json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        page = json.loads(answer.read())
    wheels = {file["filename"].split("-")[1] for file in page["files"] if re.search(r"(linux\w*x86_64|none-any)\.whl$", file["filename"])}
    sources = {}
    for file in page["files"]:
        found = re.match(r"[\w.-]+?-(\d+(?:\.\d+)*(?:\.post\d+)?)\.(?:tar\.gz|zip)$", file["filename"])
        if found and not file.get("yanked") and found[1] not in wheels:
            sources[found[1]] = [int(part) for part in re.findall(r"\d+", found[1])]
    return sorted(sources, key=sources.get, reverse=True)[:MOST]


def needs_torch(pip, name, release):
    with tempfile.TemporaryDirectory() as place:
        words = [pip, "download", "--no-deps", "--no-binary", ":all:", "-q", "-d", place, f"{name}=={release}"]
        try:
            done = subprocess.run(words, capture_output=True, text=True, timeout=240)
        except subprocess.TimeoutExpired:
            return False
    return "No module named 'torch'" in done.stderr + done.stdout


pip, out, *names = sys.argv[1:]
rows = {}
for name in names or NAMES:
    try:
        tried = releases(name)
    except urllib.error.HTTPError as error:
        print(name, error)
        continue
    rows[name] = [release for release in tried if needs_torch(pip, name, release)]
    print(name, rows[name], "of", tried, flush=True)
with open(out, "w") as file:
    json.dump({"source": "https://pypi.org/", "date": str(datetime.date.today()), "releases": {name: row for name, row in rows.items() if row}}, file, indent=1)
    file.write("\n")
