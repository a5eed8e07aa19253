"""Finds modules and names of distributions that their newest release no longer has.

python3 moved-names.py modules CACHE DISTRIBUTIONS: reads from the ends of wheels which modules the minor releases since 2020 have, to a depth of three.
python3 moved-names.py verify CACHE UV [DISTRIBUTION …]: installs the newest release of each distribution that lost modules and imports each of them,
as `import a.b` and as `from a import b`; those that both fail, since the module is not there, are kept. The names below are tried in older
releases, by halving. Places that have a module now are kept when they can be imported.
python3 moved-names.py sides CACHE UV [DISTRIBUTION …]: imports the modules in the first releases that have no file for them.
python3 moved-names.py keep CACHE UV [DISTRIBUTION …]: installs older releases as pip would take them today, and imports them.
python3 moved-names.py write CACHE OUT: writes what was verified as JSON.

DISTRIBUTIONS is a file with a name a line. Environments are made below CACHE and removed. Answers are kept in CACHE.
"""

import ast
import concurrent.futures
import datetime
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

spec = importlib.util.spec_from_file_location("packages", Path(__file__).with_name("python-packages.py"))
packages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(packages)

DEPTH = 3
SINCE = "2020-01-01"
MOST_SOURCES = 8 * 1024 * 1024
MOST_WHEEL = 40 * 1024 * 1024
SKIPPED = re.compile(r"^_|^(?:tests?|testing|conftest|vendor(?:ed)?|third_party|externals?|examples?|docs?|benchmarks?|migrations|setup|version)$|_pb2(?:_grpc)?$|_tests?$|^test_")
PYTHONS = ("3.12", "3.10", "3.9", "3.8")
# Beside what a distribution requires, what its modules ask for when they are imported, and what does in place of a large one.
BESIDE = {"keras": ["tensorflow-cpu"], "pydantic": ["pydantic-settings"], "langchain": ["langchain-classic", "langchain-community", "langchain-text-splitters"], "flask": ["markupsafe"]}
INSTEAD = {"tensorflow": "tensorflow-cpu"}
# Modules of their own at the top of a wheel.
TOPS = {"pkg_resources"}
# Too large to install release by release: only their modules are told.
LARGE = {"torch", "torchvision"}

# Names that go while their module stays: distribution, module, names.
NAMES = [
    ("pydantic", "pydantic", "BaseSettings PyObject ConstrainedStr ConstrainedInt ConstrainedFloat ConstrainedList validate_model"),
    ("pydantic", "pydantic.fields", "ModelField"),
    ("pydantic", "pydantic.env_settings", "BaseSettings"),
    ("pydantic", "pydantic.error_wrappers", "ErrorWrapper"),
    ("pydantic", "pydantic.main", "ModelMetaclass"),
    ("flask", "flask", "Markup escape safe_join _request_ctx_stack _app_ctx_stack"),
    ("flask", "flask.json", "JSONEncoder JSONDecoder"),
    ("flask", "flask.helpers", "safe_join"),
    ("jinja2", "jinja2", "Markup escape contextfunction contextfilter environmentfilter environmentfunction evalcontextfilter"),
    ("markupsafe", "markupsafe", "soft_unicode"),
    ("werkzeug", "werkzeug", "secure_filename generate_password_hash check_password_hash cached_property FileStorage LocalProxy import_string"),
    ("werkzeug", "werkzeug.urls", "url_parse url_quote url_quote_plus url_decode url_encode url_unquote url_join"),
    ("werkzeug", "werkzeug.utils", "escape"),
    ("werkzeug", "werkzeug.security", "safe_str_cmp"),
    ("werkzeug", "werkzeug.wrappers", "BaseResponse BaseRequest"),
    ("itsdangerous", "itsdangerous", "TimedJSONWebSignatureSerializer JSONWebSignatureSerializer"),
    ("scikit-learn", "sklearn.externals", "joblib six"),
    ("scikit-learn", "sklearn.datasets", "load_boston fetch_mldata"),
    ("scikit-learn", "sklearn.preprocessing", "Imputer CategoricalEncoder"),
    ("scikit-learn", "sklearn.metrics", "plot_confusion_matrix plot_roc_curve plot_precision_recall_curve jaccard_similarity_score SCORERS"),
    ("scikit-learn", "sklearn.inspection", "plot_partial_dependence"),
    ("scikit-learn", "sklearn.utils", "safe_indexing parallel_backend"),
    ("numpy", "numpy", "float_ complex_ Inf NaN infty PINF NINF unicode_ string_ product cumproduct sometrue alltrue in1d trapz row_stack asfarray find_common_type float int object"),
    ("scipy", "scipy", "interp array zeros ones mean randn rand"),
    ("scipy", "scipy.misc", "imread imresize imsave toimage derivative face comb factorial"),
    ("scipy", "scipy.integrate", "simps trapz cumtrapz"),
    ("scipy", "scipy.signal", "hann hamming gaussian blackman kaiser cwt ricker"),
    ("scipy", "scipy.stats", "median_absolute_deviation binom_test itemfreq"),
    ("scipy", "scipy.linalg", "pinv2 triu tril kron"),
    ("scipy", "scipy.special", "sph_harm factorial"),
    ("transformers", "transformers", "AdamW TFAutoModel TFBertModel TFAutoModelForSequenceClassification TFBertForSequenceClassification TFDistilBertForSequenceClassification TFAutoModelForSeq2SeqLM TFAutoModelForCausalLM FlaxAutoModel AutoModelWithLMHead AutoModelForVision2Seq Conversation TextDataset LineByLineTextDataset cached_path TRANSFORMERS_CACHE SummarizationPipeline Text2TextGenerationPipeline TranslationPipeline CLIPFeatureExtractor ViTFeatureExtractor DetrFeatureExtractor SpecialTokensMixin BertTokenizerFast BertTokenizer T5Tokenizer T5TokenizerFast GPT2TokenizerFast DistilBertTokenizerFast create_optimizer"),
    ("huggingface-hub", "huggingface_hub", "InferenceApi cached_download Repository HfFolder ModelFilter DatasetFilter ModelSearchArguments configure_http_backend KerasModelHubMixin from_pretrained_keras push_to_hub_keras"),
    ("datasets", "datasets", "load_metric list_metrics list_datasets set_caching_enabled"),
    ("networkx", "networkx", "from_numpy_matrix to_numpy_matrix info read_gpickle write_gpickle"),
    ("pandas", "pandas", "Panel datetime Float64Index Int64Index UInt64Index np"),
    ("pandas", "pandas.core.common", "SettingWithCopyWarning"),
    ("matplotlib", "matplotlib.cm", "get_cmap register_cmap"),
    ("pillow", "PIL", "PILLOW_VERSION"),
    ("pillow", "PIL.Image", "ANTIALIAS"),
    ("llama-index", "llama_index", "VectorStoreIndex SimpleDirectoryReader ServiceContext GPTVectorStoreIndex GPTSimpleVectorIndex StorageContext load_index_from_storage Document LLMPredictor PromptHelper set_global_service_context Prompt download_loader SummaryIndex ListIndex KnowledgeGraphIndex LangchainEmbedding"),
    ("langchain", "langchain", "OpenAI LLMChain PromptTemplate ConversationChain FAISS HuggingFaceHub VectorDBQA SerpAPIWrapper LLMMathChain hub"),
    ("prefect", "prefect.deployments", "Deployment"),
    ("prefect", "prefect.task_runners", "SequentialTaskRunner"),
    ("prefect", "prefect", "Parameter case"),
    ("kfp", "kfp.components", "create_component_from_func func_to_container_op"),
    ("kfp", "kfp.dsl", "ContainerOp"),
    ("kserve", "kserve", "KFModel KFServer"),
    ("bentoml", "bentoml", "BentoService env artifacts"),
    ("anthropic", "anthropic", "HUMAN_PROMPT AI_PROMPT"),
    ("openai", "openai", "ChatCompletion Completion Embedding"),
    ("openai", "openai.error", "RateLimitError"),
    ("albumentations", "albumentations.pytorch", "ToTensor"),
    ("gradio", "gradio", "inputs outputs"),
    ("redis", "redis", "StrictRedis"),
    ("evidently", "evidently", "ColumnMapping"),
    ("mlflow", "mlflow.tracking.client", "MlflowClient"),
    ("pytorch-lightning", "pytorch_lightning", "metrics"),
    ("keras", "keras.utils", "np_utils"),
    ("keras", "keras.preprocessing.image", "ImageDataGenerator"),
    ("langchain-community", "langchain_community.chat_models", "ChatOpenAI"),
]

# Where what is gone is now: the old beginning of a name, the distribution, and the new beginning.
PLACES = [
    ("langchain.text_splitter", "langchain-text-splitters", "langchain_text_splitters"),
    ("langchain.document_loaders", "langchain-community", "langchain_community.document_loaders"),
    ("langchain.", "langchain-classic", "langchain_classic."),
    ("evidently.", "evidently", "evidently.legacy."),
    ("evidently:", "evidently", "evidently.legacy.pipeline.column_mapping:"),
    ("pydantic:BaseSettings", "pydantic-settings", "pydantic_settings:BaseSettings"),
    ("moviepy.editor", "moviepy", "moviepy"),
    ("sklearn.externals:joblib", "joblib", "joblib"),
    ("flask:Markup", "markupsafe", "markupsafe:Markup"),
    ("flask:escape", "markupsafe", "markupsafe:escape"),
    ("jinja2:Markup", "markupsafe", "markupsafe:Markup"),
    ("jinja2:escape", "markupsafe", "markupsafe:escape"),
    ("werkzeug:secure_filename", "werkzeug", "werkzeug.utils:secure_filename"),
    ("werkzeug:cached_property", "werkzeug", "werkzeug.utils:cached_property"),
    ("werkzeug:import_string", "werkzeug", "werkzeug.utils:import_string"),
    ("werkzeug:generate_password_hash", "werkzeug", "werkzeug.security:generate_password_hash"),
    ("werkzeug:check_password_hash", "werkzeug", "werkzeug.security:check_password_hash"),
    ("werkzeug:FileStorage", "werkzeug", "werkzeug.datastructures:FileStorage"),
    ("werkzeug:LocalProxy", "werkzeug", "werkzeug.local:LocalProxy"),
    ("transformers:AdamW", "torch", "torch.optim:AdamW"),
    ("llama_index:", "llama-index", "llama_index.core:"),
    ("scipy.integrate:simps", "scipy", "scipy.integrate:simpson"),
    ("scipy.integrate:trapz", "scipy", "scipy.integrate:trapezoid"),
    ("scipy.integrate:cumtrapz", "scipy", "scipy.integrate:cumulative_trapezoid"),
    ("scipy.signal:", "scipy", "scipy.signal.windows:"),
    ("numpy:float_", "numpy", "numpy:float64"),
    ("numpy:complex_", "numpy", "numpy:complex128"),
    ("numpy:unicode_", "numpy", "numpy:str_"),
    ("numpy:string_", "numpy", "numpy:bytes_"),
    ("numpy:Inf", "numpy", "numpy:inf"),
    ("numpy:infty", "numpy", "numpy:inf"),
    ("numpy:NaN", "numpy", "numpy:nan"),
    ("pandas.core.common:SettingWithCopyWarning", "pandas", "pandas.errors:SettingWithCopyWarning"),
    ("pandas:datetime", "", ""),
]


def finals(name):
    """The files of final releases, oldest first."""
    found = packages.files_by_version(name) or {}
    return {version: found[version] for version in sorted(found, key=packages.key) if packages.VERSION.match(version)}


def modules_of(wheel):
    return modules_in(zipfile.ZipFile(packages.Tail(wheel["url"], wheel["size"])).namelist())


def modules_of_sources(files):
    """The modules of a small archive of sources, without those at its top, such as setup."""
    sources = [file for file in files if file["filename"].endswith(".tar.gz") and file["size"] < MOST_SOURCES]
    if not sources:
        return None
    names = tarfile.open(fileobj=io.BytesIO(packages.fetch(sources[0]["url"]))).getnames()
    inner = [re.sub(r"^[^/]+/(?:(?:src|lib|python)/)?", "", name) for name in names]
    tops = {name.split("/")[0] for name in inner if name.count("/") == 1 and name.endswith("/__init__.py")}
    return modules_in([name for name in inner if name.split("/")[0] in tops])


def modules_in(paths):
    found = set()
    for path in paths:
        data = re.match(r"^[^/]+\.data/(?:purelib|platlib)/(.*)$", path)
        parts = (data[1] if data else path).split("/")
        if re.search(r"\.(?:dist-info|data|libs)$", parts[0]):
            continue
        stem = re.match(r"^([A-Za-z_]\w*)(?:\.[\w.-]+)?\.(?:py|so|pyd)$", parts[-1])
        if not stem:
            continue
        parts = parts[:-1] if stem[1] == "__init__" else [*parts[:-1], stem[1]]
        # A directory without __init__.py can be imported too.
        found.update(".".join(parts[: i + 1]) for i in range(min(len(parts), DEPTH)))
    return sorted(found)


def read_release(name, version, files, cache):
    path = Path(cache, "modules", f"{name}=={version}.json")
    if path.exists():
        return json.loads(path.read_text())
    wheels = [file for file in files if file["filename"].endswith(".whl")]
    try:
        found = modules_of(packages.best_wheel(wheels)) if wheels else modules_of_sources(files)
    except Exception as error:  # a wheel that cannot be read leaves its release unknown
        print(f"{name} {version}: {error}", file=sys.stderr, flush=True)
        found = None
    path.write_text(json.dumps(found))
    return found


def is_public(module):
    return not any(SKIPPED.search(part) for part in module.split("."))


def lost(name, cache):
    """The modules that went for good, as short as they tell it, each with the first release without it."""
    versions = finals(name)
    recent = [version for version, files in versions.items() if any((file.get("upload-time") or "") >= SINCE for file in files)]
    minors = list({packages.key(version)[:2]: version for version in recent}.values())
    if not minors:
        return {}
    known = [(version, set(found)) for version in minors if (found := read_release(name, version, versions[version], cache))]
    if not known or known[-1][0] != recent[-1]:
        return {}
    newest = known[-1][1]
    gone = {}
    for module in sorted(set().union(*(found for _, found in known)) - newest):
        if not is_public(module) or any(module.startswith(parent + ".") for parent in gone):
            continue
        last = max(i for i, (_, found) in enumerate(known) if module in found)
        between = [v for v in versions if packages.key(known[last][0]) < packages.key(v) <= packages.key(known[last + 1][0])]
        low, high = 0, len(between) - 1
        while low < high:
            middle = (low + high) // 2
            found = read_release(name, between[middle], versions[between[middle]], cache)
            # What cannot be read is taken as if it still had it.
            if found is None or module in found:
                low = middle + 1
            else:
                high = middle
        before = [v for v in versions if packages.key(v) < packages.key(between[high])]
        gone[module] = [between[high], before[-1]]
    return gone


def read_modules(cache, names):
    os.makedirs(Path(cache, "modules"), exist_ok=True)
    os.makedirs(Path(cache, "lost"), exist_ok=True)
    wanted = list(dict.fromkeys([*Path(names).read_text().split(), *(name for name, _, _ in NAMES)]))

    def one(name):
        path = Path(cache, "lost", f"{name}.json")
        if not path.exists():
            try:
                path.write_text(json.dumps(lost(name, cache), indent=0))
            except Exception as error:  # one that cannot be read says nothing of the others
                print(f"{name}: {error}", file=sys.stderr, flush=True)
                return
        print(name, len(json.loads(path.read_text())), flush=True)

    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        list(pool.map(one, wanted))


TRY = """
import importlib, json, sys, warnings
warnings.simplefilter('ignore')
def there(code):
    try:
        exec(code, {})
        return 'yes'
    except ModuleNotFoundError as error:
        return 'no ' + str(error.name)
    except ImportError as error:
        return 'not ' + str(error)[:200]
    except BaseException as error:
        return 'other ' + type(error).__name__ + ' ' + str(error)[:100]
print(json.dumps([there(code) for code in json.loads(sys.stdin.read())]), file=open(sys.argv[1], 'w'))
"""


class Environment:
    """A virtual environment with what was asked for; None for what cannot be installed."""

    def __init__(self, work, uv, wanted, day=None, pythons=PYTHONS):
        self.place = Path(work, f"venv-{os.getpid()}")
        self.ready = False
        for python in pythons:
            shutil.rmtree(self.place, ignore_errors=True)
            subprocess.run([uv, "venv", "-q", "--python", python, str(self.place)], check=True)
            words = [uv, "pip", "install", "-q", "--only-binary", ":all:", "--python", str(self.place / "bin/python"), *wanted]
            if day:
                words += ["--exclude-newer", day]
            if subprocess.run(words, capture_output=True, text=True, timeout=1500).returncode == 0:
                self.ready = True
                return

    def tried(self, codes):
        out = self.place / "answers.json"
        words = [str(self.place / "bin/python"), "-c", TRY, str(out)]
        try:
            subprocess.run(words, input=json.dumps(codes), capture_output=True, text=True, timeout=600, cwd=self.place)
            return json.loads(out.read_text())
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return ["other"] * len(codes)


def codes_of(key):
    module, _, name = key.partition(":")
    parent, _, leaf = module.rpartition(".")
    if name:
        return [f"from {module} import {name}"]
    return [f"import {module}", *([f"from {parent} import {leaf}"] if parent else [])]


def is_gone(key, answers):
    module, _, name = key.partition(":")
    if name:
        lacks = answers[0].startswith("not ") or answers[0].startswith("no ") and (module + ".").startswith(answers[0][3:] + ".")
        return lacks
    first = answers[0].startswith("no ") and (module + ".").startswith(answers[0][3:] + ".")
    return first and (len(answers) == 1 or answers[1].startswith(("not ", "no ")))


def wheel_of_oldest_python(files):
    """The wheel for Linux and the oldest Python: what Python itself has not any more is left out of wheels for newer ones."""
    wheels = [file for file in files if re.search(r"-cp3\d+-.*linux.*x86_64", file["filename"])]
    return min(wheels, key=lambda file: int(re.search(r"-cp3(\d+)-", file["filename"])[1]), default=None)


def on_every_python(gone, versions):
    """Without the modules that a wheel for an older Python still has."""
    still = set()
    for version in {first for first, _ in gone.values()} | {list(versions)[-1]}:
        wheel = wheel_of_oldest_python(versions[version])
        if wheel:
            still |= {module for module in modules_of(wheel) if module in gone and packages.key(version) >= packages.key(gone[module][0])}
    return {module: row for module, row in gone.items() if module not in still}


def day_of(files, days):
    """Some days after a release came out."""
    day = min(file["upload-time"] for file in files if file.get("upload-time"))
    return (datetime.datetime.fromisoformat(day.replace("Z", "+00:00")) + datetime.timedelta(days=days)).strftime("%Y-%m-%dT00:00:00Z")


def verified(name, cache, uv):
    """What is gone from the newest release, as import finds it."""
    gone = json.loads(Path(cache, "lost", f"{name}.json").read_text())
    names = [f"{module}:{each}" for dist, module, list_ in NAMES if dist == name and name not in LARGE for each in list_.split()]
    result = {}
    if not gone and not names:
        return result
    versions = finals(name)
    gone = on_every_python(gone, versions)
    newest = list(versions)[-1]
    tops = sorted({key.split(":")[0].split(".")[0] for key in [*gone, *names]} - set(gone))
    tries = [(key, codes_of(key)) for key in [*gone, *names]]
    # Where what is newest does not work together, what was newest when it came out.
    for day in (None, day_of(versions[newest], 7)):
        environment = Environment(cache, uv, [INSTEAD.get(name, f"{name}=={newest}"), *BESIDE.get(name, [])], day)
        answers = environment.tried([f"import {top}" for top in tops] + [code for _, codes in tries for code in codes])
        broken = {top for top, answer in zip(tops, answers) if answer != "yes" and name != "llama-index"}
        if environment.ready and not broken:
            break
    if not environment.ready:
        return None
    at = len(tops)
    left = []
    for key, codes in tries:
        mine = answers[at : at + len(codes)]
        at += len(codes)
        if key.split(":")[0].split(".")[0] in broken:
            print(f"  {name}: {key} not tried, {mine[0][:120]}", flush=True)
            continue
        if not is_gone(key, mine):
            print(f"  {name}: {key} is there: {[each[:80] for each in mine]}", flush=True)
        elif key in gone:
            result[key] = {"gone": gone[key][0]}
        else:
            left.append(key)
    places = {}
    for key in [*result, *left]:
        for old, distribution, new in PLACES:
            if (key + (":" if ":" not in key else "")).startswith(old) or key.startswith(old):
                places[key] = (distribution, new + key[len(old) :])
                break
    tried = environment.tried([codes_of(new)[0] if new else "import nothing" for _, new in places.values()])
    for (key, (distribution, new)), answer in zip(list(places.items()), tried):
        if answer != "yes":
            print(f"  {name}: {key} is not at {new}: {answer}", flush=True)
            del places[key]
    for key, first in first_without(name, left, versions, cache, uv).items():
        result[key] = {"gone": first}
    for key, (distribution, new) in places.items():
        if key in result:
            result[key]["now"] = [distribution, new]
    return result


def is_told(key, answer):
    return answer == "yes" or is_gone(key, [answer])


def is_bound(key, files):
    """Whether the text of a module binds a name at its top."""
    module, _, name = key.partition(":")
    wheels = [file for file in files if file["filename"].endswith(".whl") and file["size"] < MOST_WHEEL]
    if not wheels:
        return False
    archive = zipfile.ZipFile(io.BytesIO(packages.fetch(wheels[0]["url"])))
    inner = module.replace(".", "/")
    for path in (f"{inner}/__init__.py", f"{inner}.py"):
        if path in archive.namelist():
            return name in bound(ast.parse(archive.read(path)).body)
    return False


def bound(statements):
    found = set()
    for each in statements:
        if isinstance(each, (ast.Import, ast.ImportFrom)):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in each.names}
        elif isinstance(each, (ast.FunctionDef, ast.ClassDef)):
            found.add(each.name)
        elif isinstance(each, ast.Assign):
            found |= {target.id for target in each.targets if isinstance(target, ast.Name)}
    return found


def first_without(name, keys, versions, cache, uv):
    """The first releases that lack names, where one before has them; both were tried, with what was there on the day of the release."""
    recent = [v for v, files in versions.items() if any((file.get("upload-time") or "") >= SINCE for file in files)]
    known = {}

    def ask(version):
        if version not in known:
            environment = Environment(cache, uv, [f"{name}=={version}"], day_of(versions[version], 21))
            answers = environment.tried([codes_of(key)[0] for key in keys]) if environment.ready else ["other"] * len(keys)
            # An import that needs the network, or what is not installed, fails for another reason: then the text tells.
            answers = ["yes" if not is_told(key, answer) and is_bound(key, versions[version]) else answer for key, answer in zip(keys, answers)]
            known[version] = dict(zip(keys, answers))
            print(f"  {name} {version}: {[answer[:12] for answer in answers]}", flush=True)
        return known[version]

    found = {}
    for key in keys:

        def state(i):
            answer = ask(recent[i])[key]
            return True if answer == "yes" else False if is_gone(key, [answer]) else None
        low, high = 0, len(recent) - 1
        while low < high:
            middle = (low + high) // 2
            if state(middle) is False:
                high = middle
            else:
                low = middle + 1
        # One before that could not be tried does not tell.
        before = next((i for i in range(high - 1, max(-1, high - 4), -1) if state(i) is not None), None)
        if high > 0 and before == high - 1 and state(before) is True and state(high) is False:
            found[key] = recent[high]
    return found


def verify(cache, uv, *only):
    os.makedirs(Path(cache, "verified"), exist_ok=True)
    for path in sorted(Path(cache, "lost").glob("*.json")):
        name = path.stem
        out = Path(cache, "verified", f"{name}.json")
        if only and name not in only or out.exists():
            continue
        try:
            result = verified(name, cache, uv)
        except Exception as error:  # one that cannot be tried says nothing of the others
            print(f"{name}: {type(error).__name__} {error}", flush=True)
            continue
        if result is None:
            print(f"{name}: not installed", flush=True)
            continue
        out.write_text(json.dumps(result, indent=0))
        print(name, len(result), flush=True)
    shutil.rmtree(Path(cache, f"venv-{os.getpid()}"), ignore_errors=True)


def pending(cache, table, only):
    """The verified distributions that a table lacks, or those of these names: each with its rows and the file to write."""
    os.makedirs(Path(cache, table), exist_ok=True)
    for path in sorted(Path(cache, "verified").glob("*.json")):
        out = Path(cache, table, path.name)
        if not (only and path.stem not in only or out.exists()):
            yield path.stem, json.loads(path.read_text()), out


def sides(cache, uv, *only):
    """Imports in the first releases without modules what they do not have: a shim may still bring what has no file."""
    for name, rows, out in pending(cache, "sides", only):
        versions = finals(name)
        sure = [key for key in rows if ":" in key]
        for first in sorted({row["gone"] for row in rows.values()}, key=packages.key):
            keys = [key for key, row in rows.items() if row["gone"] == first and ":" not in key]
            codes = [code for key in keys for code in codes_of(key)]
            tops = sorted({f"import {key.split('.')[0]}" for key in keys if "." in key})
            environment = Environment(cache, uv, [INSTEAD.get(name, name) + f"=={first}"], day_of(versions[first], 21)) if keys else None
            if not environment or not environment.ready:
                continue
            answers = environment.tried([*tops, *codes])
            # One that cannot be imported at all does not tell.
            if any(answer != "yes" for answer in answers[: len(tops)]):
                continue
            answers = answers[len(tops) :]
            for key in keys:
                mine = [answers.pop(0) for _ in codes_of(key)]
                if is_gone(key, mine):
                    sure.append(key)
                else:
                    print(f"  {name} {first}: {key} is there still: {[each[:60] for each in mine]}", flush=True)
        out.write_text(json.dumps(sure))
        print(name, f"{len(sure)} of {len(rows)}", flush=True)
    shutil.rmtree(Path(cache, f"venv-{os.getpid()}"), ignore_errors=True)


def keep(cache, uv, *only):
    """Finds below which bounds an install of today gives a release that has what went, and can be imported: old releases fail with new ones of others."""
    for name, rows, out in pending(cache, "kept", only):
        good = []
        for first in sorted({row["gone"] for row in rows.values()}, key=packages.key):
            keys = [key for key, row in rows.items() if row["gone"] == first]
            environment = Environment(cache, uv, [f"{name}<{first}"], pythons=PYTHONS[:1])
            # A module may ask for what nobody required; names have to be there.
            tops = [codes_of(key)[0] if ":" in key else f"import {key.split('.')[0]}" for key in keys]
            if environment.ready and all(answer == "yes" for answer in environment.tried(tops)):
                good.append(first)
        out.write_text(json.dumps(good))
        print(name, good, flush=True)
    shutil.rmtree(Path(cache, f"venv-{os.getpid()}"), ignore_errors=True)


def write(cache, out):
    table = {}
    for path in sorted(Path(cache, "verified").glob("*.json")):
        rows = {}
        places = {}
        both = Path(cache, "sides", path.name)
        sure = set(json.loads(both.read_text())) if both.exists() else set()
        newest = list(finals(path.stem))[-1]
        for key, row in json.loads(path.read_text()).items():
            # What wheels bring at their top beside their own modules is mostly there by mistake.
            if not re.search(r"[.:]", key) and key not in TOPS:
                continue
            # What was not tried in the first release without a file for it is gone from the newest for sure.
            first = row["gone"] if ":" in key or key in sure else f"={newest}"
            rows.setdefault(first, []).append(key)
            if "now" in row:
                places[key] = row["now"]
        if rows:
            kept = Path(cache, "kept", path.name)
            good = [first for first in (json.loads(kept.read_text()) if kept.exists() else []) if first in rows]
            table[path.stem] = {"kept": good, "gone": {first: sorted(rows[first]) for first in sorted(rows, key=lambda each: packages.key(each.lstrip("=")))}, "now": places}
    lines = [f"{json.dumps(name)}:{json.dumps(row, separators=(',', ':'))}" for name, row in table.items()]
    about = "Modules and names that the newest release of a distribution does not have, by the first release without them, and where they are now. Found by importing them, with src/build/refresh/moved-names.py."
    Path(out).write_text(
        f'{{"about":{json.dumps(about)},\n"facts":"{datetime.date.today().isoformat()}",\n"moved":{{\n' + ",\n".join(lines) + "\n}}\n"
    )


if __name__ == "__main__":
    {"modules": read_modules, "verify": verify, "sides": sides, "keep": keep, "write": write}[sys.argv[1]](*sys.argv[2:])
